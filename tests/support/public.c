/* SPDX-License-Identifier: GPL-3.0-or-later */
/* public.c - see public.h. */
#include "tests/support/public.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char headers[256 * 1024];
static PublicFunction functions[PUBLIC_MAX];

/* All parts of aw.h, one after the other. */
static void
read_headers(void)
{
    glob_t files;
    size_t n = 0;

    assert_int_equal(glob(getenv("AW_HEADERS"), 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        FILE *file = fopen(files.gl_pathv[i], "r");
        assert_non_null(file);
        n += fread(headers + n, 1, sizeof headers - 1 - n, file);
        fclose(file);
    }
    headers[n] = '\0';
    globfree(&files);
}

void
public_name(const char *function, char name[64])
{
    static const char *const endings[] = {"_from", "_keeping"};
    size_t size = strlen(function);

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (size > n && !strncmp(function + size - n, endings[i], n))
            size -= n;
    }
    snprintf(name, 64, "%.*s()", (int) size, function);
}

/* Takes the declaration that begins there. False: it is a variable's. */
static bool
take(const char *at, PublicFunction *function)
{
    const char *name = strstr(at, "aw_");
    size_t size = strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789");

    if (name[size] != '(')
        return false;
    snprintf(function->function, sizeof function->function, "%.*s", (int) size, name);
    public_name(function->function, function->name);
    snprintf(function->parameters, sizeof function->parameters, "%.*s",
             (int) strcspn(name + size, ";"), name + size);
    return true;
}

const PublicFunction *
public_functions(int *ret_n)
{
    int n = 0;

    read_headers();
    for (const char *at = headers; n < PUBLIC_MAX && (at = strstr(at, "\nAW_API ")); at++)
        n += take(at, &functions[n]);
    *ret_n = n;
    return functions;
}
