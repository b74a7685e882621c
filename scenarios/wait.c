/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wait for all: wait until every task is done, then look at each. */
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
    AwValue results[MAX_ITEMS];

    aw_print("getting items");
    for (int i = 0; i < items; i++)
        tasks[i] = aw_spawn(get_item, i);

    aw_print("waiting for tasks to complete");
    AwWait got = AW_TRY(aw_wait(tasks, items));

    for (int i = 0; i < got.n_done; i++)
        results[i] = AW_TRY(aw_result(got.done[i]));
    aw_print("results: %s", aw_to_text(aw_repr(aw_list_of(results, got.n_done))));
    return none;
}

AW_SCENARIO(.title = "Wait for all",
            .about = "Item i takes i seconds; the wait ends when all are done.", AW_MAIN(get_items),
            .params = {
                AW_INT(items, 1, MAX_ITEMS, "how many items are fetched"),
            });
