// SPDX-License-Identifier: GPL-3.0-or-later
// time.go - goroutines that sleep, and timers.
package main

import (
    "runtime"
    "sync"
    "sync/atomic"
    "time"
)

var asleep struct {
    now, most, latest int64
}

func keepLargest(at *int64, value int64) {
    for {
        before := atomic.LoadInt64(at)
        if value <= before || atomic.CompareAndSwapInt64(at, before, value) {
            return
        }
    }
}

func sleepLong(duration time.Duration) {
    due := time.Now().Add(duration)
    keepLargest(&asleep.most, atomic.AddInt64(&asleep.now, 1))
    time.Sleep(duration)
    atomic.AddInt64(&asleep.now, -1)
    keepLargest(&asleep.latest, int64(time.Since(due)))
}

func measureSleepers(n int) {
    var ended sync.WaitGroup
    duration := time.Second
    if n > 100000 {
        duration = 8 * time.Second
    }
    before, start, cost := peakBytes(), time.Now(), costNs()
    ended.Add(n)
    for i := 0; i < n; i++ {
        go func() {
            sleepLong(duration)
            ended.Done()
        }()
    }
    ended.Wait()
    show("over_ms", float64(time.Since(start)-duration)/1e6)
    show("cpu_s", float64(costNs()-cost)/1e9)
    show("late_ms", float64(asleep.latest)/1e6)
    show("bytes", float64(peakBytes()-before)/float64(n))
    show("at_once", float64(asleep.most))
}

func measureLateness(int) {
    late := make([]time.Duration, sleeps)
    for i := range late {
        start := time.Now()
        time.Sleep(time.Millisecond)
        late[i] = time.Since(start) - time.Millisecond
    }
    showTimes(late)
}

var randomState uint64 = 1

// The same as in the C programs.
func randomDelay() time.Duration {
    randomState = randomState*6364136223846793005 + 1442695040888963407
    ms := uint32(randomState>>33) % (liveSeconds * 1000)
    return time.Duration(1000+ms) * time.Millisecond
}

func measureTimer(live int) {
    kept := make([]*time.Timer, live)
    for i := range kept {
        kept[i] = time.AfterFunc(randomDelay(), func() {})
    }
    start := costNs()
    for i := 0; i < timers; i++ {
        time.AfterFunc(randomDelay(), func() {}).Stop()
        if i%1000 == 0 {
            runtime.Gosched()
        }
    }
    showCost(start, timers)
    runtime.KeepAlive(kept)
}
