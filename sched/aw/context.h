/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* context.h - context variables [CX]. */
#pragma once
#include <aw/value.h>

/* A variable of which each task has its own value: static AwVar user = {.name = "user"}; */
typedef struct {
    const char *name;
    AwValue otherwise; /* its value where nobody has set it */
} AwVar;

/** Its value in this task, or in this run of a callback [CX1]. */
AW_API AwValue aw_var_get_from(AwVar *var, AwSite *site);
#define aw_var_get(var) aw_var_get_from(var, AW_SITE("var_get"))
/** Sets it in this task, or this run of a callback [CX1 CX2]. */
AW_API AwValue aw_var_set_from(AwVar *var, AwValue v, AwSite *site);
#define aw_var_set(var, v) aw_var_set_from(var, v, AW_SITE("var_set"))
/** A copy of all variables as they are now [CX1]. NULL: no memory. */
AW_API AwContext *aw_copy_context(void) AW_MUST;
