/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* scenario.h - programs that Awaitscope lists and runs. */
#pragma once
#include <aw/task.h>

/* A parameter is a plain variable of the scenario's file; its initial value is the default. */
typedef struct {
    const char *name;
    enum { AW_PARAM_INT = 1, AW_PARAM_TIME } type;
    int64_t *at;
    int64_t min, max;
    const char *help;
} AwParam;

enum { AW_MAX_PARAMS = 12 };

typedef struct {
    const char *title, *about;
    AwFn main;                     /* set by AW_MAIN, as is site */
    AwSite *site;                  /* names main */
    AwParam params[AW_MAX_PARAMS]; /* ends with a NULL name */
    bool processes; /* it uses aw_process_pool(), whose jobs fail on the virtual clock [EX10] */
} AwScenario;

/* The coroutine function that the scenario begins with. */
#define AW_MAIN(fn)                                                                                \
    .main = fn, .site = &(AwSite)                                                                  \
    {                                                                                              \
        AW_FILE, "", #fn, __LINE__, 0, NULL                                                        \
    }
#define AW_INT(variable, lowest, highest, text)                                                    \
    {                                                                                              \
        .name = #variable, .type = AW_PARAM_INT, .at = &(variable), .min = lowest, .max = highest, \
        .help = text                                                                               \
    }
#define AW_TIME(variable, lowest, highest, text)                                                   \
    {                                                                                              \
        .name = #variable, .type = AW_PARAM_TIME, .at = &(variable), .min = lowest,                \
        .max = highest, .help = text                                                               \
    }
#ifndef AW_SCENARIO_SYMBOL
#define AW_SCENARIO_SYMBOL aw_scenario
#endif
#define AW_SCENARIO(...)                                                                           \
    extern const AwScenario AW_SCENARIO_SYMBOL;                                                    \
    const AwScenario AW_SCENARIO_SYMBOL = {__VA_ARGS__}
