/* SPDX-License-Identifier: GPL-3.0-or-later */
/* log.c - writes the lines of the log, and the values and errors in them. */
#include "tests/conformance/replay.h"

#include <string.h>

#include "sched/core/loop.h"

/* ---- values ---- */

static const char *const code_words[] = {
    [AW_CANCELLED] = "Cancelled",
    [AW_TIMEOUT] = "Timeout",
    [AW_ERROR] = "",
    [AW_INVALID_STATE] = "InvalidState",
    [AW_RUNTIME] = "Runtime",
    [AW_VALUE] = "Value",
    [AW_TYPE] = "Type",
    [AW_OS] = "Os",
    [AW_NOMEM] = "NoMemory",
    [AW_DEADLOCK] = "Deadlock",
    [AW_QUEUE_EMPTY] = "QueueEmpty",
    [AW_QUEUE_FULL] = "QueueFull",
    [AW_QUEUE_SHUTDOWN] = "QueueShutDown",
    [AW_BROKEN_BARRIER] = "BrokenBarrier",
    [AW_CF_CANCELLED] = "CfCancelled",
    [AW_GROUP_FAILED] = "Group",
};

static void append_value(GString *text, AwValue v);

static void
append_error(GString *text, AwValue error)
{
    AwCode code = aw_code(error);
    const char *message = aw_message(error);

    g_string_append(text, code_words[code]);
    if (code == AW_ERROR)
        g_string_append(text, message); /* the name, and the message if there is one */
    if (code == AW_CANCELLED && message[0])
        g_string_append_printf(text, ":%s", message);
    if (code != AW_GROUP_FAILED)
        return;
    AwValue errors = aw_suberrors(error);
    for (size_t i = 0; i < aw_len(errors); i++) {
        g_string_append_c(text, i ? ',' : '[');
        append_error(text, aw_at(errors, i));
    }
    g_string_append_c(text, ']');
}

static void
append_list(GString *text, AwValue list)
{
    g_string_append_c(text, '[');
    for (size_t i = 0; i < aw_len(list); i++) {
        if (i)
            g_string_append_c(text, ',');
        append_value(text, aw_at(list, i));
    }
    g_string_append_c(text, ']');
}

static void
append_value(GString *text, AwValue v)
{
    if (aw_is(v, AW_K_BOOL))
        g_string_append(text, aw_to_bool(v) ? "true" : "false");
    else if (aw_is(v, AW_K_INT))
        g_string_append_printf(text, "%" G_GINT64_FORMAT, aw_to_int(v));
    else if (aw_is(v, AW_K_TEXT))
        g_string_append_printf(text, "\"%s\"", aw_to_text(v));
    else if (aw_is(v, AW_K_LIST))
        append_list(text, v);
    else if (aw_is(v, AW_K_ERROR))
        append_error(g_string_append_c(text, '!'), v);
    else
        g_string_append(text, "null");
}

char *
value_text(AwValue v)
{
    GString *text = g_string_new(NULL);

    append_value(text, v);
    return g_string_free(text, FALSE);
}

char *
error_text(AwValue error)
{
    GString *text = g_string_new(NULL);

    append_error(text, error);
    return g_string_free(text, FALSE);
}

/* ---- lines ---- */

AwTime
replay_now(const Replay *replay)
{
    return replay->loop ? loop_now(replay->loop) : replay->closed_at;
}

static void
write_words(Frame *frame, const char *head, const char *arrow, const char *tail)
{
    Replay *replay = frame->replay;
    AwTime now = replay_now(replay);

    if (replay->loop && replay->loop->turn < replay->turn)
        g_error("the turns are counted backwards");
    replay->turn = replay->loop ? replay->loop->turn : replay->turn;
    if (!replay->is_over)
        g_string_append_printf(replay->log, "%" G_GINT64_FORMAT " %s %s%s%s\n", now / AW_MS,
                               frame->who, head, arrow, tail);
}

void
write_line(Frame *frame, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *line = g_strdup_vprintf(format, args);
    va_end(args);
    write_words(frame, line, "", "");
}

AwValue
op_ends(Frame *frame, AwValue v, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *head = g_strdup_vprintf(format, args);
    va_end(args);
    g_autofree char *error = aw_failed(v) ? error_text(v) : NULL;
    write_words(frame, head, error ? " !" : "", error ? error : "");
    return error ? v : AW_NONE;
}

AwValue
op_gives(Frame *frame, JsonObject *op, AwValue v, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *head = g_strdup_vprintf(format, args);
    va_end(args);
    if (aw_failed(v))
        return op_ends(frame, v, "%s", head);
    g_autofree char *value = value_text(v);
    write_words(frame, head, " -> ", value);
    if (op_text(op, "into"))
        variable_set(frame->replay, op_text(op, "into"), v);
    return AW_NONE;
}
