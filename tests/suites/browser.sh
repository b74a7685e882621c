#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# browser.sh - opens exported slides in headless Chromium, which node drives: keys, clicks, swipes and
# addresses step, pictures are in the colours of the theme, and what a screen reader gets is there.
set -u
root=$PWD
program=$root/build/app/awaitscope
sources=$root/tests/suites/browser
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
    echo "browser: $*"
    failed=$((failed + 1))
}

finish()
{
    echo "$passed passed, $failed failed"
    [ $failed = 0 ]
    exit
}

record()
{
    "$program" run "$1" --clock=virtual -o "$1.awt" >/dev/null || fail "$1 cannot be recorded"
}

# Runs a node program whose last line has its counts.
count()
{
    local counts
    node "$@" 2>&1 | tee "$work/said"
    counts=$(tail -n 1 "$work/said" | sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')
    read -r now_passed now_failed <<<"${counts:-0 1}"
    passed=$((passed + now_passed))
    failed=$((failed + now_failed))
}

# What the browser prints has a page for each slide, with its text.
check_print()
{
    local slides pages
    slides=$(($(grep -c '^<li>' 'a stick/talk.html') + 1))
    pages=$(pdfinfo talk.pdf | sed -n 's/^Pages: *//p')
    [ "$slides" = "$pages" ] && pass || fail "$slides slides were printed on ${pages:-no} pages"
    pdftotext -f 13 -l 13 talk.pdf - | grep -q 'step 12 of' && pass || fail "step 12 is not on page 13"
}

for tool in chromium node pdfinfo; do
    command -v $tool >/dev/null ||
        { fail "there is no $tool: ./dev test browser installs it on Debian" && finish; }
done
cd "$work" || exit 2
mkdir 'a stick' profile
record wait-timeout
record thread-pool
"$program" export wait-timeout.awt 'a stick/talk.html' --deck || fail "the slides cannot be written"
"$program" export wait-timeout.awt thread-pool.awt two.html --deck || fail "two chapters cannot be written"
count "$sources/check.mjs" chromium profile 'a stick/talk.html' two.html talk.pdf
check_print
finish
