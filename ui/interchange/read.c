/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.c - files of other programs, and ours, by what they begin with. */
#include "ui/interchange/read.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ui/interchange/awt.h"
#include "ui/interchange/proto.h"
#include "ui/interchange/readers.h"

enum { MESSAGE_SIZE = PATH_MAX + 256, PIECE = 64 * 1024 };
enum { STREAM_MAX = 1 << 30 }; /* bytes of what is no file and has to be in memory */

static gboolean
is_json(const char *bytes, gsize size)
{
    gsize at = size >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;

    while (at < size && bytes[at] && strchr(" \t\r\n", bytes[at]))
        at++;
    return at < size && (bytes[at] == '[' || bytes[at] == '{');
}

/* The tag of a packet, and a first packet that is not empty whose fields are such, as far as it is
 * there. */
static gboolean
is_pftrace(const char *bytes, gsize size)
{
    ProtoScan scan = {(const guint8 *) bytes, (const guint8 *) bytes + size, FALSE};
    ProtoField packet = {0}, field;

    if (size < 2 || bytes[0] != 0x0a)
        return FALSE;
    while (packet.size == 0)
        if (!proto_next(&scan, &packet) || packet.number != 1)
            return FALSE;
    scan = proto_open(&packet);
    while (proto_next(&scan, &field))
        ;
    return !scan.broken;
}

static const struct {
    gboolean (*is)(const char *bytes, gsize size);
    char *(*read)(const char *bytes, gsize size, Draft *draft);
    const char *nothing;
} formats[] = {
    {is_json, chrome_read, "not a recording: JSON without trace events"},
    {is_pftrace, pftrace_read, "not a recording: a trace without track events"},
};

gboolean
interchange_is_theirs(const void *bytes, gsize size)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        if (formats[i].is(bytes, size))
            return TRUE;
    return FALSE;
}

TraceWholeness
interchange_read(const void *bytes, gsize size, const char *title, const TraceSink *sink,
                 void *data, char **ret_message)
{
    g_autoptr(Draft) draft = draft_new();
    guint i = 0;

    while (i + 1 < G_N_ELEMENTS(formats) && !formats[i].is(bytes, size))
        i++;
    *ret_message = formats[i].read(bytes, size, draft);
    if (draft_n_items(draft) == 0) {
        g_free(*ret_message);
        *ret_message = g_strdup(formats[i].nothing);
        return TRACE_FOREIGN;
    }
    draft_play(draft, title, sink, data);
    if (!*ret_message)
        *ret_message = draft_left_out(draft);
    return *ret_message ? TRACE_DAMAGED : TRACE_WHOLE;
}

GBytes *
interchange_recording(const void *bytes, gsize size, const char *title, char **ret_message)
{
    TraceWholeness wholeness;
    Out out;
    Awt *awt;

    out_init(&out, -1);
    awt = awt_new(&out);
    wholeness = interchange_read(bytes, size, title, awt_sink(), awt, ret_message);
    awt_free(awt);
    GBytes *recording = g_string_free_to_bytes(out.bytes);
    if (wholeness == TRACE_FOREIGN)
        g_clear_pointer(&recording, g_bytes_unref);
    return recording;
}

/* ---- files ---- */

static TraceWholeness
read_theirs(const char *path, const void *bytes, gsize size, const TraceSink *sink, void *data,
            char **ret_message)
{
    g_autofree char *title = g_path_get_basename(path);
    g_autofree char *what = NULL;
    TraceWholeness wholeness = interchange_read(bytes, size, title, sink, data, &what);

    *ret_message = what ? g_strdup_printf("%s: %s", path, what) : NULL;
    return wholeness;
}

static char *
words(const char *message)
{
    return *message ? g_strdup(message) : NULL;
}

static TraceWholeness
read_ours(const char *path, const TraceSink *sink, void *data, char **ret_message)
{
    char message[MESSAGE_SIZE];
    TraceWholeness wholeness = trace_read_file(path, sink, data, message, sizeof message);

    *ret_message = words(message);
    return wholeness;
}

/* Where a recording of ours goes, and what it lacks. */
typedef struct {
    Out *out;
    Losses *losses;
} Copy;

static void
copy_piece(void *data, const void *bytes, size_t size)
{
    Copy *copy = data;

    g_string_append_len(copy->out->bytes, bytes, (gssize) size);
    out_pass(copy->out);
}

static void
copy_event(void *data, const TraceEvent *event)
{
    Copy *copy = data;

    losses_take(copy->losses, event);
}

static TraceWholeness
copy_ours(const char *path, Copy *copy, char **ret_message)
{
    const TraceSink sink = {.event = copy_event};
    char message[MESSAGE_SIZE];
    TraceWholeness wholeness =
        trace_copy_file(path, &sink, copy_piece, copy, message, sizeof message);

    *ret_message = words(message);
    return wholeness;
}

