/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gather: many tasks, one future, the results in order. */
#include <aw.h>

enum { MAX_ITEMS = 16 };

static int64_t items = 4;

static AwValue
get_item(AwValue i)
{
    AW_TRY(aw_sleep(aw_to_int(i) * AW_SECOND));
    return aw_text("item %d", (int) aw_to_int(i));
}

static AwValue
get_items(AwValue none)
{
    AwFuture *tasks[MAX_ITEMS];

    aw_print("getting items");
    for (int i = 0; i < items; i++)
        tasks[i] = aw_spawn(get_item, i);

    aw_print("waiting for tasks to complete");
    AwValue results = AW_TRY(aw_await(aw_gather(tasks, items)));

    aw_print("results: %s", aw_to_text(aw_repr(results)));
    return none;
}

AW_SCENARIO(.title = "Gather",
            .about = "Item i takes i seconds; the gather is done when the last one is.",
            AW_MAIN(get_items),
            .params = {
                AW_INT(items, 0, MAX_ITEMS, "how many items are fetched"),
            });
