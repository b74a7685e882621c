/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* file-header.h - the first bytes of a recording. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What these bytes say. */
typedef struct {
    size_t need;         /* bytes needed to say anything; 0: there are enough */
    bool is_foreign;     /* what follows cannot be read: `message` says why */
    bool is_flight;      /* it is a flight recording: */
    uint64_t head, area; /* bytes of its definitions and of its blocks */
    uint32_t size;       /* bytes of the header */
    char message[120];
} FileHeader;

/** Reads what the first `size` bytes of a recording, at `at`, say. */
FileHeader file_header_read(const uint8_t *at, size_t size);