/* By its first byte, so that large recordings are not read for nothing. */
static gboolean
may_begin_theirs(int first)
{
    return first > 0 && strchr("[{\xef \t\r\n", first) != NULL;
}

static gboolean
may_be_theirs(const char *path)
{
    gboolean lies = g_file_test(path, G_FILE_TEST_IS_REGULAR);
    FILE *file = lies ? fopen(path, "rbe") : NULL;
    int first = file ? fgetc(file) : EOF;

    if (file)
        fclose(file);
    return may_begin_theirs(first);
}

/* ---- what is no file: a pipe, whose bytes come once ---- */

/* Appends what comes next; its errno, or 0, and nothing appended at the end. */
static int
read_piece(int fd, GByteArray *bytes)
{
    guint before = bytes->len;
    ssize_t n;

    g_byte_array_set_size(bytes, before + PIECE);
    do
        n = read(fd, bytes->data + before, PIECE);
    while (n < 0 && errno == EINTR);
    g_byte_array_set_size(bytes, before + (guint) MAX(n, 0));
    return n < 0 ? errno : 0;
}

static int
read_rest(int fd, GByteArray *bytes)
{
    guint before;
    int error;

    do {
        before = bytes->len;
        error = before > STREAM_MAX ? EFBIG : read_piece(fd, bytes);
    } while (!error && bytes->len > before);
    return error;
}

static char *
say(const char *path, const char *what)
{
    char *message = *what ? g_strdup_printf("%s: %s", path, what) : NULL;

    for (char *at = message; at && *at; at++)
        if (g_ascii_iscntrl(*at))
            *at = '?';
    return message;
}

/* Passed on as it comes, after what has come. */
static TraceWholeness
stream_ours(const char *path, int fd, GByteArray *bytes, const TraceSink *sink, void *data,
            char **ret_message)
{
    TraceReader *reader = trace_reader_new(sink, data);
    int error = 0;

    while (!error && bytes->len && trace_reader_feed(reader, bytes->data, bytes->len)) {
        g_byte_array_set_size(bytes, 0);
        error = read_piece(fd, bytes);
    }
    TraceWholeness wholeness = trace_reader_finish(reader);
    *ret_message = say(path, error ? g_strerror(error) : trace_reader_message(reader));
    trace_reader_free(reader);
    return error ? TRACE_FOREIGN : wholeness;
}

static TraceWholeness
read_stream(const char *path, int fd, const TraceSink *sink, void *data, char **ret_message)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    int error = read_piece(fd, bytes);

    if (!error && bytes->len && may_begin_theirs(bytes->data[0]))
        error = read_rest(fd, bytes);
    if (!error && interchange_is_theirs(bytes->data, bytes->len))
        return read_theirs(path, bytes->data, bytes->len, sink, data, ret_message);
    if (!error)
        return stream_ours(path, fd, bytes, sink, data, ret_message);
    *ret_message = say(path, g_strerror(error));
    return TRACE_FOREIGN;
}

static gboolean
is_stream(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && (S_ISFIFO(about.st_mode) || S_ISCHR(about.st_mode));
}

static gboolean
take_theirs(const char *path, char **ret_bytes, gsize *ret_size)
{
    return may_be_theirs(path) && g_file_get_contents(path, ret_bytes, ret_size, NULL) &&
           interchange_is_theirs(*ret_bytes, *ret_size);
}

TraceWholeness
interchange_read_file(const char *path, const TraceSink *sink, void *data, char **ret_message)
{
    g_autofree char *bytes = NULL;
    gsize size;

    if (take_theirs(path, &bytes, &size))
        return read_theirs(path, bytes, size, sink, data, ret_message);
    int fd = is_stream(path) ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) : -1;
    if (fd < 0)
        return read_ours(path, sink, data, ret_message);
    TraceWholeness wholeness = read_stream(path, fd, sink, data, ret_message);
    close(fd);
    return wholeness;
}

TraceWholeness
interchange_copy_file(const char *path, Out *out, Losses *losses, char **ret_message)
{
    g_autofree char *bytes = NULL;
    gsize size;
    gboolean is_theirs = take_theirs(path, &bytes, &size);

    if (!is_theirs && !is_stream(path))
        return copy_ours(path, &(Copy){out, losses}, ret_message);
    Awt *awt = awt_new(out);
    TraceWholeness wholeness = is_theirs
                                   ? read_theirs(path, bytes, size, awt_sink(), awt, ret_message)
                                   : interchange_read_file(path, awt_sink(), awt, ret_message);
    *losses = *awt_losses(awt);
    awt_free(awt);
    return wholeness;
}
