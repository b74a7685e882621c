# SPDX-License-Identifier: GPL-3.0-or-later
# counts.sh - the beginning of suites that work in a folder of their own and count what passed; sourced.
set -u
suite=$(basename "$0" .sh)
root=$PWD
program=$root/build/app/awaitscope
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

pass()
{
    passed=$((passed + 1))
}

fail()
{
    echo "$suite: $*"
    failed=$((failed + 1))
}

# check WORDS COMMAND...: counts a test, which fails with these words if the command does.
check()
{
    local words=$1
    shift
    "$@" && pass || fail "$words"
}

# Runs a node program whose last line has its counts.
count()
{
    local counts now_passed now_failed
    node "$@" 2>&1 | tee "$work/said"
    counts=$(tail -n 1 "$work/said" | sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')
    read -r now_passed now_failed <<<"${counts:-0 1}"
    passed=$((passed + now_passed))
    failed=$((failed + now_failed))
}

finish()
{
    echo "$passed passed, $failed failed"
    [ $failed = 0 ]
    exit
}

# need TOOL...: there is no suite without them.
need()
{
    local tool
    for tool in "$@"; do
        command -v "$tool" >/dev/null ||
            { fail "there is no $tool: ./dev test $suite installs it on Debian" && finish; }
    done
}
