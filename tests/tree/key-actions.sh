#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# key-actions.sh - whether each key of the window is one of an action that there is.
#
#     key-actions.sh KEYS.C ACTIONS.C
#
# Reads the tables at the end of both. Prints a line for each key without an action, and how many
# keys it has looked at. Status 1 when there is such a line, or nothing to look at.
set -u
awk '
    /^static const (KeyRow|ActionRow) [a-z_]+\[\] = \{/ { inside = 1; next }
    /^};/ { inside = 0 }
    !inside || !match($0, /^ *\{"[a-z:-]+"/) { next }
    {
        name = substr($0, RSTART, RLENGTH)
        gsub(/^ *\{"|"$|::.*/, "", name)
        if (FILENAME == ARGV[1])
            keys[++n] = name
        else
            actions[name] = 1
    }
    END {
        for (i = 1; i <= n; i++)
            if (!(keys[i] in actions)) {
                print "no action " keys[i]
                missing++
            }
        printf "%d keys, %d without an action\n", n, missing
        exit !n || missing > 0
    }' "$1" "$2"
