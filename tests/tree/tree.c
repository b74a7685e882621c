/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tree.c - walks a source tree and hands its files to a rule. */
#include "tests/tree/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

enum { FEWEST_FILES = 20 }; /* with fewer, the walk went wrong */

static const char *root_now; /* root of the tree that is being checked */

void
tree_find(GPtrArray *findings, const char *path, int line, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(findings, g_strdup_printf("%s:%d: %s", path, line, what));
}

gboolean
tree_is_c(const char *path)
{
    return g_str_has_suffix(path, ".c") || g_str_has_suffix(path, ".h");
}

/* Whether git ignores it; the same patterns as in .gitignore. */
static gboolean
is_ignored(const char *name, gboolean is_top)
{
    static const char *const exports[] = {".svg", ".pdf", ".png"};

    if (strcmp(name, ".git") == 0 || g_str_has_suffix(name, ".awt"))
        return TRUE;
    if (!is_top)
        return FALSE;
    if (g_str_has_prefix(name, "build") || strcmp(name, ".cache") == 0)
        return TRUE;
    for (size_t i = 0; i < G_N_ELEMENTS(exports); i++)
        if (g_str_has_suffix(name, exports[i]))
            return TRUE;
    return FALSE;
}

static void
walk(const char *root, const char *folder, GPtrArray *ret_files)
{
    g_autofree char *full = g_build_filename(root, folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(full, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = *folder ? g_build_filename(folder, name, NULL) : g_strdup(name);
        g_autofree char *full_path = g_build_filename(root, path, NULL);

        if (is_ignored(name, *folder == '\0'))
            continue;
        if (g_file_test(full_path, G_FILE_TEST_IS_DIR))
            walk(root, path, ret_files);
        else
            g_ptr_array_add(ret_files, g_steal_pointer(&path));
    }
}

static int
compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

GPtrArray *
tree_files(const char *root)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);

    walk(root, "", files);
    g_ptr_array_sort(files, compare_paths);
    return files;
}

/* Hands a file to the rule unless it is binary. */
static void
check_file(const char *root, const char *path, TreeRule rule, GPtrArray *findings)
{
    g_autofree char *full = g_build_filename(root, path, NULL);
    g_autofree char *text = NULL;
    gsize size;

    if (!g_file_get_contents(full, &text, &size, NULL))
        tree_find(findings, path, 1, "cannot be read");
    else if (strlen(text) == size)
        rule(path, text, findings);
}

static GPtrArray *
check_tree(const char *root, TreeRule rule, guint *ret_n_files)
{
    g_autoptr(GPtrArray) files = tree_files(root);
    GPtrArray *findings = g_ptr_array_new_with_free_func(g_free);

    root_now = root;
    for (guint i = 0; i < files->len; i++)
        check_file(root, files->pdata[i], rule, findings);
    *ret_n_files = files->len;
    return findings;
}

void
assert_tree_keeps(TreeRule rule)
{
    guint n_files;
    GPtrArray *findings = check_tree(SOURCE_ROOT, rule, &n_files);
    guint n_findings = findings->len;

    for (guint i = 0; i < n_findings; i++)
        g_printerr("%s\n", (char *) findings->pdata[i]);
    g_ptr_array_unref(findings);
    assert_true(n_files >= FEWEST_FILES);
    assert_int_equal(n_findings, 0);
}

char *
tree_read(const char *path)
{
    g_autofree char *full = g_build_filename(root_now, path, NULL);
    char *text = NULL;

    return g_file_get_contents(full, &text, NULL, NULL) ? text : NULL;
}

static void
add_file(const char *root, const char *path, const char *text)
{
    g_autofree char *full = g_build_filename(root, path, NULL);
    g_autofree char *folder = g_path_get_dirname(full);

    g_mkdir_with_parents(folder, 0700);
    assert_true(g_file_set_contents(full, text, -1, NULL));
}

char *
tree_example(const char *path, const char *text)
{
    char *root = g_dir_make_tmp("awaitscope-tree-XXXXXX", NULL);

    add_file(root, path, text);
    return root;
}

static void
remove_folder(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            remove_folder(path);
        else
            g_unlink(path);
    }
    g_rmdir(folder);
}

void
tree_remove(char *root)
{
    remove_folder(root);
    g_free(root);
}

void
assert_example(TreeRule rule, const char *path, const char *text, const char *finding)
{
    assert_example_of(rule, (const TreeFile[]){{path, text}, {NULL, NULL}}, finding);
}

void
assert_example_of(TreeRule rule, const TreeFile *files, const char *finding)
{
    char *root = tree_example(files->path, files->text);
    guint n_files, n_made = 1;

    for (; files[n_made].path != NULL; n_made++)
        add_file(root, files[n_made].path, files[n_made].text);
    g_autoptr(GPtrArray) findings = check_tree(root, rule, &n_files);
    tree_remove(root);
    for (guint i = finding == NULL ? 0 : 1; i < findings->len; i++)
        g_printerr("besides: %s\n", (char *) findings->pdata[i]);
    assert_int_equal(n_files, n_made);
    assert_int_equal(findings->len, finding == NULL ? 0 : 1);
    if (finding != NULL)
        assert_string_equal(findings->pdata[0], finding);
}
