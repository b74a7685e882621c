# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints tables of results: numbers, ratios, goals. Knows nothing about how they were measured."""
from figures import COLUMNS, PEERS

TITLE, UNIT, CELL, GOAL = 39, 6, 11, 50
FAILED = "failed"  # instead of a number


def number(value):
    """A number with three significant digits, in readable form."""
    if value is FAILED:
        return "failed"
    if value is None:
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if value == 0 or abs(value) >= 0.001:
        return f"{value:.3g}"
    return f"{value:.1e}"


def line(title, unit, cells):
    return f"{title:{TITLE}}{unit:{UNIT}}" + "".join(f"{cell:>{CELL}}" for cell in cells)


def columns_of(rows):
    """The columns in which at least one row has a number, in the order of PEERS."""
    return [name for name in PEERS if name not in COLUMNS and any(name in row.numbers for row in rows)]


def number_lines(rows):
    """The table of numbers: how long each column took."""
    columns = columns_of(rows)
    yield line("", "", [PEERS[name].title for name in columns])
    for row in rows:
        yield line(row.value.title, row.value.unit, [number(row.numbers.get(name)) for name in columns])


def measured(row):
    """The numbers without those that failed."""
    return {name: value for name, value in row.numbers.items() if value is not FAILED}


def ratio(row, column, peer):
    if column not in row.value.compared:
        return None
    value, other = measured(row).get(column), measured(row).get(peer, 0)
    return None if value is None or other <= 0 else value / other


def ratio_cell(row, peer):
    ratios = [ratio(row, column, peer) for column in ("aw", "aw-rec")]
    if ratios == [None, None]:
        return ""
    return " ".join("-" if r is None else f"{r:.3f}" if r < 1 else f"{r:.2f}" for r in ratios)


def ratio_lines(rows):
    """The table of ratios of aw to each peer, with recording off and on; below 1, aw is quicker."""
    columns = [name for name in columns_of(rows) if name not in ("aw", "aw-rec")]
    yield f"{'':{TITLE}}" + "".join(f"{PEERS[name].title:>14}" for name in columns)
    for row in rows:
        cells = [ratio_cell(row, name) for name in columns]
        if any(cells):
            yield f"{row.value.title:{TITLE}}" + "".join(f"{cell:>14}" for cell in cells)


def goal_text(goal):
    if goal.peer is None:
        return f"{goal.sign} {number(goal.offset)}"
    if goal.offset:
        return f"{goal.sign} {PEERS[goal.peer].title} + {number(goal.offset)}"
    return f"{goal.sign} {goal.factor:g} x {PEERS[goal.peer].title}"


def goal_result(goal, row):
    value, other = row.numbers.get(goal.column), measured(row).get(goal.peer)
    if value is FAILED or value is None or other is None:
        return number(value)
    if goal.offset:
        return f"{PEERS[goal.peer].title} + {number(value - other)}"
    return f"{number(value / other)} x"


def goal_title(goal, row):
    return row.value.title if goal.column == "aw" else f"{row.value.title}, {PEERS[goal.column].title}"


VERDICTS = {True: "met", False: "MISSED", None: "not measured"}


def goal_lines(rows):
    """The table of goals, and whether they were reached. A failed measurement misses its goal."""
    counts = dict.fromkeys(VERDICTS, 0)
    yield f"{'':{GOAL}}{'goal':22}{'measured':16}"
    for row in rows:
        for goal in row.value.goals:
            met = False if row.numbers.get(goal.column) is FAILED else goal.is_met(measured(row))
            counts[met] += 1
            words = f"{goal_title(goal, row):{GOAL}}{goal_text(goal):22}{goal_result(goal, row):16}"
            yield words + VERDICTS[met]
    yield f"{counts[True]} of {sum(counts.values())} goals met, {counts[None]} not measured"
