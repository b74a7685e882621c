#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# lttng.sh - runs a program in an LTTng session that keeps the last events in memory: lttng.sh PROGRAM ...
# Starts a session daemon for that if there is none, and ends it.
set -u
folder=$(mktemp -d)
session=aw-bench-$$
export LTTNG_HOME="$folder" LTTNG_UST_REGISTER_TIMEOUT=-1
daemon=

finish()
{
    lttng -n -q destroy $session >/dev/null 2>&1
    [ -z "$daemon" ] || kill "$daemon" 2>/dev/null
    wait
    rm -rf "$folder"
}
trap finish EXIT

answers()
{
    lttng -n -q list >/dev/null 2>&1
}

if ! answers; then
    lttng-sessiond --no-kernel >"$folder/log" 2>&1 &
    daemon=$!
    tries=0
    until answers; do
        tries=$((tries + 1))
        [ $tries -lt 50 ] || { tail -n 1 "$folder/log" >&2 && exit 1; }
        sleep 0.1
    done
fi
{
    lttng -n create $session --snapshot --output="$folder/trace" &&
        lttng -n enable-event --userspace 'bench:*' --session=$session &&
        lttng -n start $session
} >"$folder/setup" 2>&1 || { tail -n 1 "$folder/setup" >&2 && exit 1; }
"$@"
