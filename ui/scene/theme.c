/* SPDX-License-Identifier: GPL-3.0-or-later */
/* theme.c - the colours of the three themes, side by side, one role a row. */
#include "ui/scene/theme.h"

/* role, light, dark, print; each 0xRRGGBBAA. */
/* clang-format off */
#define THEME_COLOURS(X)                                                   \
    X(ROLE_BACKGROUND,     0xfafafaff, 0x1e1e1eff, 0xffffffff)             \
    X(ROLE_PANEL,          0xefefefff, 0x2a2a2aff, 0xf0f0f0ff)             \
    X(ROLE_LINE,           0xe4e4e4ff, 0x343434ff, 0xc8c8c8ff)             \
    X(ROLE_TEXT,           0x1c1c1eff, 0xf2f2f2ff, 0x000000ff)             \
    X(ROLE_TEXT_DIM,       0x5c5c60ff, 0xb4b4b8ff, 0x404040ff)             \
    X(ROLE_SELECTED,       0xe1edfaff, 0x1d3347ff, 0xe8f0f8ff)             \
    X(ROLE_HOVERED,        0xeef4fbff, 0x252b31ff, 0xf3f7fbff)             \
    X(ROLE_PLAYHEAD,       0xc01c28ff, 0xff6b75ff, 0xa51d2dff)             \
    X(ROLE_PLAYHEAD_TEXT,  0xffffffff, 0x2a0508ff, 0xffffffff)             \
    X(ROLE_ARROW,          0x2e2e32ff, 0xececf0ff, 0x000000ff)             \
    X(ROLE_ARROW_DIM,      0x2e2e3238, 0xececf040, 0x00000050)             \
    X(ROLE_READY,          0xe69f00ff, 0xe69f00ff, 0xf0b93cff)             \
    X(ROLE_READY_MARK,     0xb07800ff, 0x9a6a00ff, 0x7a5200ff)             \
    X(ROLE_READY_TEXT,     0x1c1c1eff, 0x1c1c1eff, 0x000000ff)             \
    X(ROLE_RUNNING,        0x0072b2ff, 0x2b8fd0ff, 0x005a8cff)             \
    X(ROLE_RUNNING_TEXT,   0xffffffff, 0x04121cff, 0xffffffff)             \
    X(ROLE_WAITING,        0xd6e8f6ff, 0x1f3e54ff, 0xe6f1f9ff)             \
    X(ROLE_WAITING_EDGE,   0x56b4e9ff, 0x4d9fcfff, 0x2b7fb3ff)             \
    X(ROLE_WAITING_TEXT,   0x1b4563ff, 0xd8ecfaff, 0x0c2c42ff)             \
    X(ROLE_CANCELLED,      0xe2e2e2ff, 0x48484aff, 0xf2f2f2ff)             \
    X(ROLE_CANCELLED_MARK, 0x848488ff, 0xa0a0a4ff, 0x505050ff)             \
    X(ROLE_DONE,           0x007a55ff, 0x35c492ff, 0x00634aff)             \
    X(ROLE_DONE_TEXT,      0x00704eff, 0x4fd6a6ff, 0x00543eff)             \
    X(ROLE_FAILED,         0xc84e00ff, 0xff8a4aff, 0xa84000ff)             \
    X(ROLE_FAILED_MARK,    0xffffffff, 0x5a2000ff, 0xffffffff)             \
    X(ROLE_FAILED_TEXT,    0xac4300ff, 0xffa06aff, 0x8a3400ff)             \
    X(ROLE_GLYPH,          0xffffffff, 0x101012ff, 0xffffffff)             \
    X(ROLE_OUTCOME_GREY,   0x636366ff, 0xaeaeb4ff, 0x4a4a4aff)             \
    X(ROLE_ASLEEP,         0xf5f5f5ff, 0x262628ff, 0xffffffff)             \
    X(ROLE_ASLEEP_MARK,    0xd2d2d2ff, 0x48484cff, 0xa8a8a8ff)             \
    X(ROLE_CALLBACK,       0x5e6a78ff, 0x8793a2ff, 0x4a5460ff)             \
    X(ROLE_CALLBACK_TEXT,  0xffffffff, 0x0e1216ff, 0xffffffff)             \
    X(ROLE_RULER,          0xe9ecefff, 0x303236ff, 0xe8e8e8ff)             \
    X(ROLE_OVERVIEW,       0xeff3f8ff, 0x23282eff, 0xf4f6f8ff)             \
    X(ROLE_OVERVIEW_EDGE,  0xc4d2e4ff, 0x3d4a58ff, 0x8a98a8ff)             \
    X(ROLE_VIEWPORT,       0x3584e430, 0x62a0ea38, 0x30303020)             \
    X(ROLE_VIEWPORT_EDGE,  0x3584e4ff, 0x62a0eaff, 0x303030ff)             \
    X(ROLE_FRAME,          0xf3e3ecff, 0x44303cff, 0xf7edf2ff)             \
    X(ROLE_FRAME_EDGE,     0xcc79a7ff, 0xb06890ff, 0x9c4f7cff)             \
    X(ROLE_FRAME_TEXT,     0x5a2244ff, 0xf8deecff, 0x43132fff)             \
    X(ROLE_HELD,           0xf0e442ff, 0xcfc33aff, 0xf7f0a0ff)             \
    X(ROLE_HELD_EDGE,      0xa89e1cff, 0xf0e442ff, 0x7d7512ff)             \
    X(ROLE_HELD_TEXT,      0x1c1c1eff, 0x1c1c1eff, 0x000000ff)             \
    X(ROLE_POINT,          0x3a3a3eff, 0xd8d8dcff, 0x000000ff)             \
    X(ROLE_TAG,            0xffffffff, 0x2c2c2eff, 0xffffffff)             \
    X(ROLE_TAG_EDGE,       0xb8b8bcff, 0x6a6a70ff, 0x606060ff)             \
    X(ROLE_RING,           0x3584e4ff, 0x62a0eaff, 0x303030ff)             \
    X(ROLE_NOBODY,         0x9c9ca0ff, 0x84848aff, 0x606060ff)             \
    X(ROLE_DONE_BOX,       0xe0f2ebff, 0x0f3a2aff, 0xeaf5f0ff)             \
    X(ROLE_FAILED_BOX,     0xfceadfff, 0x4a2410ff, 0xfbeee6ff)             \
    X(ROLE_KEYWORD,        0x8f4500ff, 0xffa35cff, 0x000000ff)             \
    X(ROLE_TYPE,           0x1c5f86ff, 0x7cc5efff, 0x202020ff)             \
    X(ROLE_STRING,         0x1d6a44ff, 0x7fd8a8ff, 0x303030ff)             \
    X(ROLE_NUMBER,         0x5c3a8fff, 0xc6a6f5ff, 0x202020ff)             \
    X(ROLE_COMMENT,        0x6a6a6eff, 0x9c9ca2ff, 0x5a5a5aff)             \
    X(ROLE_STANDING,       0xe4f2fbff, 0x1b3345ff, 0xf0f0f0ff)             \
    X(ROLE_GOING,          0xcfe5f7ff, 0x1f4866ff, 0xdededeff)             \
    X(ROLE_SAYING,         0xedf3fcff, 0x232b36ff, 0xf4f4f4ff)

