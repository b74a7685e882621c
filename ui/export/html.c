/* SPDX-License-Identifier: GPL-3.0-or-later */
/* html.c - slides as one HTML file that needs no network: a page around them, with the script that
 * steps, a list of their sentences, and each distinct element of their drawings once. */
#include <string.h>

#include "ui/export/html-page.h"
#include "ui/export/line-table.h"
#include "ui/export/page-address.h"
#include "ui/export/svg-pattern.h"
#include "ui/export/svg-shape.h"
#include "ui/export/xml-write.h"
#include "ui/model/sentence.h"

typedef struct {
    const ExportPages *pages;
    LineTable *parts;     /* the elements of all pages */
    LineTable *looks;     /* how they look */
    GString *look;        /* of one of them */
    GString *numbers;     /* those of each page, a line each */
    GString *steps;       /* the list of steps */
    GString *patterns;    /* of all pages */
    GHashTable *known;    /* names of patterns */
    double width, height; /* of each page */
} Html;

/* ---- the list of steps ---- */

/* Its number is shown if it is one of several. */
static void
list_chapter(Html *html, guint i, const char *address, const char *title)
{
    if (i > (html->pages->has_cover ? 1u : 0u)) /* the chapter before it ends */
        g_string_append(html->steps, "</ol></section>\n");
    g_string_append_printf(html->steps, "<section><h2><a href=\"#%s\">", address);
    if (!g_str_equal(address, "0"))
        g_string_append_printf(html->steps, "<i>%s</i>", address);
    g_string_append_printf(html->steps, "<b>%s</b></a></h2>\n<ol>\n", title);
}

/* It has no steps. */
static void
list_cover(Html *html, const char *address, const char *title)
{
    g_string_append_printf(
        html->steps, "<section><h2><a href=\"#%s\"><b>%s</b></a></h2></section>\n", address, title);
}

/* What is said after the sentence that the step is called by. */
static const char *
rest_of(const char *words, const char *name)
{
    const char *rest = g_str_has_prefix(words, name) ? words + strlen(name) : words;

    return rest + strspn(rest, " ");
}

static void
list_step(Html *html, guint i, const char *address, const char *name)
{
    g_autofree char *words = html->pages->words(html->pages->data, i);
    g_autofree char *time = html->pages->time(html->pages->data, i);
    g_autofree char *said = xml_text(words), *when = xml_text(time);
    const char *rest = rest_of(said, name);

    g_string_append_printf(html->steps, "<li><a href=\"#%s\"><i>%s</i><div><b>%s</b>", address,
                           address, name);
    if (*rest)
        g_string_append_printf(html->steps, " <span>%s</span>", rest);
    g_string_append_printf(html->steps, "</div><i>%s</i></a>\n", when);
}

static void
list_page(Html *html, guint i)
{
    g_autofree char *plain = html->pages->name(html->pages->data, i), *name = xml_text(plain);
    g_autofree char *address = page_address(html->pages, i);

    if (i == 0 && html->pages->has_cover)
        list_cover(html, address, name);
    else if (html->pages->number(html->pages->data, i) == 0)
        list_chapter(html, i, address, name);
    else
        list_step(html, i, address, name);
}

/* ---- the drawings ---- */

static void
draw_page(Html *html, guint i)
{
    g_autoptr(Scene) scene = html->pages->page(html->pages->data, i);
    g_autoptr(GString) drawing = g_string_new(NULL);

    svg_shapes(&(Svg){.out = drawing, .looks = html->looks, .look = html->look}, scene);
    g_autofree char *numbers = line_table_add(html->parts, drawing->str);
    g_string_append_printf(html->numbers, "%s\n", numbers);
    svg_patterns(&(Svg){.out = html->patterns}, scene, html->known);
    html->width = scene->width;
    html->height = scene->height;
}

static gboolean
add_pages(Html *html, GError **error)
{
    const ExportPages *pages = html->pages;

    for (guint i = 0; i < pages->n; i++) {
        if (!pages->next(pages->data, i, error))
            return FALSE;
        draw_page(html, i);
        list_page(html, i);
    }
    g_string_append(html->steps, "</ol></section>\n");
    return pages->next(pages->data, pages->n, error);
}

