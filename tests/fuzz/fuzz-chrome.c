/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-chrome.c - reads any bytes as Chrome's trace events. */
#include <string.h>

#include "tests/fuzz/theirs.h"

static const char sample[] =
    "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n"
    "{\"ph\":\"M\",\"pid\":1,\"tid\":2,\"name\":\"thread_name\",\"args\":{\"name\":\"Main\"}},\n"
    "{\"ph\":\"M\",\"pid\":1,\"name\":\"process_sort_index\",\"args\":{\"sort_index\":-3}},\n"
    "{\"ph\":\"X\",\"pid\":1,\"tid\":2,\"ts\":10.5,\"dur\":9,\"name\":\"a\\u00e4\\ud83d\\ude00\","
    "\"cat\":\"c\",\"args\":{\"file\":\"x.c\",\"line\":3,\"function\":\"f\"}},\n"
    "{\"ph\":\"B\",\"pid\":\"p\",\"tid\":2,\"ts\":\"11\",\"name\":\"b\"},\n"
    "{\"ph\":\"E\",\"pid\":\"p\",\"tid\":2,\"ts\":1.2e1},\n"
    "{\"ph\":\"s\",\"pid\":1,\"tid\":2,\"ts\":12,\"id\":\"0x1\"},"
    "{\"ph\":\"f\",\"bp\":\"e\",\"pid\":1,\"tid\":3,\"ts\":13,\"id\":\"0x1\"},\n"
    "{\"ph\":\"b\",\"pid\":1,\"ts\":12,\"id2\":{\"local\":\"1\"},\"name\":\"n\",\"bind_id\":1,"
    "\"flow_in\":true},\n"
    "{\"ph\":\"C\",\"pid\":1,\"ts\":12,\"name\":\"n\",\"args\":{\"value\":1,\"y\":-2.5}},"
    "{\"ph\":\"i\",\"ts\":14,\"s\":\"t\",\"name\":\"i\"}],\"other\":[{\"]\":null}]}\n";

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    theirs_read(bytes, size);
    return 0;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max_size, unsigned seed)
{
    if (size >= 16 || max_size < sizeof sample)
        return LLVMFuzzerMutate(bytes, size, max_size);
    memcpy(bytes, sample, sizeof sample - 1);
    return sizeof sample - 1;
}
