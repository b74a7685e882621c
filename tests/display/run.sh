#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh - runs a program in an environment of its own: a fresh X server and session bus, and folders
# that nothing else writes to. usage: run.sh PROGRAM [ARGUMENTS]. Exits with the program's exit status;
# 99 means that the environment could not be set up. Nothing that was started is left behind.
set -u

die()
{
    echo "run.sh: $*" >&2
    exit 99
}

for tool in Xvfb dbus-run-session; do
    command -v $tool >/dev/null || die "$tool is not installed; ./dev deps installs it on Debian"
done

world=$(mktemp -d "${TMPDIR:-/tmp}/awaitscope-display.XXXXXX") || die "no temporary directory"
server=
program=

end()
{
    trap '' TERM INT HUP
    [ -n "$program" ] && kill -TERM -- "-$program" 2>/dev/null
    [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null
    rm -rf "$world"
}
trap end EXIT
trap 'exit 143' TERM INT HUP

# Starts a new server each time, since the next client would find what an earlier one left on it (the
# address of an accessibility bus). The server picks its own number, and says which once it answers.
mkfifo "$world/number" || die "no fifo in $world"
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp -noreset 3>"$world/number" \
    >"$world/server.log" 2>&1 &
server=$!
read -r -t 200 number <"$world/number" || die "Xvfb did not start: $(cat "$world/server.log")"

mkdir -m 700 "$world/runtime" "$world/home"
export DISPLAY=:$number HOME=$world/home
export XDG_RUNTIME_DIR=$world/runtime XDG_CONFIG_HOME=$world/config XDG_CACHE_HOME=$world/cache
export XDG_DATA_HOME=$world/data XDG_STATE_HOME=$world/state
export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable GTK_A11Y=${GTK_A11Y:-test}
export ADW_DISABLE_PORTAL=1 ADW_DEBUG_COLOR_SCHEME=${ADW_DEBUG_COLOR_SCHEME:-prefer-light}
export GSETTINGS_BACKEND=memory GIO_USE_VFS=local NO_AT_BRIDGE=1
unset WAYLAND_DISPLAY XAUTHORITY GTK_THEME DBUS_SESSION_BUS_ADDRESS

# Runs in a session of its own, so that all of it can be ended. The wrapper (valgrind) is only for the
# program; unset means none.
setsid dbus-run-session -- ${AWAITSCOPE_TEST_WRAPPER:-} "$@" </dev/null &
program=$!
wait "$program"
