/* SPDX-License-Identifier: GPL-3.0-or-later */
/* processes.c - see processes.h. */
#include "tests/support/processes.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/journal.h"

AwValue
run_processes(AwFn fn)
{
    journal_clear();
    return aw_run_from(fn, AW_NONE, &(AwRunOptions){.processes = true, .no_signals = true},
                       AW_SITE("main"));
}

void
run_child_program(void *fn)
{
    AW_IGNORE(run_processes((AwFn) fn));
}

AwValue
echo(AwValue v)
{
    return v;
}

AwValue
process_id(AwValue none)
{
    return aw_int(getpid());
}

int64_t last_worker;

AwValue
remember_worker(AwValue none)
{
    AwPool *pool = aw_process_pool(1);

    last_worker = aw_to_int(AW_TRY(aw_await(aw_run_in_executor(pool, process_id, none))));
    return none;
}

/* ---- the gate ---- */

char gate_folder[32];
int gate;
static char gate_path[48];

AwValue
wait_at_gate(AwValue v)
{
    int fd = open(gate_path, O_RDONLY | O_CLOEXEC);
    char byte;
    bool passed = read(fd, &byte, 1) == 1;

    close(fd);
    return passed ? v : aw_error(AW_OS, "there is no gate");
}

int
make_gate(void **state)
{
    strcpy(gate_folder, "/tmp/aw-gate-XXXXXX");
    if (!mkdtemp(gate_folder))
        return -1;
    snprintf(gate_path, sizeof gate_path, "%s/gate", gate_folder);
    if (mkfifo(gate_path, 0600))
        return -1;
    int fd = open(gate_path, O_RDWR | O_CLOEXEC);
    gate = fcntl(fd, F_DUPFD_CLOEXEC, 100); /* a number that nobody else has */
    close(fd);
    return gate < 0;
}

int
remove_gate(void **state)
{
    close(gate);
    unlink(gate_path);
    return rmdir(gate_folder);
}

void
open_gate(int times)
{
    for (int i = 0; i < times; i++)
        if (write(gate, "x", 1) != 1)
            note("the gate does not open");
}
