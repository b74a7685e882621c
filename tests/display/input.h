/* SPDX-License-Identifier: GPL-3.0-or-later */
/* input.h - imitates a user's hand: moves the pointer, presses buttons and keys on the X server of
 * DISPLAY. The events take the same path as a user's: server, GDK, window. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

typedef struct Input Input;

/** Connects to the server. NULL when it does not answer, or does not accept test input (XTEST). */
Input *input_open(void);

/** Disconnects from the server. NULL does nothing. */
void input_close(Input *input);

/** Moves the pointer to a place on the screen, in px from its upper left corner. */
void input_move(Input *input, int x, int y);

/** Presses (`down`) or releases button 1 left, 2 middle, 3 right, 4 wheel up, 5 wheel down. */
void input_button(Input *input, int button, bool down);

/** Presses and releases a button where the pointer is. */
void input_click(Input *input, int button);

/** Drags with the left button from one place to another in `steps` moves. */
void input_drag(Input *input, int from_x, int from_y, int to_x, int to_y, int steps);

/**
 * Presses (`down`) or releases the key that gives `keysym` without a modifier: GDK_KEY_Left, 'a'.
 * GDK's names and X's have the same numbers. False when the keyboard has no such key.
 */
bool input_key(Input *input, uint32_t keysym, bool down);

/** Presses and releases a key, while `modifier` (GDK_KEY_Control_L ...; 0 for none) is held. */
bool input_press(Input *input, uint32_t keysym, uint32_t modifier);
