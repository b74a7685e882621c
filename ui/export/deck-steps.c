/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-steps.c - a table of names. */
#include "ui/export/deck-steps.h"

#include <string.h>

#include "ui/model/notes.h"

static const struct {
    const char *name;
    gboolean by_step;
    StepMode step;
} steps[] = {
    {"run", FALSE, 0},         {"event", TRUE, STEP_EVENT}, {"resume", TRUE, STEP_RESUME},
    {"turn", TRUE, STEP_TURN}, {"wake", TRUE, STEP_WAKE},   {"bookmarks", TRUE, STEP_BOOKMARK},
};

gboolean
deck_steps_find(const char *name, DeckOptions *options)
{
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
        if (strcmp(steps[i].name, name) == 0) {
            options->by_step = steps[i].by_step;
            options->step = steps[i].step;
            return TRUE;
        }
    return FALSE;
}

gboolean
deck_steps_are_there(const DeckOptions *options, const Model *const *models, guint n,
                     guint *ret_without)
{
    for (guint i = 0; i < n && options->by_step && options->step == STEP_BOOKMARK; i++)
        if (model_notes(models[i])->len == 0) {
            *ret_without = i;
            return FALSE;
        }
    return TRUE;
}
