/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cursor.h - reads numbers, bytes and texts, one after another, and trusts none of them. Inline,
 * since every event of a recording takes several. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes still to be read. Reading past the end, or an impossible value, gives 0 and sets `bad`. */
typedef struct {
    const uint8_t *at, *end;
    bool bad;
} Cursor;

/** Marks what is being read as impossible; nothing after it is read. */
static inline uint64_t
cursor_fail(Cursor *in)
{
    in->bad = true;
    in->at = in->end;
    return 0;
}

/** The next byte. */
static inline uint8_t
cursor_byte(Cursor *in)
{
    return in->at < in->end ? *in->at++ : (uint8_t) cursor_fail(in);
}

/** A number of one to ten bytes. */
static inline uint64_t
cursor_number(Cursor *in)
{
    uint64_t v = 0;

    for (unsigned shift = 0; shift < 64; shift += 7) {
        uint8_t byte = cursor_byte(in);

        if (shift == 63 && byte > 1)
            break;
        v |= (uint64_t) (byte & 0x7f) << shift;
        if (byte < 0x80)
            return v;
    }
    return cursor_fail(in);
}

/** The same, where more than 32 bits are impossible. */
static inline uint32_t
cursor_number32(Cursor *in)
{
    uint64_t v = cursor_number(in);

    return v <= UINT32_MAX ? (uint32_t) v : (uint32_t) cursor_fail(in);
}

/** The next `size` bytes, in place. NULL: there are fewer. */
static inline const uint8_t *
cursor_bytes(Cursor *in, uint64_t size)
{
    const uint8_t *bytes = in->at;

    if (size > (uint64_t) (in->end - in->at)) {
        cursor_fail(in);
        return NULL;
    }
    in->at += size;
    return bytes;
}

/** A text, in place; never NULL. */
static inline const char *
cursor_text(Cursor *in, size_t *ret_size)
{
    uint64_t size = cursor_number(in);
    const char *text = (const char *) cursor_bytes(in, size);

    *ret_size = 0;
    if (cursor_byte(in) != '\0')
        cursor_fail(in);
    if (in->bad)
        return "";
    *ret_size = (size_t) size;
    return text;
}

/** The same, without its size. */
static inline const char *
cursor_string(Cursor *in)
{
    size_t size;

    return cursor_text(in, &size);
}
