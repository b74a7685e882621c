/* SPDX-License-Identifier: GPL-3.0-or-later */
/* input.c - sends the only request of the XTEST extension that is needed through xcb, which comes
 * with GTK; the extension's own library would be one more package. */
#include "tests/display/input.h"

#include <stdlib.h>
#include <sys/uio.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

struct Input {
    xcb_connection_t *server;
    xcb_window_t root;
    xcb_get_keyboard_mapping_reply_t
        *keys; /* keysyms, several for each key code from first_key on */
    xcb_keycode_t first_key;
};

/* The request XTestFakeInput, as it is on the wire. */
enum { XTEST_FAKE_INPUT = 2 };
typedef struct {
    uint8_t major, minor; /* filled in by xcb */
    uint16_t length;      /* the same */
    uint8_t type;         /* XCB_KEY_PRESS, XCB_MOTION_NOTIFY ... */
    uint8_t detail;       /* key code, button, or 0: the position is absolute */
    uint16_t pad0;
    uint32_t delay_ms;
    xcb_window_t root;
    uint32_t pad1[2];
    int16_t x, y;
    uint32_t pad2;
    uint16_t pad3;
    uint8_t pad4, device; /* 0: the core pointer or keyboard */
} FakeInput;

_Static_assert(sizeof(FakeInput) == 36, "as long as the protocol says");

static xcb_extension_t xtest = {.name = "XTEST"};

/* Sends a request and waits until the server has handled it. */
static void
fake(Input *input, FakeInput request)
{
    static const xcb_protocol_request_t protocol = {
        .count = 1, .ext = &xtest, .opcode = XTEST_FAKE_INPUT, .isvoid = 1};
    struct iovec parts[3] = {{0}, {0}, {.iov_base = &request, .iov_len = sizeof request}};

    xcb_send_request(input->server, 0, parts + 2, &protocol);
    free(xcb_get_input_focus_reply(input->server, xcb_get_input_focus(input->server), NULL));
}

static bool
read_keyboard(Input *input)
{
    const xcb_setup_t *setup = xcb_get_setup(input->server);
    int n_keys = setup->max_keycode - setup->min_keycode + 1;

    input->first_key = setup->min_keycode;
    input->root = xcb_setup_roots_iterator(setup).data->root;
    input->keys = xcb_get_keyboard_mapping_reply(
        input->server,
        xcb_get_keyboard_mapping(input->server, setup->min_keycode, (uint8_t) n_keys), NULL);
    return input->keys != NULL;
}

Input *
input_open(void)
{
    Input *input = calloc(1, sizeof *input);
    const xcb_query_extension_reply_t *extension;

    if (input == NULL)
        return NULL;
    input->server = xcb_connect(NULL, NULL);
    if (xcb_connection_has_error(input->server))
        goto fail;
    extension = xcb_get_extension_data(input->server, &xtest);
    if (extension != NULL && extension->present && read_keyboard(input))
        return input;
fail:
    input_close(input);
    return NULL;
}

void
input_close(Input *input)
{
    if (input == NULL)
        return;
    free(input->keys);
    xcb_disconnect(input->server);
    free(input);
}

void
input_move(Input *input, int x, int y)
{
    fake(input,
         (FakeInput){
             .type = XCB_MOTION_NOTIFY, .root = input->root, .x = (int16_t) x, .y = (int16_t) y});
}

void
input_button(Input *input, int button, bool down)
{
    fake(input, (FakeInput){.type = down ? XCB_BUTTON_PRESS : XCB_BUTTON_RELEASE,
                            .detail = (uint8_t) button});
}

void
input_click(Input *input, int button)
{
    input_button(input, button, true);
    input_button(input, button, false);
}

void
input_drag(Input *input, int from_x, int from_y, int to_x, int to_y, int steps)
{
    input_move(input, from_x, from_y);
    input_button(input, 1, true);
    for (int i = 1; i <= steps; i++)
        input_move(input, from_x + (to_x - from_x) * i / steps,
                   from_y + (to_y - from_y) * i / steps);
    input_button(input, 1, false);
}

/* The key whose first keysym is `keysym`, or 0. */
static xcb_keycode_t
find_key(const Input *input, uint32_t keysym)
{
    const xcb_keysym_t *keysyms = xcb_get_keyboard_mapping_keysyms(input->keys);
    int n = xcb_get_keyboard_mapping_keysyms_length(input->keys);

    for (int i = 0; i < n; i += input->keys->keysyms_per_keycode)
        if (keysyms[i] == keysym)
            return (xcb_keycode_t) (input->first_key + i / input->keys->keysyms_per_keycode);
    return 0;
}

bool
input_key(Input *input, uint32_t keysym, bool down)
{
    xcb_keycode_t key = find_key(input, keysym);

    if (key == 0)
        return false;
    fake(input, (FakeInput){.type = down ? XCB_KEY_PRESS : XCB_KEY_RELEASE, .detail = key});
    return true;
}

bool
input_press(Input *input, uint32_t keysym, uint32_t modifier)
{
    if (modifier != 0 && !input_key(input, modifier, true))
        return false;
    bool pressed = input_key(input, keysym, true) && input_key(input, keysym, false);
    if (modifier != 0)
        input_key(input, modifier, false);
    return pressed;
}
