/** @file What the driver calls. The order of all additions is that of `../kernel.ts`. */
import { descendFeatures, marginDelta as delta, releaseFeatures, sumDelta, touchFeatures } from './delta';
import { projectGroups, scoreWindows, sumWindows } from './forward';
import { gatherGroups } from './grouping';
import { accumulateOuter, descendOuter } from './outer';
import { plan, rowAt, slotAt } from './plan';
import { placeRows, scoreStaged, scoreStream } from './table';
import { descendRow, zero } from './vectors';

export { open } from './plan';

/** z of the n windows in `ids`. */
export function project(n: i32): void {
  gatherGroups(n, false);
  projectGroups();
  sumWindows(n);
}

/** h and s of n windows. */
export function score(n: i32): void {
  scoreWindows(n);
}

/** δ and du of the windows with c ≠ 0. */
export function marginDelta(n: i32): i32 {
  return delta(n);
}

/** dW, db, dS from `count` rows of delta. */
export function accumulate(count: i32): void {
  gatherGroups(count, true);
  touchFeatures();
  sumDelta(count);
  accumulateOuter(false);
  plan.clean = 0;
}

/** θ −= α dθ, dθ = 0. */
export function descend(alpha: f32): void {
  if (!plan.clean) descendOuter(alpha);
  descendRest(alpha);
}

/** Both in one. */
export function step(count: i32, alpha: f32): void {
  if (!plan.clean) {
    accumulate(count);
    descend(alpha);
    return;
  }
  gatherGroups(count, true);
  touchFeatures();
  sumDelta(count);
  plan.alpha = alpha;
  accumulateOuter(true);
  descendRest(alpha);
}

function descendRest(alpha: f32): void {
  descendFeatures(alpha);
  releaseFeatures();
  descendRow(plan.b, plan.db, alpha, plan.row);
  descendRow(plan.u, plan.du, alpha, plan.row);
  plan.clean = 1;
}

/** dθ = 0. */
export function clear(): void {
  if (!plan.clean) {
    for (let p = 0; p < plan.slots; p++) {
      const slot = slotAt(p);
      if (slot.column >= 0) zero(rowAt(plan.dW, slot.column), <usize>plan.d * plan.row);
    }
  }
  zero(plan.dS, <usize>plan.touched * plan.row);
  releaseFeatures();
  zero(plan.db, plan.row);
  zero(plan.du, plan.row);
  plan.clean = 1;
}

/** Projects `count` staged rows into a table as rows `first` …. */
export function place(first: i32, count: i32, slotFrom: i32, slotTo: i32): void {
  placeRows(first, count, slotFrom, slotTo);
}

/** s of n staged windows of a table's rows. */
export function scoreIds(n: i32): void {
  scoreStaged(n);
}

/** s of n consecutive centres of a staged stream. */
export function scoreRun(n: i32, contexts: i32): void {
  scoreStream(n, contexts);
}
