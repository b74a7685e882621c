#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# office.sh - slides in the formats of LibreOffice Impress, as LibreOffice itself reads them: it makes a
# PDF of them, which is compared with the one that the program writes, and a file for PowerPoint.
. tests/suites/common/counts.sh

# With a profile of its own, so that neither a window that is open nor settings matter.
convert()
{
    soffice -env:UserInstallation="file://$work/profile" --headless --convert-to "$@" >/dev/null 2>&1
}

# A deck as a PDF of ours, and in both formats, which LibreOffice will make PDFs of.
write_deck()
{
    local name=$1
    shift
    "$program" export "$@" "$name.ours.pdf" --deck 2>/dev/null &&
        "$program" export "$@" "$name-zip.odp" --deck 2>/dev/null &&
        "$program" export "$@" "$name-flat.fodp" --deck 2>/dev/null
}

pages()
{
    pdfinfo "$1" | sed -n 's/^Pages: *//p'
}

same_pages()
{
    [ "$(pages "$1")" = "$(pages "$2")" ]
}

# Each word of one is in the other, where it should be.
same_words()
{
    pdftotext -bbox "$1" first && pdftotext -bbox "$2" second && grep -q '<word' first || return
    awk -f "$root/tests/suites/office/places.awk" first second >moved
    awk -f "$root/tests/suites/office/places.awk" second first >>moved
    head -n 20 moved
    [ ! -s moved ]
}

only_dejavu()
{
    [ "$(pdffonts "$1" | tail -n +3 | grep -c DejaVu)" -ge 3 ] &&
        ! pdffonts "$1" | tail -n +3 | grep -v DejaVu
}

no_bitmaps()
{
    [ "$(pdfimages -list "$1" | wc -l)" = 2 ]
}

check_deck()
{
    local ours=$1.ours.pdf theirs
    for theirs in "$1-zip.pdf" "$1-flat.pdf"; do
        [ -f "$theirs" ] || { fail "LibreOffice makes no $theirs" && continue; }
        check "$theirs has $(pages "$theirs") pages, not $(pages "$ours")" same_pages "$ours" "$theirs"
        check "$theirs has other words, or at other places" same_words "$ours" "$theirs"
        check "$theirs has other fonts" only_dejavu "$theirs"
        check "$theirs has bitmaps" no_bitmaps "$theirs"
    done
}

# Shapes, texts and notes get as far as PowerPoint's format.
check_powerpoint()
{
    local notes
    convert pptx "$1.odp" && [ -f "$1.pptx" ] || { fail "LibreOffice makes no $1.pptx" && return; }
    check "$1.pptx has another number of slides" \
        [ "$(unzip -l "$1.pptx" | grep -c 'ppt/slides/slide[0-9]*\.xml')" = "$2" ]
    notes=$(unzip -p "$1.pptx" ppt/notesSlides/notesSlide3.xml)
    check "the notes of $1.pptx do not say '$3'" grep -qF "$3" <<<"$notes"
    check "$1.pptx has no round rectangles" \
        grep -q 'prst="roundRect"' <<<"$(unzip -p "$1.pptx" ppt/slides/slide3.xml)"
}

need soffice unzip pdfinfo
cd "$work" || exit 2
for scenario in wait-timeout thread-pool chain; do
    "$program" run $scenario --clock=virtual -o $scenario.awt >/dev/null 2>&1 ||
        fail "$scenario cannot be recorded"
done
write_deck light wait-timeout.awt || fail "no deck is written"
write_deck dark thread-pool.awt chain.awt --theme dark --title Two || fail "no dark deck is written"
convert pdf:impress_pdf_Export ./*.odp ./*.fodp
check_deck light
check_deck dark
check_powerpoint light-zip 24 'Task-1 prints “getting items” at line 23.'
finish
