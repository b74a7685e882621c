/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guest.c - a program that uses aw, as users write them. Its first argument says what it does. */
#define AW_FILE "guest.c" /* not found where it runs: its text would be taken for its output */
#include <aw.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static char *own_path, *helper;

static AwValue
hello(AwValue none)
{
    aw_print("hello");
    AW_TRY(aw_sleep(AW_MS));
    return none;
}

static AwValue
fails(AwValue none)
{
    (void) none;
    return aw_error(AW_ERROR, "no luck today");
}

/* The file that this program is recorded into, by itself or by an attached recorder. */
static const char *
recording(void)
{
    const char *trace = getenv("AW_TRACE"), *colon = trace ? strrchr(trace, ':') : NULL;

    if (!trace || !strcmp(trace, "listen"))
        return "t.awt";
    return colon ? colon + 1 : trace;
}

static bool
is_recorded(const char *text)
{
    static char bytes[1 << 20];
    FILE *file = fopen(recording(), "r");
    size_t size = file ? fread(bytes, 1, sizeof bytes, file) : 0;

    if (file)
        fclose(file);
    return memmem(bytes, size, text, strlen(text));
}

static AwValue
kills_itself(AwValue none)
{
    aw_print("before");
    while (!is_recorded("before\n"))
        AW_TRY(aw_sleep(AW_MS));
    kill(getpid(), SIGKILL);
    return none;
}

static AwValue
exits(AwValue none)
{
    (void) none;
    exit(7);
}

static AwValue
take(AwValue lock)
{
    AW_TRY(aw_acquire(aw_to_lock(lock)));
    AW_TRY(aw_sleep(3000 * AW_SECOND));
    return AW_NONE;
}

/* Waits until a recorder has attached and created the file. */
static AwValue
wait_for_recorder(void)
{
    aw_print("before");
    while (access("t.awt", F_OK))
        AW_TRY(aw_sleep(10 * AW_MS));
    return AW_NONE;
}

static AwValue
fails_recorded(AwValue none)
{
    AW_TRY(wait_for_recorder());
    return aw_error(AW_ERROR, "no luck today");
}

static AwValue
dies_recorded(AwValue none)
{
    AW_TRY(wait_for_recorder());
    return kills_itself(none);
}

/* One of three tasks is busy; then the program kills itself. */
static AwValue
hangs(AwValue none)
{
    AwLock *door = aw_lock();

    aw_spawn(take, door, .name = "holder");
    aw_spawn(take, door, .name = "stuck");
    AW_TRY(aw_sleep(20 * AW_MS));
    for (int i = 0; i < 100000; i++)
        AW_TRY(aw_sleep(0));
    return kills_itself(none);
}

/* One task holds the lock and another waits for it, for ever. */
static AwValue
locked(AwValue none)
{
    AwLock *door = aw_lock();
    AwFuture *tasks[] = {aw_spawn(take, door, .name = "holder"),
                         aw_spawn(take, door, .name = "stuck")};

    aw_print("before");
    AW_TRY(aw_await(aw_gather(tasks, 2)));
    return none;
}

/* Prints every 10 ms, for ever. */
static AwValue
ticks(AwValue none)
{
    aw_print("before");
    for (;;) {
        AW_SCOPE();
        AW_TRY(aw_sleep(10 * AW_MS));
        aw_print("again");
    }
    return none;
}

