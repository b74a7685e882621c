/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* overflow.c - faults in the guards of stacks: reported, then passed to the next handler. */
#include "sched/stack/overflow.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sched/base/fork-lock.h"
#include "sched/base/sanitizer.h"
#include "sched/base/sentence.h"
#include "sched/stack/guard.h"

enum { SIGNAL_STACK = 64 * 1024 };

atomic_bool switch_watched;

static _Thread_local OverflowFn who;
static _Thread_local const OverflowTask *entered; /* NULL: `who` knows */
static _Thread_local int n_watches;
static _Thread_local Stack thread_stack; /* that the thread came with; all zeros: not known yet */
static _Thread_local void *signal_stack; /* ours; NULL: the program's own */

/* ---- the sentence, by write() alone ---- */

typedef struct {
    char bytes[512];
    size_t n;
} Line;

static void
add(Line *line, const char *text)
{
    size_t n = strlen(text), room = sizeof line->bytes - 1 - line->n;

    memcpy(line->bytes + line->n, text, n < room ? n : room);
    line->n += n < room ? n : room;
}

static void
add_number(Line *line, size_t number)
{
    char digits[24], *at = digits + sizeof digits - 1;

    *at = '\0';
    do
        *--at = (char) ('0' + number % 10);
    while ((number /= 10) > 0);
    add(line, at);
}

static void
add_task(Line *line, const OverflowTask *task, bool is_thread)
{
    if (!task->what) {
        add(line, is_thread ? "a thread" : "a coroutine");
        return;
    }
    add(line, task->what);
    add(line, task->name ? " \"" : "");
    add(line, task->name ? task->name : "");
    add(line, task->name ? "\" (" : " (");
    add(line, task->function);
    add(line, "(), made at ");
    add(line, task->file);
    add(line, ":");
    add_number(line, task->line);
    add(line, ")");
}

const OverflowTask *
overflow_enter(const OverflowTask *task)
{
    const OverflowTask *before = entered;

    entered = task;
    return before;
}

void
overflow_leave(const OverflowTask *before)
{
    entered = before;
}

OverflowTask
overflow_running(void)
{
    if (entered)
        return *entered;
    return who ? who() : (OverflowTask){0};
}

static void
say(const Stack *stack)
{
    const OverflowTask task = overflow_running();
    Line line = {.n = 0};

    add(&line, "aw: ");
    add_task(&line, &task, stack == &thread_stack);
    add(&line, " ran out of its ");
    add_number(&line, ((size_t) (stack->high - stack->low) + 4095) / 4096 * 4);
    add(&line, stack == &thread_stack ? " KiB stack; `ulimit -s` gives threads more"
                                      : " KiB stack; AwSpawnOptions.stack gives it more");
    line.bytes[line.n] = '\0';
    sentence_keep(line.bytes + strlen("aw: "));
    line.bytes[line.n++] = '\n';
    for (size_t at = 0; at < line.n;) {
        ssize_t written = write(STDERR_FILENO, line.bytes + at, line.n - at);
        if (written <= 0)
            break;
        at += (size_t) written;
    }
}

void
switches_watch(void)
{
    atomic_store_explicit(&switch_watched, true, memory_order_relaxed);
}

void
overflow_abort(const Stack *stack)
{
    say(stack);
    abort();
}

/* ---- the handler ---- */

static const int numbers[] = {SIGSEGV, SIGBUS};
enum { N_NUMBERS = sizeof numbers / sizeof *numbers };

static struct {
    pthread_mutex_t lock;
    int n; /* threads that watch */
    struct sigaction before[N_NUMBERS];
    bool installed[N_NUMBERS]; /* perhaps beneath handlers that came later */
} watch = {.lock = PTHREAD_MUTEX_INITIALIZER};

FORK_LOCK(&watch.lock)

/* A fault recurs when the handler returns, and then meets the default action, so that a core dump
 * shows where it happened. A signal that was sent is sent again. */
static void
pass_to_default(int number, bool is_fault, bool ignored)
{
    if (!is_fault && ignored)
        return;
    signal(number, SIG_DFL);
    if (!is_fault)
        raise(number);
}

