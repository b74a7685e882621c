#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# switch.sh - stack switching in builds that are not made every day: all tests with the portable switch,
# and a ring of coroutines with other compilers, with other options, on another processor.
set -u
packages='clang gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static'
sources='sched/stack/coroutine.c sched/stack/stack.c sched/stack/slab.c sched/stack/guard.c sched/stack/overflow.c
    sched/stack/stack-sanitizer.c sched/base/sanitizer.c sched/base/sentence.c sched/base/fork-lock.c'
portable='-DAW_SWITCH_PORTABLE sched/stack/portable.c'
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
passed=0
failed=0

# ---- one line per program: what it needs, what runs it, its options ----

native='-O0
-O1
-O2
-O3
-Os
-O2 -flto
-O2 -fPIC
-O2 -fcf-protection=full
-O2 -fstack-protector-all
-O2 -fstack-clash-protection
-O2 -fno-omit-frame-pointer
-O2 -mno-red-zone
-O3 -march=native
-O2 -D_FORTIFY_SOURCE=2 '$portable
other='-O0
-O1
-O2
-O3
-O2 -flto
-O2 -mbranch-protection=standard
-O2 -fstack-protector-all
-O3 -march=armv8.2-a+sve
-O2 '$portable

install()
{
    local name missing=''
    for name in $packages; do
        dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed ||
            missing+=" $name"
    done
    [ -n "$missing" ] || return
    echo "switch: installing$missing"
    set -- apt-get -q -y install --no-install-recommends $missing
    [ "$(id -u)" = 0 ] || set -- sudo "$@"
    "$@" >/dev/null
}

# try COMPILER RUNNER OPTIONS...
try()
{
    local compiler=$1 runner=$2
    shift 2
    if $compiler -Wall -Wextra -Wno-unused-parameter -Werror -D_GNU_SOURCE -I. "$@" \
        tests/suites/ring.c $sources -o "$folder/ring" -lpthread && [ "$($runner "$folder/ring")" = good ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "switch: $compiler $*: FAILED"
    fi
}

# try_all COMPILER RUNNER: with each line of options on standard input
try_all()
{
    local options
    command -v "$1" >/dev/null || { echo "switch: there is no $1" && failed=$((failed + 1)) && return; }
    while read -r options; do
        try "$1" "$2" $options
    done
}

test_portable()
{
    [ -f build-portable/build.ninja ] || meson setup build-portable -Dswitch=portable >/dev/null
    ninja -C build-portable -j "${JOBS:-$(nproc)}" --quiet >/dev/null
    rm -f build-portable/meson-logs/testlog*
    CMOCKA_MESSAGE_OUTPUT=TAP meson test -C build-portable --no-rebuild \
        --num-processes "${JOBS:-$(nproc)}" --no-suite display --no-suite tree --print-errorlogs
    awk -f tests/count.awk build-portable/meson-logs/testlog.txt | tee "$folder/counts"
    read -r more_passed _ more_failed _ < <(tail -n 1 "$folder/counts")
    passed=$((passed + ${more_passed:-0}))
    failed=$((failed + ${more_failed:-1}))
}

install
try_all gcc '' <<<"$native"
try_all clang '' <<<"$native"
try_all aarch64-linux-gnu-gcc qemu-aarch64-static < <(sed 's/^/-static /' <<<"$other")
echo "switch: $passed rings of coroutines good, $failed not"
test_portable
echo "$passed passed, $failed failed"
[ $failed = 0 ]
