/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wait with a timeout: take what is there in time, cancel the rest. */
#include <aw.h>

enum { MAX_ITEMS = 16 };

static int64_t items = 4;
static AwTime timeout = 2 * AW_SECOND;

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

    aw_print("waiting %g seconds for tasks to complete", (double) timeout / AW_SECOND);
    AwWait got = AW_TRY(aw_wait(tasks, items, .timeout = timeout));

    for (int i = 0; i < got.n_done; i++)
        results[i] = AW_TRY(aw_result(got.done[i]));
    aw_print("results: %s", aw_to_text(aw_repr(aw_list_of(results, got.n_done))));

    aw_print("canceling remaining tasks");
    for (int i = 0; i < got.n_pending; i++)
        aw_cancel(got.pending[i]);
    return none;
}

AW_SCENARIO(.title = "Wait with a timeout",
            .about = "Item i takes i seconds, but the wait ends after two.", AW_MAIN(get_items),
            .params = {
                AW_INT(items, 1, MAX_ITEMS, "how many items are fetched"),
                AW_TIME(timeout, 0, 60 * AW_SECOND, "how long the wait lasts at most"),
            });
