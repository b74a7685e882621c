/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crc32c.h - the checksum of a recording. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/**
 * CRC-32C (Castagnoli) of `size` bytes, continuing from `crc`, which is 0 for the first bytes.
 *
 * Needs no initialisation and calls nothing: a signal handler may use it.
 */
uint32_t crc32c(uint32_t crc, const void *bytes, size_t size);
