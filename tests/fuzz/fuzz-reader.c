/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-reader.c - gives any bytes to the reader: it keeps its promises, however the bytes are cut
 * into pieces. */
#include <stdlib.h>
#include <string.h>

#include "sched/trace/format.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/sample.h"

/* What a reader's promises are checked against, and a digest of all calls to the sink. */
typedef struct {
    uint64_t number, digest;
    int64_t time_ns;
    uint8_t sites[FORMAT_SITE_MAX + 1];
    int n_ends;
} Witness;

static void
must(bool kept)
{
    if (!kept)
        abort();
}

static void
digest(Witness *witness, const void *bytes, size_t size)
{
    const uint8_t *at = bytes;

    for (size_t i = 0; i < size; i++)
        witness->digest = (witness->digest ^ at[i]) * UINT64_C(0x100000001b3);
}

static void
digest_text(Witness *witness, const char *text, size_t size)
{
    must(text[size] == '\0');
    digest(witness, text, size + 1);
}

static void
see_meta(void *data, const char *key, const char *value)
{
    digest_text(data, key, strlen(key));
    digest_text(data, value, strlen(value));
}

static void
see_source(void *data, const char *file, const char *text, size_t size)
{
    digest_text(data, file, strlen(file));
    digest_text(data, text, size);
}

static void
see_site(void *data, const TraceSite *site)
{
    Witness *witness = data;

    must(site->id > 0 && site->id <= FORMAT_SITE_MAX && !witness->sites[site->id]);
    witness->sites[site->id] = 1;
    digest(witness, &site->line, sizeof site->line);
    digest_text(witness, site->file, strlen(site->file));
    digest_text(witness, site->function, strlen(site->function));
    digest_text(witness, site->name, strlen(site->name));
}

static void
see_event(void *data, const TraceEvent *event)
{
    Witness *witness = data;
    uint32_t words[] = {event->kind,   event->thread, event->subject,
                        event->object, event->site,   event->value_type};

    must(event->number > witness->number && event->time_ns >= witness->time_ns);
    must(event->site == 0 || witness->sites[event->site]);
    must(event->value_type <= TRACE_VALUE_LABEL && (event->text || event->text_size == 0));
    witness->number = event->number;
    witness->time_ns = event->time_ns;
    digest(witness, &event->number, sizeof event->number);
    digest(witness, &event->time_ns, sizeof event->time_ns);
    digest(witness, &event->value, sizeof event->value);
    digest(witness, words, sizeof words);
    if (event->text)
        digest_text(witness, event->text, event->text_size);
}

static void
see_end(void *data, const TraceEnd *end)
{
    Witness *witness = data;

    must(++witness->n_ends == 1);
    must(end->kind <= TRACE_END_DETACHED);
    digest(witness, &end->value, sizeof end->value);
    digest_text(witness, end->text, strlen(end->text));
}

static void
see_note(void *data, const TraceNote *note)
{
    Witness *witness = data;

    digest(witness, &note->event, sizeof note->event);
    if (note->text)
        digest_text(witness, note->text, strlen(note->text));
}

static const TraceSink sink = {see_meta, see_source, see_site, see_event, see_end, see_note};

/* A digest of everything that bytes cut into pieces give, the verdict included. */
static uint64_t
read_in_pieces(const uint8_t *bytes, size_t size, size_t piece)
{
    Witness *witness = calloc(1, sizeof *witness);
    TraceReader *reader = trace_reader_new(&sink, witness);
    TraceWholeness wholeness;
    uint64_t result;

    for (size_t i = 0; i < size; i += piece)
        trace_reader_feed(reader, bytes + i, size - i < piece ? size - i : piece);
    wholeness = trace_reader_finish(reader);
    must(trace_reader_message(reader)[0] || wholeness == TRACE_WHOLE);
    must(witness->n_ends == (wholeness != TRACE_FOREIGN));
    see_meta(witness, "", trace_reader_message(reader));
    result = witness->digest;
    trace_reader_free(reader);
    free(witness);
    return result;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint64_t whole = read_in_pieces(bytes, size, size + 1);

    must(read_in_pieces(bytes, size, 1) == whole);
    must(read_in_pieces(bytes, size, 1 + size / 3) == whole);
    return 0;
}

/* Begins with a sample recording. Returns its size; 0 if there is no room for one. */
static size_t
begin_with_sample(uint8_t *bytes, size_t max_size, bool flight)
{
    static uint8_t sample[SAMPLE_MAX];
    size_t size = flight ? sample_flight(sample) : sample_recording(sample);

    if (size > max_size)
        return 0;
    memcpy(bytes, sample, size);
    return size;
}

/* Most inputs get valid checksums, since only then the reader gets to the code that can go
 * wrong. */
size_t
LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max_size, unsigned seed)
{
    size_t begin = size < 16 ? begin_with_sample(bytes, max_size, seed % 2) : 0;

    if (begin)
        return begin;
    size = LLVMFuzzerMutate(bytes, size, max_size);
    if (seed % 4 != 0)
        sample_mend(bytes, size);
    return size;
}
