/** @file Groups the windows that have the same row in a slot; like `../../kernels/grouping.ts`, but for all slots. */
import { int, plan, setInt } from './memory-map';

@inline
export function countOf(p: i32): i32 {
  return int(plan.counts, p);
}

/** The distinct rows of a slot. */
@inline
export function rowsOf(p: i32): usize {
  return plan.groupRows + (<usize>(p * plan.capacity) << 2);
}

/** Row of a group of a slot. */
@inline
export function rowOf(p: i32, group: i32): i32 {
  return int(rowsOf(p), group);
}

/** Group of a window, or of a row of dz, in a slot. */
@inline
export function groupOf(p: i32, k: i32): i32 {
  return int(plan.groups, p * plan.capacity + k);
}

/** Groups the rows of all slots over windows 0 … n − 1, or over the first n active ones. */
export function gatherGroups(n: i32, onlyActive: bool): void {
  const slots = plan.slots;
  for (let p = 0; p < slots; p++) {
    const tick = ++plan.tick;
    const rows = rowsOf(p);
    const groups = plan.groups + (<usize>(p * plan.capacity) << 2);
    let count = 0;
    for (let k = 0; k < n; k++) {
      const window = onlyActive ? int(plan.active, k) : k;
      const row = int(plan.ids, window * slots + p);
      const seen = plan.seen + (<usize>row << 3);
      let group: i32;
      if (load<i32>(seen) == tick) group = load<i32>(seen, 4);
      else {
        store<i32>(seen, tick);
        store<i32>(seen, count, 4);
        setInt(rows, count, row);
        group = count++;
      }
      setInt(groups, k, group);
    }
    setInt(plan.counts, p, count);
  }
}
