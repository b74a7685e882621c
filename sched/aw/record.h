/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* record.h - recording this process, and what the program itself puts into the recording. */
#pragma once
#include <aw/error.h>

#pragma GCC system_header
# 8 "<aw/record.h>"

/** Prints a line to standard output, and into the recording [IN2]. */
AW_API void aw_print_from(AwSite *site, const char *format, ...) AW_PRINTF(2, 3);
#define aw_print(...) aw_print_from(AW_SITE("print"), __VA_ARGS__)
/** A mark with a label, in the recording only [IN2]. */
AW_API void aw_mark_from(AwSite *site, const char *format, ...) AW_PRINTF(2, 3);
#define aw_mark(...) aw_mark_from(AW_HERE, __VA_ARGS__)

typedef struct {
    const char *key, *value;
} AwRecordMeta;

typedef struct {
    const char *path;         /* file to write, replaced; NULL: fd */
    int fd;                   /* pipe or socket, written while things happen; closed at the end */
    const AwRecordMeta *meta; /* for the header; ends with a NULL key; NULL: nothing */
    const char *source_file;  /* a source to embed besides those found on disk, as sites name it */
    const char *source_text;
    size_t last_bytes;   /* keep only the last part, in a file of this many bytes, at least 64 KiB,
                            which has it even when the process is killed; 0: keep all */
    size_t memory_bytes; /* what the events of one thread may take until they are written; those
                            that do not fit are dropped, and counted in the recording; 0: 64 MiB */
} AwRecordOptions;

/** Records what happens in this process from now on; one recording at a time. Returns none or an
 * error. The strings must live until aw_record_stop() [IN2]. */
AW_API AwValue aw_record_start_from(const AwRecordOptions *options, AwSite *site) AW_MUST;
#define aw_record_start(...) aw_record_start_from(__VA_ARGS__, AW_SITE("record_start"))
/** Ends the recording; waits until all is written. Returns none, or why some of it could not be
 * [IN2]. */
AW_API AwValue aw_record_stop_from(AwSite *site) AW_MUST;
#define aw_record_stop() aw_record_stop_from(AW_SITE("record_stop"))
