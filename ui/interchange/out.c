/* SPDX-License-Identifier: GPL-3.0-or-later */
/* out.c - writes in pieces large enough for a system call, and remembers the first failure. */
#include "ui/interchange/out.h"

#include <errno.h>
#include <unistd.h>

enum { PIECE = 64 * 1024 };

void
out_init(Out *out, int fd)
{
    *out = (Out){.bytes = g_string_sized_new(PIECE + PIECE / 4), .fd = fd};
}

static void
write_all(Out *out)
{
    gsize done = 0;

    while (done < out->bytes->len && !out->error) {
        gssize n = write(out->fd, out->bytes->str + done, out->bytes->len - done);

        if (n >= 0)
            done += (gsize) n;
        else if (errno != EINTR)
            out->error = errno;
    }
    g_string_truncate(out->bytes, 0);
}

void
out_pass(Out *out)
{
    if (out->fd >= 0 && out->bytes->len >= PIECE)
        write_all(out);
}

int
out_finish(Out *out)
{
    write_all(out);
    g_string_free(out->bytes, TRUE);
    out->bytes = NULL;
    return out->error;
}
