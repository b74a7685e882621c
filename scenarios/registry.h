/* SPDX-License-Identifier: GPL-3.0-or-later */
/* registry.h - all scenarios; meson generates the table from the rows of meson.build. */
#pragma once
#include <aw.h>
#include <stddef.h>

typedef struct {
    const char *name;   /* "wait-timeout": what the command line takes */
    const char *group;  /* heading in the sidebar: "First steps" */
    const char *file;   /* "wait-timeout.c", as its sites name it */
    const char *source; /* the text of that file */
    const AwScenario *scenario;
} ScenarioRow;

extern const ScenarioRow scenario_rows[];
extern const size_t scenario_n_rows;
