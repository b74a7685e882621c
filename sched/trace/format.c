/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* format.c - the encoder of recordings: plain bytes into the caller's memory, nothing else. */
#include "sched/trace/format.h"

#include <string.h>

#include "sched/trace/compact.h"
#include "sched/trace/wire.h"

enum { EVENT_FIELDS_MAX = FORMAT_EVENT_MAX - FORMAT_TEXT_MAX };

/* Plain values; each put_ returns where the next one goes. The caller has checked that there is
 * room. */

static uint8_t *
put_number(uint8_t *at, uint64_t v)
{
    for (; v >= 0x80; v >>= 7)
        *at++ = (uint8_t) (v | 0x80);
    *at++ = (uint8_t) v;
    return at;
}

static size_t
number_size(uint64_t v)
{
    size_t size = 1;

    for (; v >= 0x80; v >>= 7)
        size++;
    return size;
}

static uint8_t *
put_text(uint8_t *at, const char *text, size_t size)
{
    at = put_number(at, size);
    if (size > 0)
        memcpy(at, text, size);
    at[size] = '\0';
    return at + size + 1;
}

static size_t
text_size(size_t size)
{
    return number_size(size) + size + 1;
}

static size_t
length(const char *text)
{
    return text ? strlen(text) : 0;
}

static size_t
at_most(size_t size, size_t max)
{
    return size < max ? size : max;
}

/* Blocks */

/* Where the payload of a block goes, or NULL when there is no room for all of it. */
static uint8_t *
open_block(FormatBuffer *out, size_t payload_size)
{
    size_t room = out->capacity - out->size;

    if (payload_size > WIRE_PAYLOAD_MAX || room < WIRE_BLOCK_HEADER + payload_size)
        return NULL;
    return out->bytes + out->size + WIRE_BLOCK_HEADER;
}

/* `at`: the block's first byte; its payload is in place after the header that is written here. */
static void
put_block_header(uint8_t *at, const WireBlock *block)
{
    memcpy(at, WIRE_SYNC, WIRE_SYNC_SIZE);
    wire_put32(at + 4, block->type);
    wire_put32(at + 8, block->size);
    wire_put32(at + 12, block->count);
    wire_put64(at + 16, (uint64_t) block->base_time_ns);
    wire_put64(at + 24, block->first_number);
    wire_put32(at + 32, crc32c(0, at + WIRE_BLOCK_HEADER, block->size));
    wire_put32(at + 36, crc32c(0, at, 36));
}

/* Always true, so that a function that writes a block can return it. */
static bool
close_block(FormatBuffer *out, uint32_t type, uint64_t first_number, const uint8_t *end)
{
    uint8_t *at = out->bytes + out->size;
    WireBlock block = {
        .type = type,
        .size = (uint32_t) (end - at - WIRE_BLOCK_HEADER),
        .first_number = first_number,
    };

    put_block_header(at, &block);
    out->size += WIRE_BLOCK_HEADER + block.size;
    return true;
}

bool
format_begin(FormatBuffer *out)
{
    uint8_t *at = out->bytes + out->size;

    if (out->capacity - out->size < WIRE_FILE_HEADER)
        return false;
    memcpy(at, WIRE_MAGIC, WIRE_MAGIC_SIZE);
    wire_put16(at + 8, WIRE_MAJOR);
    wire_put16(at + 10, WIRE_MINOR);
    wire_put32(at + 12, WIRE_FILE_HEADER);
    out->size += WIRE_FILE_HEADER;
    return true;
}

bool
format_meta(FormatBuffer *out, const char *key, const char *value)
{
    size_t key_size = length(key), value_size = length(value);
    uint8_t *at = open_block(out, text_size(key_size) + text_size(value_size));

    if (!at)
        return false;
    at = put_text(at, key, key_size);
    at = put_text(at, value, value_size);
    return close_block(out, WIRE_META, 0, at);
}

bool
format_site(FormatBuffer *out, const TraceSite *site)
{
    size_t file = length(site->file), function = length(site->function), name = length(site->name);
    uint8_t *at = open_block(out, number_size(site->id) + number_size(site->line) +
                                      text_size(file) + text_size(function) + text_size(name));

    if (!at)
        return false;
    at = put_number(at, site->id);
    at = put_number(at, site->line);
    at = put_text(at, site->file, file);
    at = put_text(at, site->function, function);
    at = put_text(at, site->name, name);
    return close_block(out, WIRE_SITE, 0, at);
}

bool
format_source(FormatBuffer *out, const char *file, const char *text, size_t size)
{
    size_t file_size = length(file);
    uint8_t *at = open_block(out, text_size(file_size) + text_size(size));

    if (!at)
        return false;
    at = put_text(at, file, file_size);
    at = put_text(at, text, size);
    return close_block(out, WIRE_SOURCE, 0, at);
}

bool
format_end(FormatBuffer *out, const TraceEnd *end, uint64_t n_events)
{
    uint64_t value = wire_zigzag(end->value);
    size_t size = at_most(length(end->text), FORMAT_TEXT_MAX);
    uint8_t *at = open_block(out, number_size(end->kind) + number_size(value) + text_size(size));

    if (!at)
        return false;
    at = put_number(at, end->kind);
    at = put_number(at, value);
    at = put_text(at, end->text, size);
    return close_block(out, WIRE_END, n_events + 1, at);
}

