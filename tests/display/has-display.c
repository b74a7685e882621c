/* SPDX-License-Identifier: GPL-3.0-or-later */
/* has-display.c - exits with 0 when a window can be opened here, else with 1. For ./dev run. */
#include <gtk/gtk.h>

int
main(void)
{
    return gtk_init_check() ? 0 : 1;
}
