/* SPDX-License-Identifier: GPL-3.0-or-later */
/* video.c - runs ffmpeg, gives it frames, and takes what it has written. Its output and messages go
 * to files in memory, so that nothing is left behind, whatever happens. */
#include "ui/export/video.h"

#include <errno.h>
#include <gio/gio.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ui/export/film.h"

enum { OUTPUT = 3 /* the descriptor that ffmpeg writes to */ };

typedef struct {
    GSubprocess *ffmpeg;
    int output, messages; /* descriptors */
} Video;

/* ---- files in memory ---- */

static GByteArray *
read_all(int fd)
{
    GByteArray *bytes = g_byte_array_new();
    guint8 part[1 << 16];
    gssize n;

    lseek(fd, 0, SEEK_SET);
    while ((n = read(fd, part, sizeof part)) > 0 || (n < 0 && errno == EINTR))
        g_byte_array_append(bytes, part, (guint) MAX(n, 0));
    return bytes;
}

/* The last line of what ffmpeg says is why it ended. */
static char *
last_message(int fd)
{
    g_autoptr(GByteArray) bytes = read_all(fd);
    g_byte_array_append(bytes, (const guint8 *) "", 1);
    char *text = (char *) bytes->data;
    const char *last = strrchr(g_strchomp(text), '\n');
    char *message = g_utf8_make_valid(last ? last + 1 : text, -1);

    return *message ? message : (g_free(message), g_strdup("it does not say why"));
}

/* ---- ffmpeg ---- */

/* Colours are those of all screens today; a single thread and no versions, so that the same pages
 * are the same bytes. */
static char **
arguments_of(const ExportFilm *film, const char *title, const char *container,
             const char *const *codec)
{
    g_autoptr(GStrvBuilder) words = g_strv_builder_new();
    g_autofree char *size = g_strdup_printf("%ux%u", film->width, film->height),
                    *rate = g_strdup_printf("%u", film->fps),
                    *called = g_strconcat("title=", title, NULL),
                    *output = g_strdup_printf("/proc/self/fd/%d", OUTPUT);

    g_strv_builder_add_many(
        words, "ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-f", "rawvideo",
        "-pixel_format", "bgr0", "-video_size", size, "-framerate", rate, "-i", "pipe:0", "-vf",
        "scale=out_color_matrix=bt709", "-pix_fmt", "yuv420p", "-color_primaries", "bt709",
        "-color_trc", "bt709", "-colorspace", "bt709", "-map_metadata", "-1", "-metadata", called,
        "-fflags", "+bitexact", "-flags:v", "+bitexact", "-threads", "1", NULL);
    g_strv_builder_addv(words, (const char **) codec);
    g_strv_builder_add_many(words, "-f", container, output, NULL);
    return g_strv_builder_end(words);
}

static gboolean
fail_to_start(GError *why, GError **error)
{
    if (g_error_matches(why, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                    "a video is written by ffmpeg, which is not installed: install it, or write "
                    "gif or apng");
    else
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "ffmpeg cannot be started: %s",
                    why->message);
    g_error_free(why);
    return FALSE;
}

static gboolean
video_start(Video *video, char **arguments, GError **error)
{
    g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
        G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
    GError *why = NULL;

    video->output = memfd_create("video", MFD_CLOEXEC);
    video->messages = memfd_create("messages", MFD_CLOEXEC);
    g_subprocess_launcher_take_fd(launcher, dup(video->output), OUTPUT);
    g_subprocess_launcher_take_stderr_fd(launcher, dup(video->messages));
    video->ffmpeg = g_subprocess_launcher_spawnv(launcher, (const char *const *) arguments, &why);
    return video->ffmpeg || fail_to_start(why, error);
}

static void
video_clear(Video *video)
{
    if (video->ffmpeg) {
        g_subprocess_force_exit(video->ffmpeg);
        g_subprocess_wait(video->ffmpeg, NULL, NULL);
        g_object_unref(video->ffmpeg);
    }
    close(video->output);
    close(video->messages);
}

/* ---- frames ---- */

/* FALSE: ffmpeg reads no more. */
static gboolean
give_frame(const Video *video, cairo_surface_t *frame)
{
    gsize size = (gsize) cairo_image_surface_get_stride(frame) *
                 (gsize) cairo_image_surface_get_height(frame);

    return g_output_stream_write_all(g_subprocess_get_stdin_pipe(video->ffmpeg),
                                     cairo_image_surface_get_data(frame), size, NULL, NULL, NULL);
}

/* A page may stand for minutes, so whether to go on is asked at each second of it. FALSE: it was
 * given up. */
static gboolean
give_page(const Video *video, const Film *film, guint i, gboolean *ret_reads, GError **error)
{
    const ExportPages *pages = film->pages;
    cairo_surface_t *frame = film_frame(film, i);
    gboolean going = TRUE;

    for (guint k = 0; k < film->frames[i] && going && *ret_reads; k++) {
        going = k % pages->film.fps > 0 || pages->next(pages->data, i, error);
        if (going)
            *ret_reads = give_frame(video, frame);
    }
    cairo_surface_destroy(frame);
    return going;
}

static gboolean
give_pages(const Video *video, const Film *film, GError **error)
{
    const ExportPages *pages = film->pages;
    gboolean reads = TRUE;

    for (guint i = 0; i < pages->n && reads; i++)
        if (!give_page(video, film, i, &reads, error))
            return FALSE;
    g_output_stream_close(g_subprocess_get_stdin_pipe(video->ffmpeg), NULL, NULL);
    return !reads || pages->next(pages->data, pages->n, error);
}

/* What ffmpeg no longer reads is an error of writing, not the end of this program. */
static gboolean
give_all(const Video *video, const Film *film, GError **error)
{
    static const struct timespec at_once = {0, 0};
    sigset_t broken, before;
    gboolean given;

    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, &before);
    given = give_pages(video, film, error);
    while (sigtimedwait(&broken, NULL, &at_once) > 0)
        ;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return given;
}

static GByteArray *
video_end(const Video *video, GError **error)
{
    if (g_subprocess_wait_check(video->ffmpeg, NULL, NULL))
        return read_all(video->output);
    g_autofree char *message = last_message(video->messages);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "ffmpeg failed: %s", message);
    return NULL;
}

static gboolean
can_be_video(const ExportFilm *film, GError **error)
{
    if (film->width % 2 == 0 && film->height % 2 == 0 && film->loop == 0)
        return TRUE;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                film->loop ? "--loop is for gif and apng: whoever plays a video decides"
                           : "--size %ux%u: the width and height of a video are even",
                film->width, film->height);
    return FALSE;
}

static GByteArray *
render_film(const Film *film, char **arguments, GError **error)
{
    Video video;
    GByteArray *bytes = NULL;

    if (video_start(&video, arguments, error) && give_all(&video, film, error))
        bytes = video_end(&video, error);
    video_clear(&video);
    return bytes;
}

GByteArray *
video_render(const ExportPages *pages, const Theme *theme, const char *title, const char *container,
             const char *const *codec, GError **error)
{
    g_auto(GStrv) arguments = arguments_of(&pages->film, title, container, codec);
    GByteArray *bytes = NULL;
    Film film;

    if (film_init(&film, pages, theme, error) && can_be_video(&pages->film, error))
        bytes = render_film(&film, arguments, error);
    film_clear(&film);
    return bytes;
}
