/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sample.c - see sample.h. */
#include "tests/support/sample.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sched/trace/format.h"
#include "sched/trace/wire.h"

enum { EVENTS_A_BLOCK = 5 };

#define TEXT(s) .text = (s), .text_size = sizeof(s) - 1
#define REAL_2_5 INT64_C(0x4004000000000000)

const TraceEvent sample_events[] = {
    {.kind = TRACE_RUN_BEGIN, .subject = 1},
    {.kind = TRACE_TURN_BEGIN, .subject = 1, .value_type = TRACE_VALUE_INT, .value = 1},
    {.kind = TRACE_TASK_CREATED, .subject = 2, .object = 1, .site = 1, TEXT("Task-1")},
    {.kind = TRACE_TASK_STEP, .time_ns = 100, .subject = 2},
    {.kind = TRACE_TASK_AWAIT, .time_ns = 350, .subject = 2, .object = 3, .site = 2},
    {.kind = TRACE_POLL_BEGIN,
     .time_ns = 351,
     .subject = 1,
     .value_type = TRACE_VALUE_DURATION,
     .value = INT64_MAX},
    {.kind = TRACE_JOB_BEGIN, .time_ns = 2000000000, .thread = 7, .subject = 7, .object = 3},
    {.kind = TRACE_JOB_END,
     .time_ns = 2000000000,
     .thread = 7,
     .subject = 7,
     .value_type = TRACE_VALUE_BOOL,
     .value = 1},
    {.kind = TRACE_FUTURE_DONE,
     .time_ns = 2000000001,
     .subject = 3,
     .value_type = TRACE_VALUE_REAL,
     .value = REAL_2_5},
    {.kind = TRACE_FUTURE_DONE,
     .time_ns = 2000000001,
     .subject = 3,
     .value_type = TRACE_VALUE_TEXT,
     .value = 70000,
     TEXT("it said \"h\xc3\xa4h\"\n")},
    {.kind = TRACE_FUTURE_DONE,
     .time_ns = 2000000001,
     .subject = 4000000000,
     .value_type = TRACE_VALUE_BYTES,
     .value = 4,
     TEXT("\0\xff\n\0")},
    {.kind = TRACE_TASK_DONE,
     .time_ns = 2000000002,
     .subject = 2,
     .object = UINT32_MAX,
     .value_type = TRACE_VALUE_LIST,
     .value = 3,
     TEXT("[1, 2, 3]")},
    {.kind = TRACE_MARK, .time_ns = 2000000002, .subject = 2, .value_type = TRACE_VALUE_POINTER},
    {.kind = TRACE_MARK,
     .time_ns = 2000000002,
     .subject = 2,
     .value_type = TRACE_VALUE_OBJECT,
     .value = 5},
    {.kind = TRACE_TASK_FAILED,
     .time_ns = 2000000003,
     .subject = 2,
     .value_type = TRACE_VALUE_ERROR,
     .value = -110,
     TEXT("timed out")},
    {.kind = TRACE_OUTPUT,
     .time_ns = 2000000004,
     .subject = 2,
     .value_type = TRACE_VALUE_LABEL,
     TEXT("")},
    {.kind = 4095, .time_ns = 2000000004, .value_type = TRACE_VALUE_INT, .value = INT64_MIN},
    {.kind = UINT32_MAX, .time_ns = INT64_MAX, .thread = UINT32_MAX, .subject = UINT32_MAX},
};
const size_t sample_n_events = sizeof sample_events / sizeof sample_events[0];

static const char source[] = "int\nmain(void)\n{\n}\n";

static void
must(bool done)
{
    if (!done)
        abort();
}

/* Writing */

static void
write_head(FormatBuffer *out)
{
    static const TraceSite sites[] = {
        {.id = 1, .line = 3, .file = "a.c", .function = "main", .name = "get_item"},
        {.id = 2, .line = 70000, .file = "a.c", .function = "get_item", .name = ""},
    };

    must(format_begin(out));
    must(format_meta(out, "clock", "virtual"));
    must(format_meta(out, "set", "items=4"));
    must(format_source(out, "a.c", source, sizeof source - 1));
    must(format_site(out, &sites[0]));
    must(format_site(out, &sites[1]));
}

static void
write_events(FormatBuffer *out, size_t from, size_t to)
{
    FormatBlock block;

    (from / EVENTS_A_BLOCK % 2 ? format_compact_begin : format_block_begin)(
        &block, out->bytes + out->size, out->capacity - out->size, from + 1);
    for (size_t i = from; i < to; i++)
        must(format_block_event(&block, &sample_events[i]));
    format_block_end(&block);
    out->size += block.out.size;
}

size_t
sample_recording(uint8_t *bytes)
{
    FormatBuffer out = {.bytes = bytes, .capacity = SAMPLE_MAX};
    TraceEnd end = {.kind = TRACE_END_EXITED, .value = -3, .text = "exit(-3)"};

    write_head(&out);
    for (size_t i = 0; i < sample_n_events; i += EVENTS_A_BLOCK)
        write_events(&out, i,
                     i + EVENTS_A_BLOCK < sample_n_events ? i + EVENTS_A_BLOCK : sample_n_events);
    must(format_end(&out, &end, sample_n_events));
    return out.size;
}