/* ---- the page around them ---- */

/* That of the catalogue which translates the sentences. The caller frees. */
static char *
language_of_sentences(void)
{
    static const char key[] = "Language: ";
    const char *line = strstr(g_dgettext(SENTENCE_DOMAIN, ""), key);

    if (!line)
        return g_strdup("en");
    g_autofree char *name = g_strndup(line + strlen(key), strcspn(line, "\n") - strlen(key));
    return xml_text(g_strdelimit(g_strstrip(name), "_", '-'));
}

/* Without a theme of its own the page is as the system asks. The caller frees. */
static char *
theme_attribute(const Theme *theme)
{
    return theme == theme_find("light") ? g_strdup("")
                                        : g_strdup_printf(" data-theme=\"%s\"", theme->name);
}

static void
append_colours(Svg *css, const char *selector, const Theme *theme)
{
    g_string_append_printf(css->out, "%s {\n", selector);
    for (Role role = 0; role < N_ROLES; role++) {
        g_autofree char *name = svg_variable(role);
        g_string_append_printf(css->out, "    %s: ", name);
        xml_colour(css->out, &theme->colours[role], TRUE);
        g_string_append(css->out, ";\n");
    }
    g_string_append(css->out, "}\n");
}

static GString *
colours_and_looks(const Html *html)
{
    Svg css = {.out = g_string_new(NULL)};
    g_auto(GStrv) looks = g_strsplit(line_table_text(html->looks), "\n", -1);

    append_colours(&css, ":root", theme_find("light"));
    append_colours(&css, ":root[data-theme=\"dark\"]", theme_find("dark"));
    append_colours(&css, ":root[data-theme=\"print\"]", theme_find("print"));
    for (guint i = 0; looks[i + 1]; i++)
        g_string_append_printf(css.out, ".s%u { %s}\n", i, looks[i]);
    return css.out;
}

static GByteArray *
page_around(const Html *html, const Theme *theme, const char *name)
{
    g_autofree char *title = xml_text(name), *language = language_of_sentences();
    g_autofree char *attribute = theme_attribute(theme);
    g_autofree char *box = g_strdup_printf("0 0 %.0f %.0f", html->width, html->height);
    g_autoptr(GString) looks = colours_and_looks(html);
    const HtmlSlot slots[] = {
        {"language", language},
        {"theme", attribute},
        {"title", title},
        {"looks", looks->str},
        {"patterns", html->patterns->str},
        {"box", box},
        {"steps", html->steps->str},
        {"parts", line_table_text(html->parts)},
        {"pages", html->numbers->str},
    };

    return html_page(slots, G_N_ELEMENTS(slots));
}

/* ---- the format ---- */

static Html
html_begin(const ExportPages *pages)
{
    return (Html){
        .pages = pages,
        .parts = line_table_new(),
        .looks = line_table_new(),
        .look = g_string_new(NULL),
        .numbers = g_string_new(NULL),
        .steps = g_string_new(NULL),
        .patterns = g_string_new(NULL),
        .known = svg_pattern_names(),
    };
}

static void
html_clear(Html *html)
{
    line_table_free(html->parts);
    line_table_free(html->looks);
    g_string_free(html->look, TRUE);
    g_string_free(html->numbers, TRUE);
    g_string_free(html->steps, TRUE);
    g_string_free(html->patterns, TRUE);
    g_hash_table_unref(html->known);
}

static GByteArray *
html_render_pages(const ExportPages *pages, const Theme *theme, const char *title, GError **error)
{
    Html html = html_begin(pages);
    GByteArray *bytes = add_pages(&html, error) ? page_around(&html, theme, title) : NULL;

    html_clear(&html);
    return bytes;
}

const ExportFormat export_html = {
    .extension = "html",
    .about = "page for any browser, which steps through the slides",
    .render_pages = html_render_pages,
};