#define CHANNEL(rgba, shift) ((float) (((rgba) >> (shift)) & 0xffu) / 255.0f)
#define COLOUR(rgba) {CHANNEL(rgba, 24), CHANNEL(rgba, 16), CHANNEL(rgba, 8), CHANNEL(rgba, 0)}
#define LIGHT(role, light, dark, print) [role] = COLOUR(light),
#define DARK(role, light, dark, print) [role] = COLOUR(dark),
#define PRINT(role, light, dark, print) [role] = COLOUR(print),

#define ONE(...) +1
_Static_assert(THEME_COLOURS(ONE) == N_ROLES, "each role has a row");

static const Theme themes[] = {
    {"light", {THEME_COLOURS(LIGHT)}},
    {"dark", {THEME_COLOURS(DARK)}},
    {"print", {THEME_COLOURS(PRINT)}},
};

#define NAME(role, light, dark, print) [role] = #role,
static const char *const role_names[] = {THEME_COLOURS(NAME)[ROLE_NONE] = "ROLE_NONE"};
/* clang-format on */

const char *
theme_role_name(Role role)
{
    return role_names[role];
}

const Theme *
theme_find(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(themes); i++)
        if (g_strcmp0(themes[i].name, name) == 0)
            return &themes[i];
    return NULL;
}
