#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# table.sh - writes the scenarios and their sources. usage: table.sh OUTPUT FOLDER (NAME GROUP)...
set -eu
output=$1
folder=$2
shift 2

# Prints a file as a C string, quoted line by line.
quote() {
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/        "/' -e 's/$/\\n"/' "$1"
}

symbol() {
    printf 'scenario_%s' "$(printf '%s' "$1" | tr -c 'A-Za-z0-9' '_')"
}

declare_all() {
    while [ $# -gt 0 ]; do
        printf 'extern const AwScenario %s;\n' "$(symbol "$1")"
        shift 2
    done
}

rows() {
    while [ $# -gt 0 ]; do
        printf '    {\n        "%s",\n        "%s",\n        "%s.c",\n' "$1" "$2" "$1"
        quote "$folder/$1.c"
        printf '        ,\n        &%s,\n    },\n' "$(symbol "$1")"
        shift 2
    done
}

{
    printf '#include "scenarios/registry.h"\n\n'
    declare_all "$@"
    printf '\nconst ScenarioRow scenario_rows[] = {\n'
    rows "$@"
    printf '};\n\nconst size_t scenario_n_rows = sizeof scenario_rows / sizeof *scenario_rows;\n'
} >"$output"