static void
pass_on(int number, siginfo_t *info, void *context)
{
    const struct sigaction *before = &watch.before[number == numbers[0] ? 0 : 1];

    if (before->sa_flags & SA_SIGINFO)
        before->sa_sigaction(number, info, context);
    else if (before->sa_handler == SIG_DFL || before->sa_handler == SIG_IGN)
        pass_to_default(number, info->si_code > 0, before->sa_handler == SIG_IGN);
    else
        before->sa_handler(number);
}

/* The stack that a fault at this address overflowed, or NULL. Depending on the C library, a
 * thread's guard lies below `low` or just above it; the rest of its stack cannot fault. */
static const Stack *
overflown(const char *address)
{
    const char *low = thread_stack.low;
    const Stack *stack = stack_guarded_at(address);
    bool is_ours =
        n_watches > 0 && low && address >= low - GUARD_WIDTH && address < low + GUARD_WIDTH;

    return stack || !is_ours ? stack : &thread_stack;
}

static void
on_fault(int number, siginfo_t *info, void *context)
{
    static _Thread_local bool said;
    int error = errno;
    const Stack *stack = info->si_code > 0 ? overflown(info->si_addr) : NULL;

    if (stack && said) { /* the handler it was passed to did not end the program */
        pass_to_default(number, true, false);
        return;
    }
    if (stack)
        say(stack);
    said = stack != NULL;
    pass_on(number, info, context);
    errno = error;
}

static bool
is_ours(const struct sigaction *action)
{
    return action->sa_flags & SA_SIGINFO && action->sa_sigaction == on_fault;
}

static bool
is_default(const struct sigaction *action)
{
    return !(action->sa_flags & SA_SIGINFO) && action->sa_handler == SIG_DFL;
}

/* A handler that was installed after ours may pass signals on to ours, so it stays on top. */
static void
install(int i)
{
    struct sigaction ours = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK}, now;

    sigaction(numbers[i], NULL, &now);
    if (watch.installed[i] && !is_default(&now))
        return;
    watch.before[i] = now;
    watch.installed[i] = true;
    sigaction(numbers[i], &ours, NULL);
}

static void
restore(int i)
{
    struct sigaction now;

    sigaction(numbers[i], NULL, &now);
    if (!is_ours(&now))
        return;
    sigaction(numbers[i], &watch.before[i], NULL);
    watch.installed[i] = false;
}

/* ---- watching ---- */

/* A handler that runs because a stack is full needs a stack of its own. */
static void
set_signal_stack(void)
{
    stack_t stack = {.ss_size = SIGNAL_STACK}, before;

    sigaltstack(NULL, &before);
    if (!(before.ss_flags & SS_DISABLE))
        return;
    stack.ss_sp = mmap(NULL, SIGNAL_STACK, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (stack.ss_sp == MAP_FAILED)
        return;
    if (sigaltstack(&stack, NULL))
        munmap(stack.ss_sp, SIGNAL_STACK);
    else
        signal_stack = stack.ss_sp;
}

static void
drop_signal_stack(void)
{
    stack_t none = {.ss_flags = SS_DISABLE};

    if (!signal_stack)
        return;
    sigaltstack(&none, NULL);
    munmap(signal_stack, SIGNAL_STACK);
    signal_stack = NULL;
}

/* The address sanitizer has a handler and a message of its own. */
OverflowFn
overflow_watch(OverflowFn fn)
{
    OverflowFn before = who;

    who = fn;
    if (n_watches++ > 0)
        return before;
    if (!thread_stack.low)
        thread_stack = stack_of_thread();
    set_signal_stack();
    pthread_mutex_lock(&watch.lock);
    if (watch.n++ == 0 && !sanitizer_is_asan())
        for (int i = 0; i < N_NUMBERS; i++)
            install(i);
    pthread_mutex_unlock(&watch.lock);
    return before;
}

void
overflow_unwatch(OverflowFn before)
{
    who = before;
    if (--n_watches > 0)
        return;
    pthread_mutex_lock(&watch.lock);
    if (--watch.n == 0 && !sanitizer_is_asan())
        for (int i = 0; i < N_NUMBERS; i++)
            restore(i);
    pthread_mutex_unlock(&watch.lock);
    drop_signal_stack();
}
