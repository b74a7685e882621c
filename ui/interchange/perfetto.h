/* SPDX-License-Identifier: GPL-3.0-or-later */
/* perfetto.h - the numbers of Perfetto's protocol that are written or read here: fields as in
 * trace_packet.proto, track_event.proto and related files, and their values. */
#pragma once

enum {
    TRACE_PACKET = 1,
    PACKET_CLOCK_SNAPSHOT = 6,
    PACKET_TIMESTAMP = 8,
    PACKET_SEQUENCE = 10,
    PACKET_TRACK_EVENT = 11,
    PACKET_INTERNED = 12,
    PACKET_FLAGS = 13,
    PACKET_CLEARED = 41, /* older form of FLAG_CLEARED */
    PACKET_THREAD = 44,  /* a track in older traces */
    PACKET_COMPRESSED = 50,
    PACKET_CLOCK = 58,
    PACKET_DEFAULTS = 59,
    PACKET_TRACK = 60,
    PACKET_FIRST = 87,
};

enum { SNAPSHOT_CLOCK = 1, SNAPSHOT_PRIMARY = 2 };
enum { CLOCK_ID = 1, CLOCK_TIMESTAMP = 2, CLOCK_INCREMENTAL = 3, CLOCK_UNIT = 4 };
enum { DEFAULTS_EVENT = 11, DEFAULTS_CLOCK = 58 };

enum {
    TRACK_UUID = 1,
    TRACK_NAME = 2,
    TRACK_PROCESS = 3,
    TRACK_THREAD = 4,
    TRACK_PARENT = 5,
    TRACK_COUNTER = 8,
    TRACK_STATIC_NAME = 10,
    TRACK_ORDERING = 11,
    TRACK_RANK = 12,
    TRACK_MERGE = 15,
};

enum { PROCESS_PID = 1, PROCESS_NAME = 6, PROCESS_LABEL = 8 };

/* Stands before the words of end_label_write() in a label of the process, if the run is ours. */
#define PFTRACE_ENDED "awaitscope: "
enum { THREAD_PID = 1, THREAD_TID = 2, THREAD_NAME = 5, THREAD_TIME_US = 6 };

enum {
    EVENT_DELTA_US = 1,
    EVENT_CATEGORY = 3,
    EVENT_ANNOTATION = 4,
    EVENT_LEGACY = 6,
    EVENT_TYPE = 9,
    EVENT_NAME = 10,
    EVENT_TRACK = 11,
    EVENT_TIME_US = 16,
    EVENT_WHOLE_CATEGORY = 22,
    EVENT_WHOLE_NAME = 23,
    EVENT_COUNTER = 30,
    EVENT_WHOLE_SITE = 33,
    EVENT_SITE = 34,
    EVENT_OLD_FLOW = 36,
    EVENT_OLD_FLOW_END = 42,
    EVENT_REAL_COUNTER = 44,
    EVENT_FLOW = 47,
    EVENT_FLOW_END = 48,
    EVENT_CORRELATION = 52,
};

enum {
    LEGACY_NAME = 1,
    LEGACY_PHASE = 2,
    LEGACY_DURATION_US = 3,
    LEGACY_ID = 6,
    LEGACY_LOCAL_ID = 10,
    LEGACY_GLOBAL_ID = 11,
};

enum { ANNOTATION_NAME = 1, ANNOTATION_INT = 4, ANNOTATION_TEXT = 6 };

enum {
    INTERNED_CATEGORY = 1,
    INTERNED_NAME = 2,
    INTERNED_ANNOTATION = 3,
    INTERNED_SITE = 4,
    INTERNED_ID = 1,
    INTERNED_TEXT = 2,
};

enum { SITE_FILE = 2, SITE_FUNCTION = 3, SITE_LINE = 4 };

enum { FLAG_CLEARED = 1, FLAG_NEEDS_STATE = 2 };
enum { TYPE_BEGIN = 1, TYPE_END = 2, TYPE_INSTANT = 3, TYPE_COUNTER = 4 };
enum { BOOT_CLOCK = 6, FIRST_SEQUENCE_CLOCK = 64 };
enum { ORDERING_EXPLICIT = 3, MERGE_NONE = 2 };
