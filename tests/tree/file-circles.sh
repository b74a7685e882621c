#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# file-circles.sh ARCHIVE - finds files in an archive that need each other in a circle, as the linker
# sees them. Prints the files of each circle. The status is 1 if there is one, or nothing to check.
set -u
uses=$(nm -A "$1" 2>/dev/null | awk '
    { split($1, place, ":") }
    NF > 1 && $(NF - 1) ~ /^[TDBRVWC]$/ { home[$NF] = place[2] }
    NF > 1 && $(NF - 1) == "U" { uses[place[2], $NF] = 1 }
    END {
        for (use in uses) {
            split(use, part, SUBSEP)
            if (part[2] in home && home[part[2]] != part[1])
                print part[1], home[part[2]]
        }
    }')
[ -n "$uses" ] || exit 1
echo "$(echo "$uses" | sort -u | wc -l) arrows between files"
echo "$uses" | tsort 2>&1 >/dev/null | sed 's/^tsort: //' | grep . && exit 1
exit 0
