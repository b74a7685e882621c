# SPDX-License-Identifier: GPL-3.0-or-later
# places.awk - says which words of the first PDF do not stand at the same place in the second, given both
# by `pdftotext -bbox`. Places are parts of the page's width, since the sizes of pages differ. LibreOffice
# gives letters whole dots of a printer, so that a long line ends a little earlier or later.
BEGIN { along = 0.008; across = 0.003 }

# The value of attribute `name` of an element.
function attribute(name)
{
    match($0, name "=\"[^\"]*\"")
    return substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 3)
}

function apart(a, b)
{
    return a > b ? a - b : b - a
}

FNR == 1 { file++; page = 0 }

/<page / { page++; width = attribute("width") }

/<word / {
    text = $0
    sub(/^[^>]*>/, "", text)
    sub(/<.*/, "", text)
    key = file " " page " " text
    n[key]++
    left[key, n[key]] = attribute("xMin") / width
    right[key, n[key]] = attribute("xMax") / width
    middle[key, n[key]] = (attribute("yMin") + attribute("yMax")) / 2 / width
}

END {
    for (key in n) {
        if (substr(key, 1, 2) != "1 ")
            continue
        other = "2" substr(key, 2)
        for (i = 1; i <= n[key]; i++) {
            found = 0
            for (k = 1; k <= n[other]; k++)
                found += apart(left[key, i], left[other, k]) < along &&
                    apart(right[key, i], right[other, k]) < along &&
                    apart(middle[key, i], middle[other, k]) < across
            if (!found)
                print "page " substr(key, 3) " at " left[key, i] " " middle[key, i]
        }
    }
}
