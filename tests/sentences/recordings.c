/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recordings.c - the recordings as models. */
#include "tests/sentences/recordings.h"

#include "tests/support/fixture.h"

static const TraceSite sites[] = {
    {1, 10, "p.c", "main", "work"},
    {2, 11, "p.c", "work", "sleep"},
    {3, 12, "p.c", "work", "wait"},
    {4, 13, "p.c", "work", "later"},
    {5, 14, "util.c", "work", ""},
    {6, 15, "p.c", "work", "readable"},
    {7, 16, "p.c", "work", "writable"},
    {8, 17, "p.c", "work", "queue.join"},
    {9, 18, "p.c", "work", "acquire"},
    {10, 19, "p.c", "work", "queue.put"},
    {11, 20, "p.c", "work", "gather"},
    {12, 21, "p.c", "work", "square"},
    {13, 22, "p.c", "work", "queue.get"},
    {14, 23, "p.c", "work", "quick ? one : other"},
    {15, 24, "p.c", "work", "condition.wait"},
};

static const Recording *const sets[] = {loop_recordings, other_recordings, caller_recordings};

const Recording *
recording_at(gsize i)
{
    for (gsize set = 0; set < G_N_ELEMENTS(sets); set++)
        for (const Recording *recording = sets[set]; recording->name; recording++)
            if (i-- == 0)
                return recording;
    return NULL;
}

Model *
recording_model(const Recording *recording)
{
    const TraceEnd end = {.kind = recording->end, .text = ""};
    Model *model = model_new();

    for (gsize i = 0; i < G_N_ELEMENTS(sites); i++)
        model_sink()->site(model, &sites[i]);
    for (gsize i = 0; i < recording->n; i++)
        fixture_append(model, &recording->events[i]);
    if (end.kind != TRACE_END_NONE)
        model_sink()->end(model, &end);
    return model;
}
