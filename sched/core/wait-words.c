/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* wait-words.c - says where and for what tasks wait: "ab waits at shop.c:6 for acquire(till) (made
 * at shop.c:16), which ba has held since shop.c:92". */
#include "sched/core/wait-words.h"

#include <stdarg.h>
#include <stdio.h>

#include "sched/core/loop.h"

enum { FIRST_TASKS = 4, HOLDERS_SAID = 4 };

void
wait_words_say(WaitWords *words, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int n = vsnprintf(words->text + words->length, words->size - words->length, format, args);
    va_end(args);
    words->length += n > 0 ? (size_t) n : 0;
    if (words->length >= words->size)
        words->length = words->size - 1;
}

static bool
is_known(const AwSite *site)
{
    return site && site->file && site->file[0];
}

static void
say_place(WaitWords *words, const char *before, const AwSite *site)
{
    if (is_known(site))
        wait_words_say(words, " %s %s:%u", before, site->file, (unsigned) site->line);
}

/* "ba", "ba, which has ended," */
static void
say_holder(WaitWords *words, const Hold *hold)
{
    const char *name = hold->task ? aw_name(&hold->task->future) : hold->left_by;

    wait_words_say(words, "%s%s", name ? name : "a callback or a task that has ended",
                   name && !hold->task ? ", which has ended," : "");
}

static void
say_holders(WaitWords *words, const Holds *holds)
{
    int n = 0;

    for (const Hold *hold = holds->first; hold && n < HOLDERS_SAID; hold = hold->next_of, n++) {
        wait_words_say(words, "%s", n ? " and " : ", which ");
        say_holder(words, hold);
        wait_words_say(words, " %s", is_known(hold->site) ? "has held" : "holds");
        say_place(words, "since", hold->site);
    }
}

void
wait_words_name(WaitWords *words, AwFuture *on)
{
    if (task_of(on))
        wait_words_say(words, "%s", aw_name(on));
    else if (on && on->site->of)
        wait_words_say(words, "%s(%s)", on->site->name, on->site->of);
    else
        wait_words_say(words, "%s", on ? on->site->name : "nothing");
}

void
wait_words_add(WaitWords *words, const Task *task)
{
    const Holds *holds = holds_waited_for(task);
    const AwSite *made = holds ? object_made_at(holds->of) : NULL;

    wait_words_say(words, "%s%s waits", words->n_tasks++ ? ", " : "", aw_name(&task->future));
    say_place(words, "at", task->at);
    wait_words_say(words, " for ");
    wait_words_name(words, task->waiter);
    if (is_known(made))
        wait_words_say(words, " (made at %s:%u)", made->file, (unsigned) made->line);
    if (holds)
        say_holders(words, holds);
}

void
wait_words_describe(const AwLoop *loop, char *text, size_t size)
{
    static const char more[] = " ...";
    WaitWords words = {.text = text, .size = size - sizeof more + 1};
    const Task *task = task_first(loop);

    if (!task)
        wait_words_say(&words, "nothing is left to run");
    for (; task && words.n_tasks < FIRST_TASKS; task = task_next(task))
        wait_words_add(&words, task);
    words.size = size;
    if (task)
        wait_words_say(&words, "%s", more);
}
