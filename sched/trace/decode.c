/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* decode.c - what the blocks of a recording say. A block whose checksum holds may still lie. */
#include "sched/trace/decode.h"

#include <stdlib.h>
#include <string.h>

#include "sched/trace/cursor.h"

enum { FIRST_SITES = 1024 }; /* a power of two */

/* ---- the blocks, in the order of the table below ---- */

/* What is said about the whole recording comes before everything else, or not at all. */
static bool
decode_meta(Decoder *decoder, const WireBlock *block, Cursor *in)
{
    const char *key = cursor_string(in), *value = cursor_string(in);

    if (!in->bad && decoder->last_number == 0 && decoder->sink.meta)
        decoder->sink.meta(decoder->data, key, value);
    return !in->bad;
}

static bool
is_defined(const Decoder *decoder, uint32_t site)
{
    return site < decoder->n_sites && (decoder->sites[site / 64] >> site % 64 & 1);
}

/* Grows as needed: room for all possible sites is 128 KiB, and nearly all recordings have a few
 * hundred sites. */
static bool
make_room(Decoder *decoder, uint32_t site)
{
    size_t n = decoder->n_sites ? decoder->n_sites : FIRST_SITES;

    while (n <= site)
        n *= 2;
    if (n == decoder->n_sites)
        return true;
    uint64_t *sites = realloc(decoder->sites, n / 8);
    if (!sites)
        return false;
    memset(sites + decoder->n_sites / 64, 0, (n - decoder->n_sites) / 8);
    decoder->sites = sites;
    decoder->n_sites = n;
    return true;
}

void
decoder_clear(Decoder *decoder)
{
    free(decoder->sites);
    decoder->sites = NULL;
    decoder->n_sites = 0;
}

static bool
decode_site(Decoder *decoder, const WireBlock *block, Cursor *in)
{
    TraceSite site;

    site.id = cursor_number32(in);
    site.line = cursor_number32(in);
    site.file = cursor_string(in);
    site.function = cursor_string(in);
    site.name = cursor_string(in);
    if (in->bad || site.id == 0 || site.id > FORMAT_SITE_MAX)
        return false;
    if (is_defined(decoder, site.id))
        return true;
    if (!make_room(decoder, site.id))
        return false;
    decoder->sites[site.id / 64] |= UINT64_C(1) << site.id % 64;
    if (decoder->sink.site)
        decoder->sink.site(decoder->data, &site);
    return true;
}

static bool
decode_source(Decoder *decoder, const WireBlock *block, Cursor *in)
{
    size_t size;
    const char *file = cursor_string(in), *text = cursor_text(in, &size);

    if (!in->bad && decoder->sink.source)
        decoder->sink.source(decoder->data, file, text, size);
    return !in->bad;
}

static int64_t
later(int64_t time_ns, uint64_t by)
{
    uint64_t room = (uint64_t) INT64_MAX - (uint64_t) time_ns;

    return by < room ? (int64_t) ((uint64_t) time_ns + by) : INT64_MAX;
}

static uint32_t
get_track(Cursor *in, uint32_t near)
{
    return near + (uint32_t) wire_unzigzag(cursor_number32(in));
}

static int64_t
get_value(Cursor *in, uint8_t type)
{
    const uint8_t *real;

    if (type != TRACE_VALUE_REAL)
        return wire_unzigzag(cursor_number(in));
    real = cursor_bytes(in, 8);
    return real ? (int64_t) wire_get64(real) : 0;
}

/* A type of a later version is left out; its text, if it has one, can be shown. */
static TraceValue
known_type(uint8_t type, uint8_t fields)
{
    if (type <= TRACE_VALUE_LABEL)
        return (TraceValue) type;
    return fields & WIRE_HAS_TEXT ? TRACE_VALUE_LABEL : TRACE_VALUE_NONE;
}

/* `event` is the one before in the same block, and becomes the next one. */
static bool
get_event(Cursor *in, TraceEvent *event)
{
    TraceEvent before = *event;
    uint32_t kind = cursor_number32(in);
    uint8_t fields = cursor_byte(in), type;

    *event = (TraceEvent){.kind = kind,
                          .time_ns = before.time_ns,
                          .thread = before.thread,
                          .subject = before.subject};
    if (fields & WIRE_HAS_TIME)
        event->time_ns = later(before.time_ns, cursor_number(in));
    if (fields & WIRE_HAS_THREAD)
        event->thread = cursor_number32(in);
    if (fields & WIRE_HAS_SUBJECT)
        event->subject = get_track(in, before.subject);
    if (fields & WIRE_HAS_OBJECT)
        event->object = get_track(in, event->subject);
    if (fields & WIRE_HAS_SITE)
        event->site = cursor_number32(in);
    if (fields & WIRE_HAS_VALUE) {
        type = cursor_byte(in);
        event->value = get_value(in, type);
        event->value_type = known_type(type, fields);
    }
    if (fields & WIRE_HAS_TEXT)
        event->text = cursor_text(in, &event->text_size);
    if (fields & WIRE_HAS_MORE)
        cursor_bytes(in, cursor_number(in));
    return !in->bad;
}

/* Keeps the promises to readers: time never goes back, and a site is known. */
static void
pass_on(Decoder *decoder, TraceEvent event)
{
    if (event.time_ns > decoder->last_time_ns)
        decoder->last_time_ns = event.time_ns;
    event.time_ns = decoder->last_time_ns;
    event.number = ++decoder->last_number;
    if (!is_defined(decoder, event.site))
        event.site = 0;
    if (decoder->sink.event)
        decoder->sink.event(decoder->data, &event);
}

