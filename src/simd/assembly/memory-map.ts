/**
 * @file Sizes and addresses of one kernel or table: written by the driver (`../memory-map.ts`), read by all threads.
 * `fields.js` derives the field list of the driver from the structs in this file.
 */

/** Every member is 4 bytes. Rows of hidden units are padded to a multiple of 8; `row` is their length in bytes. */
@unmanaged
export class MemoryMap {
  d: i32;
  row: usize;
  slots: i32;
  parts: i32; // slots that a row of a table has room for; slot p is part p mod parts
  capacity: i32; // windows
  activation: i32;
  threshold: i32; // dropout, in 256ths
  scale: f32; // of what dropout keeps

  slotTable: usize; // (slots) of Slot
  W: usize; // (D, row)
  b: usize; // (row)
  u: usize; // (row)
  S: usize; // (F, row)
  dW: usize;
  db: usize;
  du: usize;
  dS: usize; // (touched, row)
  touchedRows: usize; // (touched), rows of S
  place: usize; // (F), where a row of S stands in dS, + 1
  constants: Constants;
  mask: usize; // (row), all ones for the units there are, 0 for the padding

  X: usize; // (V, d)
  dense: usize; // (R), row of X or −1
  featureStart: usize; // (R + 1)
  features: usize;

  ids: usize; // (capacity, slots), the batch
  contexts: usize; // (context slots, capacity), rows of a table's stream
  s: usize; // (capacity), scores
  ds: usize; // (capacity), ∂J/∂s
  h: usize; // (capacity, row)
  dz: usize; // (capacity, row), ∂J/∂z
  active: usize; // (capacity)
  P: usize; // (slots, capacity, row), projections, later the sums G; of a table (rows, parts, row)
  Q: usize; // (rows, parts, roundedPart), P of a table rounded for screening, or 0
  roundedPart: usize; // bytes
  quantizedU: usize; // (pieces, H padded) of 16 bits
  clamps: usize; // (pieces, 2), vectors of 8 equal numbers of 16 bits
  pieces: i32;
  stepScore: f32; // s for one step of the whole-number dot product
  slack: f32; // by how much s may exceed the integer bound, not counting the rounding of the parts
  undecided: usize; // (capacity), windows of a stream that must be scored
  vectors: usize; // (rows, d), x of a table's rows
  sum: usize; // (d) of float64

  seen: usize; // (R, 2), the tick when a row was last seen, and its group at that time
  groupRows: usize; // (slots, capacity), the distinct rows of a slot
  groups: usize; // (slots, capacity), the group of each window
  counts: usize; // (slots), how many groups

  scratch: usize; // for every thread, `scratchBytes` each
  scratchBytes: usize;

  tick: i32; // of seen
  touched: i32; // rows of dS in use
  clean: i32; // 1 while dW is known to be zero

  job: i32;
  n: i32; // windows, rows of dz, or rows of a table
  targets: usize; // (rows), the rows of a table that staged rows become
  slotFrom: i32;
  slotTo: i32;
  contextSlots: i32;
  above: f32; // of screening
  alpha: f32;
  sparseAlpha: f32; // of S
  dropout: i32; // 1 while the batch has dropout
  seed: i32;
  sync: usize; // see thread-pool.ts
  sharing: i32; // threads that may share a job
}

/**
 * Numbers that `activations.ts` needs often, each as a vector of four equal ones: loading one is cheaper than
 * building it on every use, which is what engines do with constants in code.
 */
@unmanaged
export class Constants {
  one: v128;
  minusOne: v128;
  inverseLn2: v128;
  ln2High: v128;
  ln2Low: v128;
  shift: v128;
  e0: v128;
  e1: v128;
  e2: v128;
  e3: v128;
  e4: v128;
  e5: v128;
  twoOverLn2: v128;
  halfLn2: v128;
  t0: v128;
  t1: v128;
  tanhLimit: v128;
  sigmoidLimit: v128;
  sign: v128;
}

/** One slot of a window. */
@unmanaged
export class Slot {
  column: i32; // first column of W, or −1
  sparse: i32; // first row of S
  features: i32;
}

export let plan: MemoryMap = changetype<MemoryMap>(0);

export function setPlan(address: usize): void {
  plan = changetype<MemoryMap>(address);
}

@inline
export function slotAt(p: i32): Slot {
  return changetype<Slot>(plan.slotTable + <usize>p * offsetof<Slot>());
}

/** Element k of an array of 32-bit numbers. */
@inline
export function int(array: usize, k: i32): i32 {
  return load<i32>(array + (<usize>k << 2));
}

@inline
export function setInt(array: usize, k: i32, value: i32): void {
  store<i32>(array + (<usize>k << 2), value);
}

/** Address of row k of an array of rows of hidden units. */
@inline
export function rowAt(array: usize, k: i32): usize {
  return array + <usize>k * plan.row;
}

/** Address of P of a group of a slot. */
@inline
export function partAt(p: i32, group: i32): usize {
  return plan.P + <usize>(p * plan.capacity + group) * plan.row;
}