/* The first block of events at or after `at`. */
static size_t
next_events(const uint8_t *bytes, size_t at)
{
    while (memcmp(bytes + at + 4, "EVT", 3) != 0)
        at += WIRE_BLOCK_HEADER + wire_get32(bytes + at + 8);
    return at;
}

size_t
sample_flight(uint8_t *bytes)
{
    static uint8_t plain[SAMPLE_MAX];
    size_t size = sample_recording(plain), ring = next_events(plain, WIRE_FILE_HEADER);
    size_t second = next_events(plain, ring + WIRE_BLOCK_HEADER + wire_get32(plain + ring + 8));
    size_t more = WIRE_FLIGHT_HEADER - WIRE_FILE_HEADER;
    uint8_t *at = bytes + ring + more;

    memset(bytes, 0, WIRE_FLIGHT_HEADER);
    memcpy(bytes, plain, WIRE_FILE_HEADER);
    wire_put32(bytes + 12, WIRE_FLIGHT_HEADER);
    memcpy(bytes + 16, WIRE_FLIGHT, 4);
    wire_put64(bytes + 24, ring + more);
    wire_put64(bytes + 32, size + more);
    memcpy(bytes + WIRE_FLIGHT_HEADER, plain + WIRE_FILE_HEADER, ring - WIRE_FILE_HEADER);
    memcpy(at, plain + second, size - second);
    memcpy(at + size - second, plain + ring, second - ring);
    sample_mend(bytes, size + more);
    return size + more;
}

void
sample_mend(uint8_t *bytes, size_t size)
{
    uint8_t *end = bytes + size, *at = bytes;

    while ((at = memmem(at, (size_t) (end - at), WIRE_SYNC, WIRE_SYNC_SIZE)) &&
           end - at >= WIRE_BLOCK_HEADER) {
        size_t room = (size_t) (end - at) - WIRE_BLOCK_HEADER, payload = wire_get32(at + 8);

        wire_put32(at + 32, payload <= room ? crc32c(0, at + WIRE_BLOCK_HEADER, payload) : 0);
        wire_put32(at + 36, crc32c(0, at, 36));
        at += WIRE_BLOCK_HEADER;
    }
    if (size >= WIRE_FLIGHT_HEADER && !memcmp(bytes + 16, WIRE_FLIGHT, 4))
        wire_put32(bytes + 40, crc32c(0, bytes, 40));
}

/* Hearing */

static void
write_text(FILE *lines, const char *text, size_t size)
{
    must(text[size] == '\0');
    for (size_t i = 0; i < size; i++)
        fprintf(lines, text[i] >= ' ' && text[i] < 0x7f ? "%c" : "<%02x>", (unsigned char) text[i]);
}

static void
hear_meta(void *data, const char *key, const char *value)
{
    fprintf(data, "meta %s=%s\n", key, value);
}

static void
hear_source(void *data, const char *file, const char *text, size_t size)
{
    fprintf(data, "source %s ", file);
    write_text(data, text, size);
    fputc('\n', data);
}

static void
hear_site(void *data, const TraceSite *site)
{
    fprintf(data, "site %u %s:%u %s() %s\n", site->id, site->file, site->line, site->function,
            site->name);
}

/* The site comes last in the line; it is 0 if its definition was lost. */
static void
hear_event(void *data, const TraceEvent *event)
{
    fprintf(data, "event %" PRIu64 " at %" PRId64 " kind %u thread %u %u->%u", event->number,
            event->time_ns, event->kind, event->thread, event->subject, event->object);
    fprintf(data, " value %d %" PRId64, event->value_type, event->value);
    if (event->text) {
        fprintf(data, " text %zu ", event->text_size);
        write_text(data, event->text, event->text_size);
    }
    fprintf(data, " site %u\n", event->site);
}

static void
hear_end(void *data, const TraceEnd *end)
{
    fprintf(data, "end %d %" PRId64 " %s\n", end->kind, end->value, end->text);
}

static void
hear_note(void *data, const TraceNote *note)
{
    fprintf(data, "note %" PRIu64 " %s\n", note->event, note->text ? note->text : "none");
}

const TraceSink sample_scribe = {
    .meta = hear_meta,
    .source = hear_source,
    .site = hear_site,
    .event = hear_event,
    .end = hear_end,
    .note = hear_note,
};

/* Each piece is in memory of its own, so that a sanitizer sees code that reads beyond it or keeps a
 * pointer. */
static void
feed_piece(TraceReader *reader, const uint8_t *bytes, size_t size)
{
    uint8_t *piece = malloc(size);

    memcpy(piece, bytes, size);
    trace_reader_feed(reader, piece, size);
    free(piece);
}

SampleHeard
sample_hear(const uint8_t *bytes, size_t size, size_t piece)
{
    SampleHeard heard = {0};
    size_t lines_size;
    FILE *lines = open_memstream(&heard.lines, &lines_size);
    TraceReader *reader = trace_reader_new(&sample_scribe, lines);

    for (size_t i = 0; i < size; i += piece)
        feed_piece(reader, bytes + i, size - i < piece ? size - i : piece);
    heard.wholeness = trace_reader_finish(reader);
    snprintf(heard.message, sizeof heard.message, "%s", trace_reader_message(reader));
    trace_reader_free(reader);
    fclose(lines);
    return heard;
}

void
sample_heard_clear(SampleHeard *heard)
{
    free(heard->lines);
}
