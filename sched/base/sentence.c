/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sentence.c - the last sentence of the process. State at file scope, since a process dies once. */
#include "sched/base/sentence.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

/* What glibc leaves for debuggers when assert(), or a check of its own, fails. */
typedef struct {
    unsigned size;
    char text[];
} LibcSentence;

static char sentence[SENTENCE_MAX];
static LibcSentence *const *of_libc; /* NULL: this libc has none */

static void
copy_line(const char *text)
{
    size_t size = strcspn(text, "\n");

    size = size < SENTENCE_MAX ? size : SENTENCE_MAX - 1;
    memcpy(sentence, text, size);
    sentence[size] = '\0';
}

void
sentence_keep(const char *text)
{
    copy_line(text);
}

void
sentence_prepare(void)
{
    of_libc = dlsym(RTLD_DEFAULT, "__abort_msg");
}

const char *
sentence_last(void)
{
    if (!sentence[0] && of_libc && *of_libc)
        copy_line((*of_libc)->text);
    return sentence;
}
