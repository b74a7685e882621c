/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tellers.c - a list of loops, each with the request that is put into its inbox. */
#include "sched/attach/tellers.h"

#include <stdlib.h>

struct Teller {
    Arrival arrival;
    Tellers *all;
    AwLoop *loop;  /* counted */
    bool is_asked; /* the arrival is in the loop's inbox */
    Teller *next;
};

static void
set_asked(Teller *teller, bool is_asked)
{
    pthread_mutex_lock(&teller->all->lock);
    teller->is_asked = is_asked;
    pthread_mutex_unlock(&teller->all->lock);
}

static void
arrive(AwLoop *loop, Arrival *arrival)
{
    Teller *teller = (Teller *) arrival;

    set_asked(teller, false);
    if (loop)
        teller->all->tell(loop);
}

void
tellers_add(Tellers *tellers, AwLoop *loop)
{
    Teller *teller = malloc(sizeof *teller);

    if (!teller)
        return;
    *teller = (Teller){.arrival.arrive = arrive, .all = tellers, .loop = loop_ref(loop)};
    pthread_mutex_lock(&tellers->lock);
    teller->next = tellers->first;
    tellers->first = teller;
    tellers->n++;
    pthread_mutex_unlock(&tellers->lock);
}

void
tellers_remove(Tellers *tellers, const AwLoop *loop)
{
    Teller *teller, **link = &tellers->first;

    pthread_mutex_lock(&tellers->lock);
    while ((teller = *link) && teller->loop != loop)
        link = &teller->next;
    if (teller) {
        *link = teller->next;
        tellers->n--;
    }
    pthread_mutex_unlock(&tellers->lock);
    if (teller)
        loop_unref(teller->loop);
    free(teller);
}

int
tellers_count(Tellers *tellers)
{
    pthread_mutex_lock(&tellers->lock);
    int n = tellers->n;
    pthread_mutex_unlock(&tellers->lock);
    return n;
}

void
tellers_ask(Tellers *tellers)
{
    pthread_mutex_lock(&tellers->lock);
    for (Teller *teller = tellers->first; teller; teller = teller->next)
        if (!teller->is_asked)
            teller->is_asked = inbox_put(teller->loop, &teller->arrival);
    pthread_mutex_unlock(&tellers->lock);
}

void
tellers_forget(Tellers *tellers)
{
    tellers->lock = (pthread_mutex_t) PTHREAD_MUTEX_INITIALIZER;
    tellers->forgotten = tellers->first ? tellers->first : tellers->forgotten;
    tellers->first = NULL;
    tellers->n = 0;
}
