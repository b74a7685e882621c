/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* scope.h - scopes, references, and deferred calls. */
#pragma once
#include <aw/error.h>

typedef struct {
    size_t mark;
    void *frame;
} AwScope;

/** Opens a scope in the call that `frame` stands for; for AW_SCOPE [OW1]. */
AW_API AwScope aw_scope_open(void *frame);
/** Closes it and releases what it holds, except values given to aw_lift() in the same function
 * [OW1]. */
AW_API void aw_scope_close(AwScope *scope);
/* Makes a scope from here to the end of the block. An endless loop begins its body with it. */
#define AW_SCOPE()                                                                                 \
    AwScope AW_CAT(aw_scope_, __COUNTER__) AW_CLEANUP(aw_scope_close) = aw_scope_open(AW_FRAME_)
/** Moves `v` out of the scopes of this call; for AW_RETURN [OW3]. */
AW_API AwValue aw_lift_from(AwValue v, void *frame, AwSite *site);
#define aw_lift(v, frame) aw_lift_from(v, frame, AW_SITE("return"))
/* `return v;` in a function that uses AW_SCOPE(). */
#define AW_RETURN(v) return aw_lift(v, AW_FRAME_)
typedef struct {
    void (*fn)(void *data);
    void *data;
    AwSite *site;
    bool keeps; /* it holds a reference to data */
} AwDefer;

/** Makes a deferred call; for AW_DEFER [OW4]. */
AW_API void aw_deferred(AwDefer *defer);
/** Returns it with a reference to its data, an object of the library; for AW_DEFER [OW7]. */
AW_API AwDefer aw_defer_keeping(AwDefer defer);
static inline AwDefer
aw_defer_only_(AwDefer defer)
{
    return defer;
}
/* AW_DEFER(fn, data): calls fn(data), which returns nothing, when this C block is left in whatever
 * way; the last one deferred is called first. If data is an object of the library, such as a lock
 * or a pool, it is kept alive until then [OW7]. In a task fn may suspend. A cancellation that
 * reaches it there and is dropped by AW_IGNORE() is put back: it comes at the next suspension, or
 * at the end of the AW_WITH block or task, which then ends as cancelled even if it has failed [C7
 * C10]. After pthread_exit() it is called only if this code was compiled with -fexceptions [TH5].
 */
#define AW_DEFER(fn, data)                                                                         \
    AwDefer AW_CAT(aw_defer_, __COUNTER__) AW_CLEANUP(aw_deferred) =                               \
        _Generic((data), AW_OBJECTS_(aw_defer_keeping), default                                    \
                 : aw_defer_only_)((AwDefer){fn, data, AW_SITE(#fn), false})

/** Adds a reference to a future, pool or handle, which you drop. Returns it; NULL stays NULL [OW2
 * M5]. */
AW_API void *aw_ref_from(void *object, AwSite *site);
AW_API void *aw_ref(void *object); /* the function itself, to be given away */
#define aw_ref(object) aw_ref_from(AW_OBJECT_("aw_ref()", object), AW_SITE("ref"))
/** Drops a reference. NULL does nothing [OW2 M5]. */
AW_API void aw_unref_from(void *object, AwSite *site);
AW_API void aw_unref(void *object); /* the function itself, to be given away */
#define aw_unref(object) aw_unref_from(AW_OBJECT_("aw_unref()", object), AW_SITE("unref"))
/** Adds a reference to a value, which you drop [OW2]. */
AW_API AwValue aw_ref_value_from(AwValue v, AwSite *site);
#define aw_ref_value(v) aw_ref_value_from(v, AW_SITE("ref_value"))
/** Drops a reference to a value [OW2]. One too many ends the program with a sentence, here or when
 * the scope closes that held the value. */
AW_API void aw_unref_value_from(AwValue v, AwSite *site);
#define aw_unref_value(v) aw_unref_value_from(v, AW_SITE("unref_value"))
