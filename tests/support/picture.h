/* SPDX-License-Identifier: GPL-3.0-or-later */
/* picture.h - what tests of scenes share: text metrics without fonts, scenes as text, golden
 * files. */
#pragma once
#include "ui/scene/layout.h"

/** Every character is as wide as its font's average, so that no golden depends on fonts. */
extern const TextMetrics fixed_metrics;

/** A scene as text, one shape per line. The caller frees. */
char *picture_dump(const Scene *scene);

/** Compare with tests/golden/`name`; with BLESS=1 in the environment, write it instead. */
void assert_golden(const char *name, const char *actual);

/** The page of fixture_wait_timeout(): 900 px wide, at event 40, Task-3 selected. */
Scene *picture_of(const Model *model, AxisKind axis, double width, Parts parts);

/** Fails the test unless `xml` is well-formed. */
void assert_well_formed(const char *xml);
