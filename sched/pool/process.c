/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process.c - a worker process as the program sees it: a socket that jobs go into and results come
 * out of [EX10]. Sending and receiving never wait. */
#include "sched/pool/process.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sched/pool/fork-server.h"
#include "sched/pool/pool.h"
#include "sched/pool/process-pool.h"
#include "sched/pool/process-world.h"
#include "sched/pool/worker.h"
#include "sched/value/error.h"
#include "sched/value/wire-value.h"

enum { FEW = 4096 };

/* ---- to the process ---- */

static void
on_event(uv_poll_t *poll, int status, int events)
{
    Process *process = poll->data;

    (void) status; /* the read that follows finds any error */
    (void) events;
    inbox_rise(&process->pool->loop->inbox); /* the loop is awake, and need not be woken */
    process_look(process);
}

/* Calls libuv only if the events change, since that costs two system calls. */
static void
watch(Process *process)
{
    int events = UV_READABLE | UV_DISCONNECT | (process->out ? UV_WRITABLE : 0);

    if (events == process->events)
        return;
    process->events = events;
    uv_poll_start(&process->poll, events, on_event);
}

static void
send_rest(Process *process)
{
    if (!process->out)
        return;
    ssize_t sent = send(process->fd, process->out + process->out_sent,
                        process->out_size - process->out_sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0) /* otherwise it is full, or gone, which the next read finds */
        process->out_sent += (size_t) sent;
    if (process->out_sent < process->out_size)
        return;
    free(process->out);
    process->out = NULL;
    watch(process);
}

/* False: no memory. */
static bool
send_job(Process *process, const AwJob *job)
{
    JobHead head = {.size = wire_put(NULL, job->arg), .fn = job->fn, .site = job->site};

    process->out = malloc(sizeof head + head.size);
    if (!process->out)
        return false;
    process->out_size = sizeof head + head.size;
    process->out_sent = 0;
    memcpy(process->out, &head, sizeof head);
    wire_put(process->out + sizeof head, job->arg);
    send_rest(process);
    if (process->out)
        watch(process);
    return true;
}

void
process_send(Process *process, AwJob *job)
{
    trace(.kind = TRACE_JOB_BEGIN, .subject = process->track, .object = job->track,
          .site = job->site);
    process->job = job;
    process->n_in = 0;
    if (send_job(process, job))
        return;
    process->job = NULL;
    trace(.kind = TRACE_JOB_END, .subject = process->track, .object = job->track,
          .type = TRACE_VALUE_ERROR, .value = AW_NOMEM);
    processes_fail(job, AW_NOMEM, "no memory to send a job");
}

/* ---- from the process ---- */

/* Receives up to `size` bytes. 0: there are none now; -1: the process is gone. */
static ssize_t
receive_now(const Process *process, void *data, size_t size)
{
    ssize_t got = recv(process->fd, data, size, MSG_DONTWAIT);

    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return got > 0 ? got : -1;
}

/* The first bytes have the head in them and, most often, all of the result. */
static ssize_t
receive_first(Process *process)
{
    char few[FEW];
    size_t had = process->n_in, in_head;
    ssize_t got = receive_now(process, few, sizeof few - had);

    if (got <= 0)
        return got;
    process->n_in += (size_t) got;
    in_head = process->n_in < sizeof(ResultHead) ? (size_t) got : sizeof(ResultHead) - had;
    memcpy((char *) &process->head + had, few, in_head);
    if (process->n_in < sizeof(ResultHead))
        return got;
    process->in = malloc(process->head.size);
    if (process->in && process->n_in - sizeof(ResultHead) <= process->head.size)
        memcpy(process->in, few + in_head, (size_t) got - in_head);
    return got;
}

/* If there is no memory for the result, its bytes are read and thrown away. */
static ssize_t
receive_more(Process *process)
{
    char nowhere[FEW];
    size_t had = process->n_in - sizeof(ResultHead), left = process->head.size - had;
    ssize_t got =
        process->in ? receive_now(process, process->in + had, left)
                    : receive_now(process, nowhere, left < sizeof nowhere ? left : sizeof nowhere);

    if (got > 0)
        process->n_in += (size_t) got;
    return got;
}

