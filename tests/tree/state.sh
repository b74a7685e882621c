#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# state.sh - finds the variables of an archive that outlive every call: global state.
#
#     state.sh ARCHIVE NAME...     the variables that are allowed
#
# Variables that macros of GLib and of the library define do not count, nor those that sanitizers add.
# Prints "cli_run.c.o has running" for each variable that is not allowed, and how many it has checked.
# The status is 1 if there is such a variable, or nothing to check.
set -u
archive=$1
shift
nm -A -f sysv "$archive" 2>/dev/null | awk -F'|' -v named="$*" '
    BEGIN {
        n = split(named, names, " ")
        for (i = 1; i <= n; i++)
            may[names[i]] = 1
    }
    {
        gsub(/ /, "")
        n = split($1, place, ":")
        name = place[n]
        sub(/\.[0-9]+$/, "", name)
        if ($3 !~ /^[bBdDsSC]$/ || $7 ~ /^\.data\.rel/ || name ~ /^(_|\.)/)
            next
        looked++
        if (name in may || name ~ /(^aw_site_[0-9]+|_private_offset|_parent_class|^static_g_define_type_id)$/)
            next
        printf "%s has %s\n", place[n - 1], name
        found++
    }
    END {
        printf "%d variables, %d not named\n", looked, found
        exit !looked || found > 0
    }'
