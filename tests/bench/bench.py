#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures aw and its peers side by side, in one run, and prints tables. figures.py lists what is
measured; HACKING.md says how to read the tables."""
import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import table
from figures import COLUMNS, FIGURES, PEERS, SECTIONS

SOURCE = Path(__file__).resolve().parent
LONGEST_S = 120


@dataclass
class Row:
    """A row of the tables."""

    section: str
    value: object
    numbers: dict  # column: number, or table.FAILED; a peer without this figure is left out


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--build", default="build-bench", help="folder with the programs (%(default)s)")
    parser.add_argument("--only", action="append", metavar="NAME", help="only figures that begin so")
    parser.add_argument("--peer", action="append", metavar="NAME", help="only aw and this column")
    parser.add_argument("--runs", type=int, metavar="N", help="repetitions of each figure")
    parser.add_argument("--quick", action="store_true", help="one repetition, and no million of sleepers")
    parser.add_argument("--all", action="store_true", help="also a million of sleepers in slow peers")
    parser.add_argument("--min", action="store_true", help="the least of the repetitions, not the median")
    parser.add_argument("--json", metavar="FILE", help="every number of every repetition")
    parser.add_argument("--list", action="store_true", help="list the figures and columns, and end")
    return parser.parse_args()


def named(name):
    """The figures that an --only selects: the one with this name, or all whose names begin with it."""
    exact = [figure for figure in FIGURES if figure.name == name]
    found = exact or [figure for figure in FIGURES if figure.name.startswith(name)]
    if not found:
        sys.exit(f"bench: no figure '{name}'; --list lists them")
    return found


def chosen_figures(options):
    if options.only:
        wanted = sum((named(name) for name in options.only), [])
        return [figure for figure in FIGURES if figure in wanted]
    return [figure for figure in FIGURES if figure.quick or not options.quick]


def peers_of(figure, options):
    peers = figure.peers + (figure.more_peers if options.all else ())
    return [
        name for name in peers if not options.peer or name.startswith("aw") or name in options.peer
    ]


# ---- running ----


def build_go(build):
    """Builds the Go peer, since Meson does not support Go."""
    if not shutil.which("go"):
        return
    target = build / "tests/bench/bench-go"
    environment = dict(os.environ, GOCACHE=str(build.resolve() / "go-cache"), CGO_ENABLED="0")
    files = sorted((SOURCE / "go").glob("*.go"))
    subprocess.run(["go", "build", "-o", target, *files], check=True, env=environment)


def fill(text, build, trace):
    return text.format(build=build.resolve(), source=SOURCE, trace=trace)


def choose_cores(figure):
    if not figure.all_cores:
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def environment_of(peer, figure, build, trace):
    environment = dict(os.environ, GOMAXPROCS="2" if figure.all_cores else "1")
    environment.pop("AW_TRACE", None)
    environment.update({key: fill(text, build, trace) for key, text in peer.environment.items()})
    return environment


def parse_output(text):
    return {name: float(value) for name, value in (line.split() for line in text.splitlines())}


def run_program(peer, figure, build, trace):
    """What the program printed, by name; and, if it failed, its last message."""
    command = [fill(word, build, trace) for word in peer.command] + [figure.argument, str(figure.number)]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            env=environment_of(peer, figure, build, trace),
            preexec_fn=lambda: choose_cores(figure),
        )
        if done.returncode == 0:
            return parse_output(done.stdout), None
        words = done.stderr.strip().splitlines()
        return {}, words[-1] if words else f"ended with status {done.returncode}"
    except subprocess.TimeoutExpired:
        return {}, f"not done after {LONGEST_S} s"
    except (OSError, ValueError) as error:
        return {}, str(error)


def complaint(figure, sample, error):
    """Why a sample does not count; None if it does."""
    if error or sample.get("at_once", figure.at_once()) >= figure.at_once():
        return error
    return f"only {sample['at_once']:.0f} were asleep at once"


def measure_figure(figure, options, build, trace, notes):
    """Samples by column. Each repetition runs one peer after the other, so that other load on the
    machine affects all of them; each time a different one goes first."""
    peers = peers_of(figure, options)
    samples = {name: [] for name in peers}
    for run in range(1 if options.quick else options.runs or figure.runs):
        for i in range(len(peers)):
            name = peers[(run + i) % len(peers)]
            sample, error = run_program(PEERS[name], figure, build, trace)
            error = complaint(figure, sample, error)
            if error:
                notes[figure.name, name] = error
            else:
                samples[name].append(sample)
            Path(trace).unlink(missing_ok=True)
    return samples


def section_of(figure):
    return next(title for title, figures in SECTIONS.items() if figure in figures)


def rows_of(figure, samples, choose):
    for value in figure.values:
        numbers = {}
        for name, taken in samples.items():
            found = [sample[value.key] for sample in taken if value.key in sample]
            if found or not taken:
                numbers[COLUMNS.get(name, name)] = choose(found) if found else table.FAILED
        yield Row(section_of(figure), value, numbers)


# ---- the machine ----


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.strip().split("\n")[0]
    except OSError:
        return "not installed"


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def machine():
    uvloop = "import uvloop; print('uvloop', uvloop.__version__)"
    return {
        "processor": f"{processor()}, {os.cpu_count()} cores",
        "system": f"{platform.system()} {platform.release()}",
        "compiler": first_line("cc", "--version"),
        "peers": ", ".join(
            [
                first_line("/usr/bin/python3", "--version"),
                first_line("/usr/bin/python3", "-c", uvloop),
                first_line("go", "version"),
                "libuv " + first_line("pkg-config", "--modversion", "libuv"),
            ]
        ),
    }


# ---- the program ----


def print_block(title, lines):
    lines = list(lines)
    if len(lines) < 2:  # a heading of columns and nothing below it
        return
    print(f"\n{title}\n{'-' * len(title)}")
    for line in lines:
        print(line.rstrip())


def print_tables(rows, notes, options):
    print(f"\nEach number is the {'least' if options.min else 'median'} of its repetitions; a ratio is")
    print("aw / peer, recording off and on: below 1, aw needs less.")
    for title in SECTIONS:
        part = [row for row in rows if row.section == title]
        if part:
            print_block(title, table.number_lines(part))
            print_block(title + ": aw / peer", table.ratio_lines(part))
    print_block("Goals", table.goal_lines(rows))
    for (figure, name), why in notes.items():
        print(f"left out, a repetition of {figure} by {name}: {why}")


def list_figures():
    for figure in FIGURES:
        print(f"{figure.name:18}{', '.join(figure.peers + figure.more_peers)}")


def measure_all(options):
    build, everything, rows, notes = Path(options.build), {}, [], {}
    build_go(build)
    figures = chosen_figures(options)
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(prefix="aw-bench-", dir=memory) as folder:
        for i, figure in enumerate(figures):
            print(f"bench: {i + 1}/{len(figures)} {figure.name}", file=sys.stderr, flush=True)
            samples = measure_figure(figure, options, build, folder + "/trace.awt", notes)
            everything[figure.name] = samples
            rows += rows_of(figure, samples, min if options.min else statistics.median)
    return everything, rows, notes


def main():
    options = parse_arguments()
    if options.list:
        return list_figures()
    about = machine()
    about["load before"] = "%.2f %.2f %.2f" % os.getloadavg()
    everything, rows, notes = measure_all(options)
    about["load after"] = "%.2f %.2f %.2f" % os.getloadavg()
    for name, text in about.items():
        print(f"{name + ':':14}{text}")
    print_tables(rows, notes, options)
    if options.json:
        failed = [{"figure": f, "column": name, "why": why} for (f, name), why in notes.items()]
        result = {"machine": about, "samples": everything, "failed": failed}
        Path(options.json).write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