static bool
has_result(const Process *process)
{
    return process->n_in >= sizeof(ResultHead) &&
           process->n_in - sizeof(ResultHead) == process->head.size;
}

static AwValue
result(const Process *process, const AwJob *job)
{
    if (process->head.is_foreign)
        return error_held(AW_TYPE, job->site,
                          "the result of a job in a process may hold no object and no pointer");
    return process->in ? wire_get(process->in, process->head.size) : error_no_memory();
}

/* The process is idle again before anybody hears of the job's end, and may give it another. */
static void
end_job(Process *process)
{
    Holder holder = {0}, *before = holder_enter(&holder);
    AwJob *job = process->job;

    AwValue v = result(process, job);
    worker_trace_end(process->track, job, v);
    free(process->in);
    process->in = NULL;
    process->n_in = 0;
    process->job = NULL;
    job_finish(job, v);
    holder_clear(&holder);
    holder_enter(before);
    worker_tell_loop(job);
}

/* The process ended, or closed its descriptors: it is killed, and the server's news of its end
 * breaks the pool. */
static void
give_up(Process *process)
{
    uv_poll_stop(&process->poll);
    process->events = 0;
    fork_server_kill(&process->pool->loop->world->server, process->pid);
}

void
process_look(Process *process)
{
    AwPool *pool = process->pool;
    ssize_t got;

    if (process->fd < 0)
        return;
    send_rest(process);
    do
        got = process->n_in < sizeof(ResultHead) ? receive_first(process) : receive_more(process);
    while (got > 0 && !has_result(process));
    if (got < 0) {
        give_up(process);
    } else if (process->job && has_result(process)) {
        end_job(process);
        processes_go_on(pool);
    }
}

/* ---- beginning and end ---- */

static void
trace_start(const Process *process)
{
    char name[32];
    int size = snprintf(name, sizeof name, "Process %d", (int) process->pid);

    recorder_emit(&(Emit){.kind = TRACE_WORKER_STARTED,
                          .subject = process->track,
                          .object = TRACE_LOOP_ID,
                          .type = TRACE_VALUE_LABEL,
                          .value = process->pool->track,
                          .text = name,
                          .text_size = (size_t) size});
}

static void
join_pool(Process *process, AwPool *pool)
{
    process->pool = pool;
    process->track = recorder_track();
    process->poll.data = process;
    process->next = pool->processes->first;
    pool->processes->first = process;
    pool->processes->n_processes++;
    pool->loop->n_watched++;
    atomic_fetch_add(&pool->n_users, 1);
    uv_unref((uv_handle_t *) &process->poll); /* its job is what keeps the loop running */
    watch(process);
    if (trace_on())
        trace_start(process);
}

bool
process_start(AwPool *pool)
{
    AwLoop *loop = pool->loop;
    Process *process = processes_watch(loop) ? calloc(1, sizeof *process) : NULL;

    if (process)
        process->pid = fork_server_fork(&loop->world->server, &process->fd);
    if (!process || process->pid < 0) {
        free(process);
        return false;
    }
    if (uv_poll_init(&loop->uv, &process->poll, process->fd)) {
        close(process->fd); /* this makes the process end */
        free(process);
        return false;
    }
    join_pool(process, pool);
    return true;
}

static void
on_closed(uv_handle_t *handle)
{
    Process *process = handle->data;

    pool_release(process->pool);
    free(process->out);
    free(process->in);
    free(process);
}

void
process_let_go(Process *process)
{
    struct ProcessPool *pool = process->pool->processes;
    Process **at = &pool->first;

    while (*at != process)
        at = &(*at)->next;
    *at = process->next;
    pool->n_processes--;
    process->pool->loop->n_watched--;
    trace(.kind = TRACE_WORKER_STOPPED, .subject = process->track);
    uv_close((uv_handle_t *) &process->poll, on_closed);
    close(process->fd);
    process->fd = -1;
}