/* A field of the short form. */
static uint32_t
get_sized(Cursor *in, unsigned code)
{
    unsigned size = WIRE_SIZE(code & 3);
    const uint8_t *bytes = cursor_bytes(in, size);
    uint32_t v = 0;

    for (unsigned i = 0; bytes && i < size; i++)
        v |= (uint32_t) bytes[i] << 8 * i;
    return v;
}

/* `event`: as for get_event(). */
static bool
get_short_event(Cursor *in, uint8_t kind, TraceEvent *event)
{
    uint8_t sizes = cursor_byte(in);
    TraceEvent next = {.kind = kind & ~WIRE_COMPACT_VALUE, .thread = event->thread};

    next.time_ns = later(event->time_ns, get_sized(in, sizes));
    next.subject = event->subject + (uint32_t) wire_unzigzag(get_sized(in, sizes >> 2));
    if (sizes >> 4 & 3)
        next.object = next.subject + (uint32_t) wire_unzigzag(get_sized(in, sizes >> 4));
    next.site = get_sized(in, sizes >> 6);
    if (kind & WIRE_COMPACT_VALUE) {
        uint8_t head = cursor_byte(in);
        next.value = wire_unzigzag(get_sized(in, head >> 4));
        next.value_type = known_type(head & 0xf, 0);
    }
    *event = next;
    return !in->bad;
}

/* Gets an event of a compact block, short or long. */
static bool
get_compact_event(Cursor *in, TraceEvent *event)
{
    uint8_t kind = cursor_byte(in);

    if (in->bad)
        return false;
    return kind == WIRE_COMPACT_LONG ? get_event(in, event) : get_short_event(in, kind, event);
}

/* Counts numbers up to `number` that have not come as missing. */
static void
skip_to(Decoder *decoder, uint64_t number)
{
    if (number <= decoder->last_number)
        return;
    decoder->n_missing += number - decoder->last_number;
    decoder->last_number = number;
}

/* Whether the numbers of a block's events are possible. */
static bool
has_numbers(const WireBlock *block)
{
    return block->first_number > 0 && block->count <= UINT64_MAX - block->first_number;
}

static bool
decode_events_by(Decoder *decoder, const WireBlock *block, Cursor *in,
                 bool (*get)(Cursor *in, TraceEvent *event))
{
    TraceEvent event = {.time_ns = block->base_time_ns};

    if (!has_numbers(block) || block->first_number <= decoder->last_number)
        return false;
    skip_to(decoder, block->first_number - 1);
    for (uint32_t i = 0; i < block->count; i++) {
        if (!get(in, &event)) {
            decode_lost_block(decoder, block);
            return false;
        }
        pass_on(decoder, event);
    }
    return true;
}

static bool
decode_events(Decoder *decoder, const WireBlock *block, Cursor *in)
{
    return decode_events_by(decoder, block, in, get_event);
}

static bool
decode_compact(Decoder *decoder, const WireBlock *block, Cursor *in)
{
    return decode_events_by(decoder, block, in, get_compact_event);
}

static TraceEndKind
known_end(uint32_t kind)
{
    return kind <= TRACE_END_DETACHED ? (TraceEndKind) kind : TRACE_END_FAILED;
}

static bool
decode_end(Decoder *decoder, const WireBlock *block, Cursor *in)
{
    TraceEnd end;

    end.kind = known_end(cursor_number32(in));
    end.value = wire_unzigzag(cursor_number(in));
    end.text = cursor_string(in);
    if (in->bad)
        return false;
    if (block->first_number > 0)
        skip_to(decoder, block->first_number - 1);
    decoder->ended = true;
    if (decoder->sink.end)
        decoder->sink.end(decoder->data, &end);
    return true;
}

static bool
decode_note(Decoder *decoder, const WireBlock *block, Cursor *in)
{
    TraceNote note = {.event = cursor_number(in)};
    bool is_there = cursor_number(in);

    note.text = cursor_string(in);
    if (in->bad)
        return false;
    if (!is_there)
        note.text = NULL;
    if (decoder->sink.note)
        decoder->sink.note(decoder->data, &note);
    return true;
}

static const struct {
    uint32_t type;
    bool (*decode)(Decoder *decoder, const WireBlock *block, Cursor *in);
} blocks[] = {
    {WIRE_META, decode_meta},     {WIRE_SITE, decode_site},       {WIRE_SOURCE, decode_source},
    {WIRE_EVENTS, decode_events}, {WIRE_COMPACT, decode_compact}, {WIRE_END, decode_end},
    {WIRE_NOTE, decode_note},
};

enum { N_BLOCKS = sizeof blocks / sizeof blocks[0] };

bool
decode_knows(uint32_t type)
{
    for (int i = 0; i < N_BLOCKS; i++)
        if (blocks[i].type == type)
            return true;
    return false;
}

bool
decode_block(Decoder *decoder, const WireBlock *block, const uint8_t *payload)
{
    Cursor in = {.at = payload, .end = payload + block->size};

    for (int i = 0; i < N_BLOCKS; i++)
        if (blocks[i].type == block->type)
            return blocks[i].decode(decoder, block, &in);
    return true;
}

void
decode_lost_block(Decoder *decoder, const WireBlock *block)
{
    if ((block->type == WIRE_EVENTS || block->type == WIRE_COMPACT) && has_numbers(block))
        skip_to(decoder, block->first_number - 1 + block->count);
}
