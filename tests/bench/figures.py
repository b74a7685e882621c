# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured, for which peers, and the goals. One row per figure: the tables are at the end."""
from dataclasses import dataclass, field


ENOUGH = 0.9  # share of the sleepers; on a busy machine the first wake before the last go to sleep


@dataclass(frozen=True)
class Peer:
    """A column: a peer, and the program that measures it."""

    title: str
    command: tuple  # {build} is the build folder, {source} this folder
    environment: dict = field(default_factory=dict)  # {trace} is a file to record into


@dataclass(frozen=True)
class Goal:
    """A goal for a column, relative to another column or absolute."""

    column: str
    sign: str  # "<=" or ">="
    factor: float = 0
    peer: str = None  # the bound is factor x this column + offset; None: offset
    offset: float = 0

    def bound(self, values):
        """The number that the column is compared with; None if the peer was not measured."""
        if self.peer is None:
            return self.offset
        return None if values.get(self.peer) is None else self.factor * values[self.peer] + self.offset

    def is_met(self, values):
        """Whether the goal was reached; None if there is nothing to compare."""
        bound, value = self.bound(values), values.get(self.column)
        if bound is None or value is None:
            return None
        return value <= bound if self.sign == "<=" else value >= bound


@dataclass(frozen=True)
class Value:
    """A row: one of the numbers that the programs print for a figure."""

    key: str
    title: str
    unit: str
    goals: tuple = ()
    compared: tuple = ("aw", "aw-rec")  # the columns that ratios are printed for


@dataclass(frozen=True)
class Figure:
    """One call of a program, which may print several values."""

    name: str
    argument: str  # the name that the programs know it by
    peers: tuple
    values: tuple
    number: int = 0
    runs: int = 5
    all_cores: bool = False  # else pinned to one core, so that other load disturbs less
    more_peers: tuple = ()  # measured only with --all
    quick: bool = True  # also measured with --quick

    def at_once(self):
        """How many must have been asleep at the same time for the figure to count."""
        return self.number * ENOUGH if self.argument == "sleepers" else 0


def under(part, *peers):
    """At most `part` of each of the peers."""
    return tuple(Goal("aw", "<=", part, peer) for peer in peers)


def recorded(part, *peers):
    """The same for aw while it records."""
    return tuple(Goal("aw-rec", "<=", part, peer) for peer in peers)


def at_most(bound, column="aw"):
    """At most `bound`."""
    return (Goal(column, "<=", offset=bound),)


def at_least(bound, column="aw"):
    """At least `bound`."""
    return (Goal(column, ">=", offset=bound),)


def adds(bound):
    """Recording adds at most `bound`."""
    return (Goal("aw-rec", "<=", 1, "aw", bound),)


def cpu(title, *goals):
    """The usual row: processor time of one operation, in all threads of the process."""
    return Value("ns", title, "ns", sum(goals, ()))


def sleepers(number, seconds, cpu_goals, late_goals, byte_goals):
    """The rows of many tasks that sleep at once."""
    title = f"{number:,} sleep {seconds} s: "
    return (
        Value("cpu_s", title + "CPU", "s", cpu_goals),
        Value("over_ms", title + "over", "ms"),
        Value("late_ms", title + "latest", "ms", late_goals),
        Value("bytes", title + "memory of each", "bytes", byte_goals),
    )


AW = ("aw", "aw-rec")
LOOPS = AW + ("asyncio", "uvloop", "go")
THREADED = LOOPS + ("uv",)

PEERS = {
    "aw": Peer("aw", ("{build}/tests/bench/bench-aw",)),
    "aw-rec": Peer("recording", ("{build}/tests/bench/bench-aw",), {"AW_TRACE": "{trace}"}),
    "asyncio": Peer("asyncio", ("/usr/bin/python3", "{source}/asyncio-peer.py", "asyncio")),
    "uvloop": Peer("uvloop", ("/usr/bin/python3", "{source}/asyncio-peer.py", "uvloop")),
    "go": Peer("Go", ("{build}/tests/bench/bench-go",)),
    "uv": Peer("libuv", ("{build}/tests/bench/bench-uv",), {"UV_THREADPOOL_SIZE": "3"}),
    "boost": Peer("boost", ("{build}/tests/bench/bench-boost",)),
    "counter": Peer("tsc+32 B", ("{build}/tests/bench/bench-event", "counter")),
    "clock": Peer("clock+32 B", ("{build}/tests/bench/bench-event", "clock")),
    "lttng": Peer("LTTng-UST", ("{source}/lttng.sh", "{build}/tests/bench/bench-lttng")),
    "sysprof": Peer("Sysprof", ("{build}/tests/bench/bench-sysprof",)),
    "aw-switch": Peer("aw", ("{build}/tests/bench/bench-switch",)),
    "aw-event": Peer("aw", ("{build}/tests/bench/bench-event", "aw")),
    "aw-event-rec": Peer("aw", ("{build}/tests/bench/bench-event", "aw"), {"AW_TRACE": "{trace}"}),
}

# Columns that stand for another column in a table of their own.
COLUMNS = {"aw-switch": "aw", "aw-event": "aw", "aw-event-rec": "aw-rec"}