bool
format_note(FormatBuffer *out, const TraceNote *note)
{
    size_t size = note->text ? at_most(length(note->text), FORMAT_TEXT_MAX) : 0;
    uint8_t *at = open_block(out, number_size(note->event) + number_size(1) + text_size(size));

    if (!at)
        return false;
    at = put_number(at, note->event);
    at = put_number(at, note->text != NULL);
    at = put_text(at, note->text, size);
    return close_block(out, WIRE_NOTE, 0, at);
}

/* Events */

void
format_block_begin(FormatBlock *block, uint8_t *bytes, size_t capacity, uint64_t number)
{
    *block = (FormatBlock){
        .out = {.bytes = bytes, .capacity = at_most(capacity, FORMAT_BLOCK_MAX)},
        .first_number = number,
    };
    if (block->out.capacity >= WIRE_BLOCK_HEADER)
        block->out.size = WIRE_BLOCK_HEADER;
}

void
format_compact_begin(FormatBlock *block, uint8_t *bytes, size_t capacity, uint64_t number)
{
    format_block_begin(block, bytes, capacity, number);
    block->compact = true;
}

static uint8_t
fields_of(const FormatBlock *block, const TraceEvent *event)
{
    return (uint8_t) ((event->time_ns > block->last_time_ns ? WIRE_HAS_TIME : 0) |
                      (event->thread != block->last_thread ? WIRE_HAS_THREAD : 0) |
                      (event->subject != block->last_subject ? WIRE_HAS_SUBJECT : 0) |
                      (event->object != TRACE_NOBODY ? WIRE_HAS_OBJECT : 0) |
                      (event->site ? WIRE_HAS_SITE : 0) |
                      (event->value_type || event->value ? WIRE_HAS_VALUE : 0) |
                      (event->text ? WIRE_HAS_TEXT : 0));
}

/* Track numbers are close together; the difference is taken modulo 2^32. */
static uint8_t *
put_track(uint8_t *at, uint32_t track, uint32_t near)
{
    return put_number(at, (uint32_t) wire_zigzag((int32_t) (track - near)));
}

static uint8_t *
put_value(uint8_t *at, TraceValue type, int64_t value)
{
    *at++ = (uint8_t) type;
    if (type != TRACE_VALUE_REAL)
        return put_number(at, wire_zigzag(value));
    wire_put64(at, (uint64_t) value);
    return at + 8;
}

static uint8_t *
put_fields(uint8_t *at, uint8_t fields, const FormatBlock *block, const TraceEvent *event)
{
    if (fields & WIRE_HAS_TIME)
        at = put_number(at, (uint64_t) event->time_ns - (uint64_t) block->last_time_ns);
    if (fields & WIRE_HAS_THREAD)
        at = put_number(at, event->thread);
    if (fields & WIRE_HAS_SUBJECT)
        at = put_track(at, event->subject, block->last_subject);
    if (fields & WIRE_HAS_OBJECT)
        at = put_track(at, event->object, event->subject);
    if (fields & WIRE_HAS_SITE)
        at = put_number(at, event->site);
    if (fields & WIRE_HAS_VALUE)
        at = put_value(at, event->value_type, event->value);
    return at;
}

/* What the next event is coded against. Time never goes back. */
static void
remember(FormatBlock *block, const TraceEvent *event)
{
    if (event->time_ns > block->last_time_ns)
        block->last_time_ns = event->time_ns;
    block->last_thread = event->thread;
    block->last_subject = event->subject;
    block->n_events++;
}

static bool
has_short_form(const FormatBlock *block, const TraceEvent *event)
{
    return block->compact && !event->text && event->thread == block->last_thread &&
           compact_takes(event->kind, event->time_ns - block->last_time_ns, event->value);
}

static void
put_short_event(FormatBlock *block, const TraceEvent *event)
{
    Compact compact = compact_open(block);

    compact_event(&compact, event->kind, event->time_ns, event->subject, event->object, event->site,
                  event->value_type, event->value);
    compact_close(&compact, block, 1);
}

static void
put_long_event(FormatBlock *block, const TraceEvent *event, size_t text)
{
    uint8_t *at = block->out.bytes + block->out.size;
    uint8_t fields = fields_of(block, event);

    if (block->compact)
        *at++ = WIRE_COMPACT_LONG;
    at = put_number(at, event->kind);
    *at++ = fields;
    at = put_fields(at, fields, block, event);
    if (fields & WIRE_HAS_TEXT)
        at = put_text(at, event->text, text);
    remember(block, event);
    block->out.size = (size_t) (at - block->out.bytes);
}

bool
format_block_event(FormatBlock *block, const TraceEvent *event)
{
    size_t text = event->text ? at_most(event->text_size, FORMAT_TEXT_MAX) : 0;
    size_t room = block->out.capacity - block->out.size;

    if (block->out.size == 0 || room < EVENT_FIELDS_MAX + text)
        return false;
    if (block->n_events == 0)
        block->base_time_ns = block->last_time_ns = event->time_ns;
    if (has_short_form(block, event))
        put_short_event(block, event);
    else
        put_long_event(block, event, text);
    return true;
}

void
format_block_end(FormatBlock *block)
{
    if (block->out.size == 0)
        return;
    put_block_header(block->out.bytes, &(WireBlock){
                                           .type = block->compact ? WIRE_COMPACT : WIRE_EVENTS,
                                           .size = (uint32_t) block->out.size - WIRE_BLOCK_HEADER,
                                           .count = block->n_events,
                                           .base_time_ns = block->base_time_ns,
                                           .first_number = block->first_number,
                                       });
}
