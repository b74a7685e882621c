/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recorder-state.h - everything the recorder of this process knows: one struct, with a part for
 * each file that keeps something, and only that file writes to its part. All of it is zero before
 * the first recording; where the name does not say what zero means, the comment does.
 *
 * Three things live elsewhere. recorder_on and ticks_are_counted are words of their own, since
 * every event reads them: code that records need not see this header, and no store nearby evicts
 * them. What belongs to one thread is thread-local, in recorder.c.
 *
 * A signal handler may end a recording. It uses `session`, `drain`, `output` and `rings` as it
 * finds them, allocates nothing, and takes no lock that its own thread could hold. */
#pragma once
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>

#include "sched/record/flight.h"
#include "sched/record/listen.h"
#include "sched/record/recorder.h"
#include "sched/trace/format.h"

enum {
    RECORDER_THREADS = 4096,  /* that have a number of their own; the rest share the last */
    RECORDER_FILES = 512,     /* whose source is embedded */
    RECORDER_SITES = 1 << 20, /* that can have a number */
    RECORDER_SITE_CHUNKS = 1024,
    RECORDER_CRASHES = 5, /* signals that end a recording */
};

/* recorder.c: the virtual clock. Only one thread at a time runs on it, and that thread writes. */
typedef struct {
    const AwTime *now_ns;     /* NULL: time is real */
    int64_t base_ns, last_ns; /* this run's beginning; the last stamp */
    Ring *ring;               /* of the loop and its workers; NULL: none yet */
} VirtualStamps;

/* ring.c */
typedef struct {
    Ring *_Atomic first;          /* of all; any thread adds in front */
    Ring *forgotten;              /* in a forked child: the parent's, for leak checkers to find */
    _Atomic uint32_t most_chunks; /* in one ring; 0: the usual number */
} Rings;

/* keep.c. The thread that takes memory sets `is_busy`, and owns the fields after it as long as that
 * is set. */
typedef struct {
    RingFileHead *head;   /* where the file is or was mapped; NULL: nowhere */
    _Atomic bool is_open; /* while a recording with such a file is made */
    int fd;
    _Atomic bool is_busy;
    bool has_complained; /* has said that there is no room */
    size_t used;         /* bytes of the file that are given out */
    char path[PATH_MAX];
} Keep;

/* snapshot-due.c */
typedef struct {
    _Atomic size_t every_bytes; /* from one snapshot to the next; 0: there is only one */
    _Atomic size_t n_bytes;     /* recorded since the last one; any thread adds */
    _Atomic bool is_asked_for;  /* the next one; any thread may set it */
    void (*ask)(void);          /* asks for it */
} SnapshotDue;

/* sites.c: numbering a site takes the lock, looking one up does not. */
typedef struct {
    pthread_mutex_t lock;
    AwSite **chunks[RECORDER_SITE_CHUNKS]; /* sites by number; chunks never move; NULL: none yet */
    uint32_t n;                            /* numbers given */
} Sites;

/* drain.c: the thread that has set `is_locked` drains, and owns all fields without a note. */
typedef struct {
    _Atomic bool is_locked;
    _Atomic bool clock_is_virtual;     /* the thread of a run sets it */
    _Atomic uint64_t n_lost;           /* events without a ring; any thread adds */
    _Atomic unsigned n_threads;        /* numbers given; the loop's, 0, is not counted */
    uint32_t tracks[RECORDER_THREADS]; /* by a thread's number; that thread stores it, atomically */
    int64_t start_ns;                  /* when the recording began, CLOCK_MONOTONIC */
    TicksAnchor last_anchor;
    TicksLine line;                          /* through last_anchor and the one before */
    uint16_t last_thread;                    /* number of the thread of the last event */
    char text[FORMAT_TEXT_MAX + TEXT_BYTES]; /* of the event being read */
} Drain;

/* sources.c: set as a recording begins; then owned by the thread that drains. */
typedef struct {
    char program[PATH_MAX]; /* the folder that the program is in; "" if unknown */
    char folders[PATH_MAX]; /* more folders, with colons between them */
    bool from_here;
    size_t n_bytes;      /* of the files taken so far */
    char path[PATH_MAX]; /* of the file that is tried */
} Sources;

/* output.c: owned by the thread that drains. */
typedef struct {
    int fd;        /* 0 and -1: none */
    int error;     /* the first errno; after it nothing is written */
    Flight flight; /* if it has no bytes, everything is written to fd in sequence */
    bool by_content;
    int64_t last_ns;                   /* of the last event in earlier blocks */
    const char *files[RECORDER_FILES]; /* embedded, or known to be missing */
    unsigned n_files;
    FormatBlock block; /* under construction, in `bytes` */
    uint8_t bytes[FORMAT_BLOCK_MAX];
    uint8_t small[16 * 1024];          /* for definitions */
    uint8_t sites[RECORDER_SITES / 8]; /* a bit for each that was defined */
    struct {
        struct stat about;
        size_t end_at, end_size; /* its last block; end_size 0: it cannot go on */
    } left;                      /* the recording that was finished last */
} Output;

/* session.c, last-words.c: owned by the one thread that starts or stops a recording. */
typedef struct {
    bool is_running;
    bool knows_exits; /* its handlers for exit() and fork() are registered */
    const char *path; /* NULL: a descriptor was given */
    pthread_t thread; /* drains at intervals */
    struct sigaction before[RECORDER_CRASHES]; /* the program's own crash handlers */
    pthread_mutex_t lock;                      /* for the fields below */
    pthread_cond_t changed;
    bool stop;             /* tells the thread to end */
    TraceEndKind end_kind; /* how the last run ended; any thread with a loop sets it */
    int64_t end_value;
    char end_text[512];
} Session;

/* listen.c: set by the thread that begins or ends a run, while the socket's thread does not exist.
 */
typedef struct {
    ListenOwner owner;
    struct sockaddr_un address;
    pid_t
        pid; /* of the process that listens, not a forked child; 0: none, and the rest is not set */
    bool knows_forks; /* its handlers for exit() and fork() are registered */
    int socket, stop; /* an eventfd; -1: none */
    /* Set by the socket's thread; -1: none. */
    int accepted; /* a connection that is being answered */
    int recorded; /* where a recording that is about to begin goes */
    int attached; /* who has the recording: to see that they close it */
    time_t since;
    pthread_t thread;
} Listening;

typedef struct {
    VirtualStamps virtual;
    Rings rings;
    Keep keep;
    SnapshotDue due;
    Ring no_ring;              /* recorder.c: of threads without one; always at its limit */
    _Atomic uint32_t n_tracks; /* recorder.c: numbers given; any thread adds */
    _Atomic bool has_hole;     /* recorder.c: this recording lacks events; any thread sets it */
    pthread_key_t leave_key;   /* recorder.c: of threads that have a ring, made once */
    pthread_once_t leave_once;
    _Atomic bool hurries; /* write-wait.c: the program ends; slow readers are not waited for */
    Sites sites;
    Drain drain;
    Sources sources;
    Output output;
    Session session;
    Listening listening;
} Recorder;

extern Recorder recorder __attribute__((visibility("hidden")));
