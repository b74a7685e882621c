// SPDX-License-Identifier: GPL-3.0-or-later
// main.go - measures in Go what aw/ measures, with goroutines, channels and wait groups. GOMAXPROCS
// is the number of threads that run them.
package main

import (
    "fmt"
    "os"
    "sort"
    "strconv"
    "strings"
    "syscall"
    "time"
    "unsafe"
)

const (
    switches    = 2000000
    spawns      = 1000000
    roundTrips  = 500000
    liveSeconds = 100
    timers      = 500000
    sleeps      = 1000
    workers     = 3
    jobsAlone   = 5000
    jobsAtOnce  = 1000
    jobs        = 100000
)

func show(name string, value float64) {
    fmt.Printf("%s %.6g\n", name, value)
}

// Processor time of the process so far, in ns.
func costNs() int64 {
    const clockProcessCPUTime = 2
    var now syscall.Timespec
    syscall.Syscall(syscall.SYS_CLOCK_GETTIME, clockProcessCPUTime, uintptr(unsafe.Pointer(&now)), 0)
    return now.Nano()
}

func showCost(start int64, n int) {
    show("ns", float64(costNs()-start)/float64(n))
}

func showTimes(times []time.Duration) {
    sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
    show("min_us", float64(times[0])/1e3)
    show("p50_us", float64(times[len(times)/2])/1e3)
    show("p99_us", float64(times[len(times)*99/100])/1e3)
}

func peakBytes() int64 {
    status, _ := os.ReadFile("/proc/self/status")
    for _, line := range strings.Split(string(status), "\n") {
        if strings.HasPrefix(line, "VmHWM:") {
            kilobytes, _ := strconv.ParseInt(strings.Fields(line)[1], 10, 64)
            return kilobytes * 1024
        }
    }
    return 0
}

var figures = map[string]func(n int){
    "yield":      measureYield,
    "spawn":      measureSpawn,
    "join":       measureJoin,
    "gather":     measureGather,
    "future":     measureFuture,
    "queue":      measureQueue,
    "sleepers":   measureSleepers,
    "lateness":   measureLateness,
    "timer":      measureTimer,
    "latency":    measureLatency,
    "throughput": measureThroughput,
    "waiting":    measureWaiting,
}

func main() {
    n := 0
    if len(os.Args) > 2 {
        n, _ = strconv.Atoi(os.Args[2])
    }
    figures[os.Args[1]](n)
}
