/* SPDX-License-Identifier: GPL-3.0-or-later */
/* film.c - reads how fast slides turn, and how large they are. */
#include "app/cli/film.h"

#include "app/cli/range.h"
#include "app/cli/size.h"
#include "app/say/message.h"

enum { MOST_FPS = 60, MOST_LOOPS = 65535 };

static const double least_speed = 0.001, most_speed = 1000;

const char *
film_option(const FilmCall *call)
{
    if (call->fps)
        return "--fps";
    if (call->speed)
        return "--speed";
    return call->loop ? "--loop" : NULL;
}

/* NULL leaves the number as it is. */
static gboolean
read_number(const char *option, const char *text, guint least, guint most, guint *ret_number)
{
    guint64 number;

    if (!text)
        return TRUE;
    if (g_ascii_string_to_unsigned(text, 10, least, most, &number, NULL)) {
        *ret_number = (guint) number;
        return TRUE;
    }
    say_error("%s %s: must be a whole number, %u to %u", option, text, least, most);
    return FALSE;
}

static gboolean
read_speed(const char *text, double *ret_speed)
{
    char *end = NULL;
    double speed = text ? g_ascii_strtod(text, &end) : 1;

    if (text && (end == text || *end || !(speed >= least_speed && speed <= most_speed))) {
        say_error("--speed %s: must be a number, 0.001 to 1000", text);
        return FALSE;
    }
    *ret_speed = speed;
    return TRUE;
}

static gboolean
read_size(const char *size, ExportFilm *film)
{
    double width = 0, height = 0;

    if (!size_read(size, &width, &height))
        return FALSE;
    film->width = (guint) width;
    film->height = (guint) height;
    return TRUE;
}

gboolean
film_read(const FilmCall *call, DeckOptions *options)
{
    options->on_axis = call->axis != NULL;
    return read_number("--fps", call->fps, 1, MOST_FPS, &options->film.fps) &&
           read_number("--loop", call->loop, 0, MOST_LOOPS, &options->film.loop) &&
           read_speed(call->speed, &options->speed) &&
           range_read_axis(call->axis, &options->axis) && read_size(call->size, &options->film);
}
