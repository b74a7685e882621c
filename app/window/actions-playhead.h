/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actions-playhead.h - the actions that move the playhead, for the table in actions.c; `value` is
 * the parameter of the action, or its new state. */
#pragma once
#include "app/window/window.h"

/** What the action of this name does. */
void playhead_first(MainWindow *window, GVariant *value);
void playhead_back(MainWindow *window, GVariant *value);
void playhead_forward(MainWindow *window, GVariant *value);
void playhead_last(MainWindow *window, GVariant *value);
void playhead_next(MainWindow *window, GVariant *value);
void playhead_previous(MainWindow *window, GVariant *value);
void playhead_step_mode(MainWindow *window, GVariant *value);
void playhead_play(MainWindow *window, GVariant *value);
void playhead_play_back(MainWindow *window, GVariant *value);
void playhead_speed(MainWindow *window, GVariant *value);
void playhead_slower(MainWindow *window, GVariant *value);
void playhead_faster(MainWindow *window, GVariant *value);
void playhead_bookmark(MainWindow *window, GVariant *value);
