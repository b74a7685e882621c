# SPDX-License-Identifier: GPL-3.0-or-later
# count.awk - counts single tests in meson's testlog.txt. A program that prints TAP counts by its
# lines, any other as one test. Tests that a program planned but did not reach count as failed, and so
# does a program that ends badly after its last test (a leak). Lines like `# 5 of 6 cases` are printed
# again. The status is 1 if a test failed, or if none ran.

function finish_program()
{
    if (name == "")
        return
    missing = planned > seen ? planned - seen : 0
    if (planned == 0 && result == "exit status 77")
        skips++
    else if (planned == 0 && good)
        passes++
    else if (good || fails + missing > 0)
        failures += missing
    else
        failures++
    failures += fails
    if (fails + missing > 0 || !good && result != "exit status 77")
        print "FAILED in " name ": " fails " failed, " missing " not reached, " result
    name = ""
}

/^test: / {
    finish_program()
    name = $0
    sub(/^test: */, "", name)
    sub(/^awaitscope[^ ]* \/ /, "", name)
    planned = seen = fails = good = in_output = 0
}

/^result: / {
    result = $0
    sub(/^result: */, "", result)
    good = result == "exit status 0"
}

/^-+ stdout -+$/ { in_output = 1; next }
/^-+ stderr -+$/ { in_output = 0; next }

in_output && /^1\.\.[0-9]+/ { planned += substr($1, 4) }
in_output && /^(not )?ok [0-9]+ # SKIP/ { seen++; skips++; next }
in_output && /^ok [0-9]+/ { seen++; passes++ }
in_output && /^# [0-9]+ of [0-9]+ / { notes = notes substr($0, 3) "\n" }
in_output && /^not ok [0-9]+/ { seen++; fails++; print "FAILED: " name ": " $0 }

END {
    finish_program()
    printf "%s", notes
    if (skips > 0)
        print skips " skipped"
    print passes + 0 " passed, " failures + 0 " failed"
    exit failures > 0 || passes == 0
}
