// SPDX-License-Identifier: GPL-3.0-or-later
// pool.go - workers that are system threads, like those of an executor: each goroutine is locked to
// a thread, so that a job and its result go from thread to thread.
package main

import (
    "runtime"
    "time"
)

type job struct {
    work func()
    done chan struct{}
}

func startWorkers() chan job {
    queue := make(chan job, jobsAtOnce)
    for i := 0; i < workers; i++ {
        go func() {
            runtime.LockOSThread()
            for job := range queue {
                job.work()
                job.done <- struct{}{}
            }
        }()
    }
    return queue
}

func doNothing() {}

func measureLatency(int) {
    runtime.LockOSThread()
    queue, done := startWorkers(), make(chan struct{}, 1)
    took := make([]time.Duration, jobsAlone)
    for i := range took {
        start := time.Now()
        queue <- job{doNothing, done}
        <-done
        took[i] = time.Since(start)
    }
    showTimes(took)
}

func jobBatch(queue chan job, done chan struct{}) {
    for i := 0; i < jobsAtOnce; i++ {
        queue <- job{doNothing, done}
    }
    for i := 0; i < jobsAtOnce; i++ {
        <-done
    }
}

func measureThroughput(int) {
    runtime.LockOSThread()
    queue, done := startWorkers(), make(chan struct{}, jobsAtOnce)
    jobBatch(queue, done)
    start, cost := time.Now(), costNs()
    for i := 0; i < jobs/jobsAtOnce; i++ {
        jobBatch(queue, done)
    }
    show("wall_ns", float64(time.Since(start))/jobs)
    showCost(cost, jobs)
}

func measureWaiting(int) {
    queue, done := startWorkers(), make(chan struct{}, 1)
    queue <- job{func() { time.Sleep(time.Millisecond) }, done}
    <-done
    start := costNs()
    queue <- job{func() { time.Sleep(200 * time.Millisecond) }, done}
    <-done
    show("cpu_s", float64(costNs()-start)/1e9)
}
