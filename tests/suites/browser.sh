#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# browser.sh - opens exported slides in headless Chromium, which node drives: keys, clicks, swipes and
# addresses step, pictures are in the colours of the theme, and what a screen reader gets is there.
. tests/suites/common/counts.sh
sources=$root/tests/suites/browser

record()
{
    "$program" run "$1" --clock=virtual -o "$1.awt" >/dev/null || fail "$1 cannot be recorded"
}

# What the browser prints has a page for each slide, with its text.
check_print()
{
    local slides pages
    slides=$(($(grep -c '^<li>' 'a stick/talk.html') + 1))
    pages=$(pdfinfo talk.pdf | sed -n 's/^Pages: *//p')
    check "$slides slides were printed on ${pages:-no} pages" [ "$slides" = "$pages" ]
    check "step 12 is not on page 13" grep -q 'step 12 of' <(pdftotext -f 13 -l 13 talk.pdf -)
}

need chromium node pdfinfo
cd "$work" || exit 2
mkdir 'a stick' profile
record wait-timeout
record thread-pool
"$program" export wait-timeout.awt 'a stick/talk.html' --deck || fail "the slides cannot be written"
"$program" export wait-timeout.awt thread-pool.awt two.html --deck || fail "two chapters cannot be written"
count "$sources/check.mjs" chromium profile 'a stick/talk.html' two.html talk.pdf
check_print
finish
