/** @file The functions that TypeScript calls. Additions are in the order defined in `../../kernels/kernel.ts`. */
import { activationCount, writeConstants } from './activations';
import { descendFeatures, marginDelta as delta, releaseFeatures, sumDz, touchFeatures } from './delta';
import { projectGroups, scoreWindows, sumWindows } from './forward';
import { gatherGroups } from './grouping';
import { accumulateOuter, clearOuter, descendOuter } from './outer';
import { MemoryMap, plan, setPlan } from './memory-map';
import { screenStream } from './screen';
import { placeRows, scoreStaged, scoreStream } from './table';
import { begin, enter, finish, leave, meet, next } from './thread-pool';
import { descendRow, zero } from './vectors';

export { addVectors, placeMeans } from './mean';
export { dismiss, fail } from './thread-pool';

/** Every instance begins with this. */
export function open(address: usize): void {
  setPlan(address);
  writeConstants();
}

const PROJECT = 0;
const SCORE = 1;
const ACCUMULATE = 2;
const STEP = 3;
const DESCEND = 4;
const PLACE = 5;
const SCORE_IDS = 6;
const SCORE_RUN = 7;
const SCREEN_RUN = 8;

/** Minimum number of windows or rows for which a job is shared between threads. */
const worthSharing = 8;
const worthSharingTable = 64;

/** One thread's part of a job. */
function work(job: i32): void {
  switch (job) {
    case PROJECT: {
      projectGroups();
      meet();
      sumWindows(plan.n);
      break;
    }
    case SCORE: scoreWindows(plan.n); break;
    case ACCUMULATE:
    case STEP: {
      sumDz(plan.n);
      if (job == STEP) descendFeatures(plan.sparseAlpha);
      meet();
      accumulateOuter(job == STEP);
      break;
    }
    case DESCEND: {
      descendFeatures(plan.sparseAlpha);
      if (!plan.clean) descendOuter(plan.alpha);
      break;
    }
    case PLACE: placeRows(plan.n, plan.slotFrom, plan.slotTo); break;
    case SCORE_IDS: scoreStaged(plan.n); break;
    case SCORE_RUN: scoreStream(plan.n, plan.contextSlots); break;
    case SCREEN_RUN: screenStream(plan.n, plan.contextSlots, plan.above);
  }
}

function run(job: i32, shared: bool): void {
  begin(job, shared);
  work(job);
  finish();
}

/** z of the n windows in `ids`. */
export function project(n: i32): void {
  plan.n = n;
  gatherGroups(n, false);
  run(PROJECT, n >= worthSharing);
}

/** h and s of n windows. */
export function score(n: i32): void {
  plan.n = n;
  run(SCORE, n >= worthSharing);
}

/** δ and du of the windows with c ≠ 0. */
export function marginDelta(n: i32): i32 {
  return delta(n);
}

/** dW, db, dS from `count` rows of dz. */
export function accumulate(count: i32): void {
  differentiate(ACCUMULATE, count);
  plan.clean = 0;
}

function differentiate(job: i32, count: i32): void {
  plan.n = count;
  gatherGroups(count, true);
  touchFeatures();
  run(job, count >= worthSharing);
}

/** θ −= α dθ, S −= α_S dS, dθ = 0. */
export function descend(alpha: f32, sparseAlpha: f32): void {
  plan.alpha = alpha;
  plan.sparseAlpha = sparseAlpha;
  run(DESCEND, !plan.clean);
  descendRest(alpha);
}

/** Does `accumulate` and `descend` in one pass. */
export function step(count: i32, alpha: f32, sparseAlpha: f32): void {
  if (!plan.clean) {
    accumulate(count);
    descend(alpha, sparseAlpha);
    return;
  }
  plan.alpha = alpha;
  plan.sparseAlpha = sparseAlpha;
  differentiate(STEP, count);
  descendRest(alpha);
}

function descendRest(alpha: f32): void {
  releaseFeatures();
  descendRow(plan.b, plan.db, alpha, plan.row);
  descendRow(plan.u, plan.du, alpha, plan.row);
  plan.clean = 1;
}

/** dθ = 0. */
export function clear(): void {
  if (!plan.clean) clearOuter();
  zero(plan.dS, <usize>plan.touched * plan.row);
  releaseFeatures();
  zero(plan.db, plan.row);
  zero(plan.du, plan.row);
  plan.clean = 1;
}

/** Projects `count` staged rows into a table as the rows in `targets`. */
export function place(count: i32, slotFrom: i32, slotTo: i32): void {
  plan.n = count;
  plan.slotFrom = slotFrom;
  plan.slotTo = slotTo;
  run(PLACE, count >= worthSharing);
}

/** s of n staged windows of a table's rows. */
export function scoreIds(n: i32): void {
  plan.n = n;
  run(SCORE_IDS, n >= worthSharingTable);
}

/** s of n consecutive centers of a staged stream. */
export function scoreRun(n: i32, contexts: i32): void {
  plan.n = n;
  plan.contextSlots = contexts;
  run(SCORE_RUN, n >= worthSharingTable);
}

/** Like `scoreRun`, but exact only for scores above `above`. */
export function screenRun(n: i32, contexts: i32, above: f32): void {
  plan.n = n;
  plan.contextSlots = contexts;
  plan.above = above;
  run(SCREEN_RUN, n >= worthSharingTable);
}

/** The loop of a worker thread. */
export function serve(): void {
  enter();
  while (next()) {
    work(plan.job);
    leave();
  }
}

/** Returns the size of a plan in this build, so that a module from another build can be detected. */
export function planNumbers(): i32 {
  return <i32>(offsetof<MemoryMap>() >> 2);
}

/** Returns the number of activations in this build, so that one that lacks an activation is refused. */
export function activationsKnown(): i32 {
  return activationCount;
}
