/* SPDX-License-Identifier: GPL-3.0-or-later */
/* picture.c - see picture.h. */
#include "tests/support/picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/scene/theme.h"

static const double widths[N_FONTS] = {
    [FONT_BODY] = 7,       [FONT_BOLD] = 7.5,    [FONT_SMALL] = 6.5,      [FONT_SMALL_BOLD] = 7,
    [FONT_TINY] = 6,       [FONT_MONO] = 6.5,    [FONT_TITLE] = 10,       [FONT_HEADING] = 15,
    [FONT_COVER] = 22,     [FONT_SAYING] = 9,    [FONT_SAYING_BOLD] = 10, [FONT_CODE_12] = 7.2,
    [FONT_CODE_13] = 7.8,  [FONT_CODE_14] = 8.4, [FONT_CODE_15] = 9,      [FONT_CODE_16] = 9.6,
    [FONT_CODE_17] = 10.2,
};

static double
fixed_width(void *data, Font font, const char *text)
{
    return widths[font] * (double) g_utf8_strlen(text, -1);
}

const TextMetrics fixed_metrics = {fixed_width, NULL};

static const char *const kind_names[] = {
    [SHAPE_RECT] = "rect",     [SHAPE_LINE] = "line",   [SHAPE_TEXT] = "text",
    [SHAPE_DISC] = "disc",     [SHAPE_ARROW] = "arrow", [SHAPE_CLIP] = "clip",
    [SHAPE_UNCLIP] = "unclip", [SHAPE_RING] = "ring",
};

static void
dump_shape(GString *out, const Shape *shape)
{
    g_string_append_printf(out, "%-6s %8.2f %8.2f %8.2f %8.2f", kind_names[shape->kind], shape->x,
                           shape->y, shape->w, shape->h);
    if (shape->fill != ROLE_NONE)
        g_string_append_printf(out, " %s", theme_role_name(shape->fill) + strlen("ROLE_"));
    if (shape->edge != ROLE_NONE)
        g_string_append_printf(out, " edge %s", theme_role_name(shape->edge) + strlen("ROLE_"));
    if (shape->pattern != PATTERN_NONE)
        g_string_append_printf(out, " pattern %d", shape->pattern);
    if (shape->text != NULL)
        g_string_append_printf(out, " font %d '%s'", shape->font, shape->text);
    if (shape->hit != HIT_NOTHING)
        g_string_append_printf(out, " hit %d track %u", shape->hit, shape->track);
    if (shape->mover != TRACE_NOBODY)
        g_string_append_printf(out, " mover %u", shape->mover);
    if (shape->dashed)
        g_string_append(out, " dashed");
    if (shape->event != MODEL_NONE)
        g_string_append_printf(out, " event %zu", shape->event);
    g_string_append_c(out, '\n');
}

char *
picture_dump(const Scene *scene)
{
    GString *out = g_string_new(NULL);

    g_string_append_printf(out, "scene %g x %g, lanes at %g, %g high\n", scene->width,
                           scene->height, scene->lanes_y, scene->content_height);
    for (guint i = 0; i < scene->shapes->len; i++)
        dump_shape(out, &g_array_index(scene->shapes, Shape, i));
    return g_string_free(out, FALSE);
}

void
assert_golden(const char *name, const char *actual)
{
    g_autofree char *path = g_build_filename(g_getenv("GOLDEN"), name, NULL);
    g_autofree char *expected = NULL;

    if (g_getenv("BLESS") != NULL)
        assert_true(g_file_set_contents(path, actual, -1, NULL));
    assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    assert_string_equal(actual, expected);
}

Scene *
picture_of(const Model *model, AxisKind axis, double width, Parts parts)
{
    View view = view_fit(model, axis, width, 0, parts, &sizes_picture);

    view.playhead = 40;
    view.selected = TASK_3;
    return layout_scene(model, &view, &fixed_metrics);
}

void
assert_well_formed(const char *xml)
{
    static const GMarkupParser parser;
    g_autoptr(GError) error = NULL;
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, NULL, NULL);
    gboolean good = g_markup_parse_context_parse(context, xml, -1, &error) &&
                    g_markup_parse_context_end_parse(context, &error);

    if (!good)
        fail_msg("%s", error->message);
    g_markup_parse_context_free(context);
}