/* Uses up all descriptors but `n`. */
static AwValue
hoard(int n)
{
    const struct rlimit few = {64, 64};
    int last = -1, fd;

    setrlimit(RLIMIT_NOFILE, &few);
    AW_TRY(aw_sleep(10 * AW_MS)); /* by now the loop has all that it needs */
    while ((fd = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
        last = fd;
    for (int i = 0; i < n; i++)
        close(last - i);
    return ticks(AW_NONE);
}

static AwValue
hoards_all(AwValue none)
{
    return hoard(0);
}

static AwValue
hoards_most(AwValue none)
{
    return hoard(2);
}

static AwValue
sleep_long(AwValue seconds)
{
    AW_TRY(aw_sleep(aw_to_int(seconds) * AW_SECOND));
    return seconds;
}

static AwValue
silent(AwValue none)
{
    AwFuture *tasks[] = {aw_spawn(sleep_long, 3000),
                         aw_spawn(sleep_long, 4000, .name = "the late")};

    aw_print("before");
    AW_TRY(aw_await(aw_gather(tasks, 2)));
    return none;
}

/* Makes many events before it falls silent. Two of its waiting tasks are older than those. */
static AwValue
talks_first(AwValue none)
{
    AwFuture *tasks[] = {aw_spawn(sleep_long, 3000),
                         aw_spawn(sleep_long, 4000, .name = "the late")};

    for (int i = 0; i < 150000; i++)
        AW_TRY(aw_sleep(0));
    AwFuture *last = aw_spawn(sleep_long, 5000);
    AW_TRY(aw_await(aw_gather(AW_FUTURES(tasks[0], tasks[1], last))));
    return none;
}

static bool
may_go(void)
{
    return !access("go", F_OK);
}

/* Blocks the loop until there is a file "go"; says so when it begins. */
static AwValue
busy(AwValue none)
{
    aw_print("before");
    AW_TRY(aw_sleep(AW_MS));
    while (!may_go())
        usleep(1000);
    aw_print("after");
    AW_TRY(aw_sleep(300 * AW_MS));
    return none;
}

/* Makes as many events as it can, for two seconds. */
static AwValue
floods(AwValue none)
{
    aw_print("before");
    AwTime until = aw_time() + 2 * AW_SECOND;
    while (aw_time() < until) {
        AW_SCOPE();
        AW_TRY(aw_sleep(0));
    }
    aw_print("after");
    return none;
}

/* Makes more events at one go than a small recorder has room for. */
static AwValue
hurries(AwValue none)
{
    for (int i = 0; i < 200000; i++)
        aw_mark("again");
    AW_TRY(aw_sleep(AW_MS));
    return none;
}

static AwValue
job(AwValue none)
{
    aw_work(300 * AW_MS);
    return none;
}

static AwValue
pool(AwValue none)
{
    aw_print("before");
    for (;;) {
        AW_SCOPE();
        AW_TRY(aw_await(aw_run_in_executor(NULL, job, AW_NONE)));
        aw_print("again");
    }
    return none;
}

/* Runs the guest again as a child, with the environment that it inherits, to do `helper`. */
static void
run_helper(void)
{
    pid_t pid = fork();

    if (pid == 0) {
        execl(own_path, own_path, helper, NULL);
        _exit(127);
    }
    waitpid(pid, NULL, 0);
}

static AwValue
starts(AwValue none)
{
    run_helper();
    AW_TRY(aw_sleep(AW_MS));
    aw_print("parent");
    return none;
}

/* Waits until there is a file "go". Then forks a child that outlives it and holds the inherited
 * descriptors. */
static AwValue
leaves_a_child(AwValue none)
{
    aw_print("before");
    while (!may_go())
        AW_TRY(aw_sleep(10 * AW_MS));
    pid_t pid = fork();
    if (pid == 0) {
        alarm(600);
        for (;;)
            pause();
    }
    aw_print("forked %d", (int) pid);
    AW_TRY(aw_sleep(600 * AW_SECOND));
    return none;
}

static const struct {
    const char *name;
    AwFn main;
    const char *helper; /* what a child process does; NULL: there is no child */
} deeds[] = {
    {"hello", hello, NULL},
    {"fails", fails, NULL},
    {"kills-itself", kills_itself, NULL},
    {"fails-recorded", fails_recorded, NULL},
    {"dies-recorded", dies_recorded, NULL},
    {"hangs", hangs, NULL},
    {"exits", exits, NULL},
    {"ticks", ticks, NULL},
    {"hoards-all", hoards_all, NULL},
    {"hoards-most", hoards_most, NULL},
    {"silent", silent, NULL},
    {"locked", locked, NULL},
    {"talks-first", talks_first, NULL},
    {"busy", busy, NULL},
    {"floods", floods, NULL},
    {"hurries", hurries, NULL},
    {"pool", pool, NULL},
    {"starts", starts, "hello"},
    {"leaves-a-child", leaves_a_child, NULL},
};

int
main(int argc, char **argv)
{
    int status = 99;

    own_path = argv[0];
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
        if (argc > 1 && !strcmp(argv[1], deeds[i].name)) {
            helper = (char *) deeds[i].helper;
            status = aw_exit_status(aw_run(deeds[i].main, AW_NONE));
            if (helper)
                run_helper();
        }
    return status;
}
