// SPDX-License-Identifier: GPL-3.0-or-later
// tasks.go - goroutines that yield, begin and end, and wake each other.
package main

import (
    "runtime"
    "sync"
)

func measureYield(n int) {
    var begun, ended sync.WaitGroup
    times := switches / n
    gate := make(chan struct{})
    begun.Add(n)
    ended.Add(n)
    for i := 0; i < n; i++ {
        go func() {
            begun.Done()
            <-gate
            for j := 0; j < times; j++ {
                runtime.Gosched()
            }
            ended.Done()
        }()
    }
    begun.Wait()
    runtime.Gosched()
    start := costNs()
    close(gate)
    ended.Wait()
    showCost(start, n*times)
}

//go:noinline
func returnArg(arg int) int {
    return arg
}

// Each leaves its result where it can be found, as a task does.
func batch(results []int) {
    var ended sync.WaitGroup
    ended.Add(len(results))
    for i := range results {
        go func(i int) {
            results[i] = returnArg(i)
            ended.Done()
        }(i)
    }
    ended.Wait()
}

func measureSpawn(n int) {
    results := make([]int, n)
    times := spawns / n
    batch(results)
    start := costNs()
    for i := 0; i < times; i++ {
        batch(results)
    }
    showCost(start, n*times)
}

// Each has a result of its own to wait for, as a task does.
func measureJoin(int) {
    start := costNs()
    for i := 0; i < spawns; i++ {
        done := make(chan int, 1)
        go func() { done <- returnArg(1) }()
        <-done
    }
    showCost(start, spawns)
}

// The closest thing to gather(): the results, in the order of the arguments.
func measureGather(n int) {
    times := spawns / n
    batch(make([]int, n))
    start := costNs()
    for i := 0; i < times; i++ {
        batch(make([]int, n))
    }
    showCost(start, n*times)
}

// Go has no futures. Channels that are made once are the quickest way for two goroutines to wake each
// other, quicker than a new channel for each result.
func rally(there, back chan int) {
    go func() {
        for i := 0; i < roundTrips; i++ {
            back <- <-there
        }
    }()
    start := costNs()
    for i := 0; i < roundTrips; i++ {
        there <- i
        <-back
    }
    showCost(start, roundTrips)
}

func measureFuture(int) {
    rally(make(chan int), make(chan int))
}

func measureQueue(int) {
    rally(make(chan int, 16), make(chan int, 16))
}
