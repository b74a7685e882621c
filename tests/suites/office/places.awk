# SPDX-License-Identifier: GPL-3.0-or-later
# places.awk - says which words of the first PDF do not stand at the same place in the second, given both
# by `pdftotext -bbox`. Places are parts of the page's width, since the sizes of pages differ. LibreOffice
# gives letters whole dots of a printer, so that a long line ends a little earlier or later. Where one has
# an ellipsis, the other may have the rest of the words in its place.
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

# Whether word `i` of key `a` is where word `k` of key `b` is.
function is_at(a, i, b, k)
{
    return apart(left[a, i], left[b, k]) < along && apart(right[a, i], right[b, k]) < along &&
        apart(middle[a, i], middle[b, k]) < across
}

# Whether one of two keys, without their files, is the beginning of the other and an ellipsis.
function begins(a, b)
{
    return sub(/…$/, "", a) && index(b, a) == 1 || sub(/…$/, "", b) && index(a, b) == 1
}

# Whether the other file has word `i` of a key shorter or longer at the same place.
function is_cut(key, i,    other, k)
{
    for (other in n)
        if (substr(other, 1, 2) == "2 " && begins(substr(key, 3), substr(other, 3)))
            for (k = 1; k <= n[other]; k++)
                if (is_at(key, i, other, k))
                    return 1
    return 0
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
                found += is_at(key, i, other, k)
            if (!found && !is_cut(key, i))
                print "page " substr(key, 3) " at " left[key, i] " " middle[key, i]
        }
    }
}
