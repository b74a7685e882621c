/* SPDX-License-Identifier: GPL-3.0-or-later */
/* theme.h - a colour for each role, in light, dark and print. States differ in colour (Okabe and
 * Ito's, safe for the colour-blind), pattern and sign. */
#pragma once
#include "ui/scene/scene.h"

typedef struct {
    float red, green, blue, alpha; /* 0 .. 1, not premultiplied */
} Colour;

typedef struct {
    const char *name; /* "light", "dark", "print" */
    Colour colours[N_ROLES];
} Theme;

/** The theme of this name; NULL if there is none. */
const Theme *theme_find(const char *name);

/** "ROLE_READY": for printing a scene. */
const char *theme_role_name(Role role);