SECTIONS = {
    "Tasks": (
        Figure(
            "switch",
            "switch",
            ("aw-switch", "boost"),
            (cpu("stack switch", under(0.40, "boost")),),
            runs=9,
        ),
        Figure("yield-10", "yield", LOOPS, (cpu("yield, 10 tasks"),), 10),
        Figure(
            "yield-1000",
            "yield",
            LOOPS,
            (
                cpu("yield, 1,000 tasks", under(0.25, "go"), under(0.02, "uvloop")),
                Value("thread_ns", "yield, 1,000 tasks: loop's thread", "ns", adds(6)),
            ),
            1000,
        ),
        Figure(
            "yield-100000",
            "yield",
            LOOPS,
            (cpu("yield, 100,000 tasks", under(0.20, "go")),),
            100000,
            runs=3,
        ),
        Figure(
            "spawn-1000",
            "spawn",
            LOOPS,
            (
                cpu("spawn and finish, 1,000 at once", under(0.12, "go"), under(0.01, "asyncio")),
                Value("thread_ns", "spawn and finish, 1,000: loop's thread", "ns"),
            ),
            1000,
        ),
        Figure("spawn-10000", "spawn", LOOPS, (cpu("spawn and finish, 10,000 at once"),), 10000),
        Figure("join", "join", LOOPS, (cpu("spawn and join one", under(0.12, "go")),)),
        Figure(
            "future",
            "future",
            LOOPS,
            (cpu("future ping-pong, round trip", under(0.30, "go"), under(0.02, "uvloop")),),
        ),
        Figure("queue", "queue", LOOPS, (cpu("queue ping-pong, round trip"),)),
        Figure("gather", "gather", LOOPS, (cpu("gather of 1,000, each"),), 1000),
    ),
    "Time and memory": (
        Figure(
            "timer",
            "timer",
            THREADED,
            (cpu("timer start and cancel, 100,000 live", under(0.15, "uv")),),
            100000,
        ),
        Figure(
            "sleepers-100000",
            "sleepers",
            THREADED,
            sleepers(100000, 1, under(1.0, "go") + under(0.25, "asyncio"), at_most(20), ()),
            100000,
            3,
        ),
        Figure(
            "sleepers-1000000",
            "sleepers",
            AW + ("go",),
            sleepers(1000000, 8, under(0.75, "go"), (), at_most(4600)),
            1000000,
            2,
            more_peers=("asyncio", "uvloop", "uv"),
            quick=False,
        ),
        Figure(
            "lateness",
            "lateness",
            THREADED,
            (
                Value("min_us", "sleep of 1 ms: least lateness", "us", at_least(0)),
                Value("p50_us", "sleep of 1 ms: median", "us", under(0.55, "uv")),
                Value("p99_us", "sleep of 1 ms: 99 of 100", "us"),
            ),
            runs=3,
            all_cores=True,
        ),
    ),
    "Threads": (
        Figure(
            "latency",
            "latency",
            THREADED,
            (
                Value("p50_us", "run_in_executor, empty job: median", "us", under(0.75, "uv")),
                Value("p99_us", "run_in_executor, empty job: 99 of 100", "us"),
            ),
            runs=9,
            all_cores=True,
        ),
        Figure(
            "throughput",
            "throughput",
            THREADED,
            (
                Value(
                    "wall_ns",
                    "run_in_executor, 1,000 at once, each",
                    "ns",
                    under(0.80, "uv") + under(0.02, "asyncio"),
                ),
                Value("ns", "run_in_executor, 1,000 at once: CPU", "ns"),
            ),
            runs=9,
            all_cores=True,
        ),
        Figure(
            "waiting",
            "waiting",
            THREADED,
            (Value("cpu_s", "waiting 200 ms for a job: CPU", "s", at_most(0.005)),),
            runs=3,
            all_cores=True,
        ),
    ),
    "Processes": (
        Figure(
            "process-latency",
            "process_latency",
            AW + ("asyncio", "uvloop"),
            (
                Value("p50_us", "process pool, empty job: median", "us", under(0.08, "asyncio")),
                Value("p99_us", "process pool, empty job: 99 of 100", "us"),
            ),
            runs=5,
            all_cores=True,
        ),
        Figure(
            "process-throughput",
            "process_throughput",
            AW + ("asyncio", "uvloop"),
            (Value("wall_ns", "process pool, 1,000 at once, each", "ns", under(0.02, "asyncio")),),
            runs=5,
            all_cores=True,
        ),
    ),
    "Recording": (
        Figure(
            "event",
            "event",
            ("aw-event", "aw-event-rec", "counter", "clock", "lttng", "sysprof"),
            (
                Value(
                    "ns",
                    "one event",
                    "ns",
                    at_most(0.5) + recorded(1.25, "counter") + recorded(0.15, "lttng"),
                    compared=("aw-rec",),
                ),
            ),
            runs=3,
        ),
        Figure(
            "mixed",
            "mixed",
            AW,
            (
                Value("cpu_s", "a million mixed tasks: CPU", "s", recorded(1.15, "aw")),
                Value("event_bytes", "a million mixed tasks: file, an event", "bytes", at_most(12, "aw-rec")),
                Value("mega_events", "a million mixed tasks: events", "M/s", at_least(5, "aw-rec")),
            ),
            1000000,
            3,
            all_cores=True,
        ),
    ),
}

FIGURES = sum(SECTIONS.values(), ())
