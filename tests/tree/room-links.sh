#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# room-links.sh - finds names that a room uses from a room above it, as the linker sees them.
#
#     room-links.sh ARCHIVE ROOM...     the rooms from bottom to top
#
# An object file is named after its room ("core_loop.c.o"); one that names no room is in the first.
# Prints "core_loop.c.o takes run_all from run_run.c.o" for each such name, and how many names it has
# checked. The status is 1 if there is such a name, or nothing to check.
set -u
archive=$1
shift
nm -A "$archive" 2>/dev/null | awk -v rooms="$*" '
    function room_of(object)
    {
        sub(/_.*/, "", object)
        return object in level ? level[object] : 1
    }
    BEGIN {
        n = split(rooms, names, " ")
        for (i = 1; i <= n; i++)
            level[names[i]] = i
    }
    {
        split($1, place, ":")
        object = place[2]
        if ($NF == "" || NF < 2)
            next
        if ($(NF - 1) ~ /^[TDBRVWC]$/)
            home[$NF] = object
        else if ($(NF - 1) == "U")
            uses[object, $NF] = 1
    }
    END {
        for (use in uses) {
            split(use, part, SUBSEP)
            if (!(part[2] in home))
                continue
            looked++
            if (room_of(home[part[2]]) > room_of(part[1])) {
                printf "%s takes %s from %s\n", part[1], part[2], home[part[2]]
                upward++
            }
        }
        printf "%d names between files, %d upwards\n", looked, upward
        exit !looked || upward > 0
    }'
