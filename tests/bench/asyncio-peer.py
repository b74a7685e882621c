#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures with asyncio and uvloop what aw/ measures: asyncio-peer.py asyncio|uvloop FIGURE [NUMBER]."""
import asyncio
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

SWITCHES = 100_000
SPAWNS = 50_000
ROUND_TRIPS = 20_000
LIVE_SECONDS = 100
TIMERS = 50_000
SLEEPS = 1000
WORKERS = 3
JOBS_ALONE = 2000
JOBS_AT_ONCE = 1000
JOBS = 10_000

now_ns = time.monotonic_ns
cost_ns = time.process_time_ns


def show(name, value):
    print(f"{name} {value:.6g}")


def show_cost(start, n):
    show("ns", (cost_ns() - start) / n)


def show_times(times):
    times.sort()
    show("min_us", times[0] / 1e3)
    show("p50_us", times[len(times) // 2] / 1e3)
    show("p99_us", times[len(times) * 99 // 100] / 1e3)


def peak_bytes():
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


async def return_arg(arg):
    return arg


async def await_all(futures):
    for future in futures:
        await future


# ---- tasks that yield to each other ----


async def give_way(times):
    for _ in range(times):
        await asyncio.sleep(0)


async def measure_yield(n):
    times = max(SWITCHES, 2 * n) // n
    tasks = [asyncio.create_task(give_way(times + 1)) for _ in range(n)]
    await asyncio.sleep(0)  # now each has begun and yielded once
    start = cost_ns()
    await await_all(tasks)
    show_cost(start, n * times)


# ---- tasks that begin and end ----


async def spawn_batch(n):
    await await_all([asyncio.create_task(return_arg(1)) for _ in range(n)])


async def gather_batch(n):
    await asyncio.gather(*(return_arg(i) for i in range(n)))


async def measure_batches(batch, n):
    times = SPAWNS // n
    await batch(n)
    start = cost_ns()
    for _ in range(times):
        await batch(n)
    show_cost(start, n * times)


async def measure_spawn(n):
    await measure_batches(spawn_batch, n)


async def measure_join(_):
    start = cost_ns()
    for _ in range(SPAWNS):
        await asyncio.create_task(return_arg(1))
    show_cost(start, SPAWNS)


async def measure_gather(n):
    await measure_batches(gather_batch, n)


# ---- two tasks that wake each other ----

awaited = [None, None]  # what each of the two waits for


async def play(side):
    loop = asyncio.get_running_loop()
    for _ in range(ROUND_TRIPS):
        awaited[side] = loop.create_future()
        if awaited[1 - side]:
            awaited[1 - side].set_result(None)
        await awaited[side]
    if side == 0:
        awaited[1].set_result(None)


async def measure_future(_):
    players = [asyncio.create_task(play(0)), asyncio.create_task(play(1))]
    start = cost_ns()
    await await_all(players)
    show_cost(start, ROUND_TRIPS)


async def echo(there, back):
    for _ in range(ROUND_TRIPS):
        await back.put(await there.get())


async def measure_queue(_):
    there, back = asyncio.Queue(), asyncio.Queue()
    other = asyncio.create_task(echo(there, back))
    start = cost_ns()
    for i in range(ROUND_TRIPS):
        await there.put(i)
        await back.get()
    await other
    show_cost(start, ROUND_TRIPS)


# ---- time ----

asleep = {"now": 0, "most": 0, "latest": 0}


async def sleep_long(ns):
    due = now_ns() + ns
    asleep["now"] += 1
    asleep["most"] = max(asleep["most"], asleep["now"])
    await asyncio.sleep(ns / 1e9)
    asleep["now"] -= 1
    asleep["latest"] = max(asleep["latest"], now_ns() - due)


async def measure_sleepers(n):
    ns = (8 if n > 100_000 else 1) * 1_000_000_000
    before, start, cost = peak_bytes(), now_ns(), cost_ns()
    tasks = [asyncio.create_task(sleep_long(ns)) for _ in range(n)]
    await await_all(tasks)
    show("over_ms", (now_ns() - start - ns) / 1e6)
    show("cpu_s", (cost_ns() - cost) / 1e9)
    show("late_ms", asleep["latest"] / 1e6)
    show("bytes", (peak_bytes() - before) / n)
    show("at_once", asleep["most"])


async def measure_lateness(_):
    late = []
    for _ in range(SLEEPS):
        start = now_ns()
        await asyncio.sleep(0.001)
        late.append(now_ns() - start - 1_000_000)
    show_times(late)


def delays():
    """The same as in the C programs."""
    state = 1
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        yield 1 + (state >> 33) % (1 << 32) % (LIVE_SECONDS * 1000) / 1000


async def measure_timer(live):
    loop = asyncio.get_running_loop()
    source = delays()
    handles = [loop.call_later(next(source), print) for _ in range(live)]
    next_delays = [next(source) for _ in range(TIMERS)]
    start = cost_ns()
    for i, delay in enumerate(next_delays):
        loop.call_later(delay, print).cancel()
        if i % 1000 == 0:
            await asyncio.sleep(0)
    show_cost(start, TIMERS)
    for handle in handles:
        handle.cancel()


# ---- threads ----


def do_nothing():
    pass


async def measure_latency(_, executor=ThreadPoolExecutor):
    loop = asyncio.get_running_loop()
    took = []
    with executor(WORKERS) as pool:
        for _ in range(JOBS_ALONE):
            start = now_ns()
            await loop.run_in_executor(pool, do_nothing)
            took.append(now_ns() - start)
    show_times(took)


async def job_batch(pool):
    loop = asyncio.get_running_loop()
    await await_all([loop.run_in_executor(pool, do_nothing) for _ in range(JOBS_AT_ONCE)])


async def measure_throughput(_, executor=ThreadPoolExecutor):
    with executor(WORKERS) as pool:
        await job_batch(pool)
        start, cost = now_ns(), cost_ns()
        for _ in range(JOBS // JOBS_AT_ONCE):
            await job_batch(pool)
        show("wall_ns", (now_ns() - start) / JOBS)
        show_cost(cost, JOBS)


async def measure_waiting(_):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(WORKERS) as pool:
        await loop.run_in_executor(pool, time.sleep, 0.001)
        cost = cost_ns()
        await loop.run_in_executor(pool, time.sleep, 0.2)
        show("cpu_s", (cost_ns() - cost) / 1e9)


async def measure_process_latency(_):
    await measure_latency(_, ProcessPoolExecutor)


async def measure_process_throughput(_):
    await measure_throughput(_, ProcessPoolExecutor)


# ---- the program ----


def main(loop_name, figure, number="0"):
    if loop_name == "uvloop":
        import uvloop

        uvloop.install()
    asyncio.run(globals()["measure_" + figure](int(number)))


main(*sys.argv[1:])
