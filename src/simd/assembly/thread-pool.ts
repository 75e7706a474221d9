/**
 * @file Synchronizes threads on one memory. The main thread publishes a job as a ticket, takes part as thread
 * 0, and meets the other threads at barriers. Every thread has its own instance of this module. A waiting
 * thread spins for a while, then sleeps.
 *
 * Only threads that have started when a job begins take part in it, so nobody waits for a thread to start.
 * How the work is split depends on their number; the results don't.
 */
import { plan } from './memory-map';

// Offsets in the block `plan.sync`, on separate cache lines (READY and FAILED share one).
const TICKET: usize = 0; // 256 · job number + number of threads in the job; 0 tells all threads to exit
const ARRIVED: usize = 64; // arrivals of threads at barriers in this job
const READY: usize = 128; // threads that have started
const FAILED: usize = 132; // threads that have failed
const SLEEPERS: usize = 192; // threads that sleep

/** Rounds of spinning, some 0.1 ms. */
const patience = 50_000;

export let thread: i32 = 0;
export let threads: i32 = 1;
let ticket: i32 = 0; // last one that this worker thread has seen
let due: i32 = 0; // arrivals that complete the next barrier

/** Main thread: starts a job with the threads that are ready and may share it, or alone if it is too small. */
export function begin(job: i32, shared: bool): void {
  threads = shared ? min(1 + atomic.load<i32>(plan.sync, READY), plan.sharing) : 1;
  if (threads == 1) return;
  due = 0;
  plan.job = job;
  atomic.store<i32>(plan.sync, 0, ARRIVED);
  publish(threads);
}

function publish(size: i32): void {
  const number = (atomic.load<i32>(plan.sync, TICKET) >>> 8) + 1;
  atomic.store<i32>(plan.sync, (number << 8) | size, TICKET);
  wake(TICKET);
}

/** Main thread: waits until all threads have left the job. */
export function finish(): void {
  meet();
  threads = 1;
  if (atomic.load<i32>(plan.sync, FAILED) != 0) unreachable();
}

/** Waits for all threads of the job: what they wrote before can be read after. */
export function meet(): void {
  if (threads == 1) return;
  due += threads;
  arrive(1);
  let seen = atomic.load<i32>(plan.sync, ARRIVED);
  while (seen < due) seen = changed(ARRIVED, seen);
}

function arrive(count: i32): void {
  atomic.add<i32>(plan.sync, count, ARRIVED);
  wake(ARRIVED);
}

/** Worker thread: joins the pool. */
export function enter(): void {
  ticket = atomic.load<i32>(plan.sync, TICKET);
  thread = 1 + atomic.add<i32>(plan.sync, 1, READY);
}

/** Worker thread: waits for the next job it takes part in. Returns false if it should exit. */
export function next(): bool {
  do {
    ticket = changed(TICKET, ticket);
    threads = ticket & 255;
    if (threads == 0) return false;
  } while (thread >= threads);
  due = 0;
  return true;
}

/** Worker thread: reports that its part is done. */
export function leave(): void {
  arrive(1);
}

/** Worker thread, after an error: lets all threads continue, so that the main thread can report it. */
export function fail(): void {
  atomic.store<i32>(plan.sync, 1, FAILED);
  arrive(1 << 20);
}

/** Main thread: tells all worker threads to exit. */
export function dismiss(): void {
  publish(0);
}

/** Waits until the number at `place` is no longer `seen`; returns the new one. */
function changed(place: usize, seen: i32): i32 {
  for (let round = 0; round < patience; round++) {
    const now = atomic.load<i32>(plan.sync + place);
    if (now != seen) return now;
  }
  atomic.add<i32>(plan.sync, 1, SLEEPERS);
  while (atomic.load<i32>(plan.sync + place) == seen) atomic.wait<i32>(plan.sync + place, seen, -1);
  atomic.sub<i32>(plan.sync, 1, SLEEPERS);
  return atomic.load<i32>(plan.sync + place);
}

@inline
function wake(place: usize): void {
  if (atomic.load<i32>(plan.sync, SLEEPERS) != 0) atomic.notify(plan.sync + place, -1);
}

/**
 * Start of this thread's share of n items, which are split in multiples of `unit`; `turn` rotates which
 * threads get the larger shares.
 */
@inline
export function shareStart(n: i32, unit: i32, turn: i32): i32 {
  return bound(n, unit, (thread + turn) % threads);
}

/** End of this thread's share (exclusive). */
@inline
export function shareEnd(n: i32, unit: i32, turn: i32): i32 {
  return bound(n, unit, (thread + turn) % threads + 1);
}

@inline
function bound(n: i32, unit: i32, part: i32): i32 {
  const units = (n + unit - 1) / unit;
  return min(n, ((units * part) / threads) * unit);
}

/** Memory that no other thread touches. */
@inline
export function ownScratch(): usize {
  return plan.scratch + <usize>thread * plan.scratchBytes;
}
