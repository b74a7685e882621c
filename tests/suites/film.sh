#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# film.sh - slides that turn by themselves, as ffmpeg reads them; and the videos that it writes for us.
. tests/suites/common/counts.sh

deck()
{
    "$program" export thread-pool.awt "$@" --deck --size 640x360 2>/dev/null
}

# What ffprobe says of one thing of the stream in $2, all frames of which it reads.
probe()
{
    ffprobe -v error -count_frames -select_streams v -show_entries "stream=$1" -of csv=p=0 "$2"
}

# The pictures of all frames, a line each.
frames()
{
    ffmpeg -v error -i "$1" -fps_mode passthrough -pix_fmt rgb24 -f framemd5 - | sed -n 's/.*, *//; /^[0-9a-f]\{32\}$/p'
}

# Whether frame $2 of $1, from 0, is the page in the picture $3, but for what compressing costs.
shows()
{
    local likeness
    ffmpeg -v error -y -i "$1" -vf "select=eq(n\\,$2)" -fps_mode passthrough -frames:v 1 frame.png || return
    likeness=$(ffmpeg -v info -i "$3" -i frame.png -lavfi '[0]scale=640:360:flags=area[page];[page][1]psnr' \
        -f null - 2>&1 | sed -n 's/.*average:\([0-9.]*\|inf\).*/\1/p')
    echo "film: frame $2 of $1: $likeness dB"
    awk -v likeness="$likeness" 'BEGIN { exit !(likeness == "inf" || likeness > 25) }'
}

# A second time it must be the same file.
same_again()
{
    deck "again.$1" && cmp -s "film.$1" "again.$1"
}

# check_format FORMAT CODEC FRAMES LAST: how many frames it has, of which LAST shows the last page.
check_format()
{
    deck "film.$1" || { fail "no $1 is written" && return; }
    check "the $1 is not $2, 640x360" [ "$(probe codec_name,width,height "film.$1")" = "$2,640,360" ]
    check "the $1 has $(probe nb_read_frames "film.$1") frames, not $3" \
        [ "$(probe nb_read_frames "film.$1")" = "$3" ]
    check "the $1 does not show the title" shows "film.$1" 0 page-01.png
    check "the $1 does not show the last page" shows "film.$1" "$4" page-32.png
    check "the $1 has other bytes the second time" same_again "$1"
}

need ffmpeg ffprobe
cd "$work" || exit 2
"$program" run thread-pool --clock=virtual -o thread-pool.awt >/dev/null 2>&1 &&
    "$program" export thread-pool.awt page-%02d.png --deck 2>/dev/null || fail "there are no pages"
# A title page of 3 s, 30 steps of 1 s, and the last one of 2 s: at 10 frames a second in videos.
check_format gif gif 32 31
check_format apng apng 32 31
check_format mp4 h264 350 349
check_format webm vp9 350 349
check "gif and apng show different frames" [ "$(frames film.gif)" = "$(frames film.apng)" ]
check "the gif does not take 35 s" [ "$(probe duration film.gif)" = 35.000000 ]
check "pages of the gif look the same" [ "$(frames film.gif | sort -u | wc -l)" -ge 30 ]
deck fast.mp4 --speed 4 --fps 4 && deck slow.gif --axis time --speed 0.5 || fail "no film has another speed"
# 3 s, 30 steps of a quarter of a second, 2 s.
check "at four times the speed it has $(probe nb_read_frames fast.mp4) frames" \
    [ "$(probe nb_read_frames fast.mp4)" = $((12 + 30 + 8)) ]
finish
