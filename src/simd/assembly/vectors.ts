/** @file Operations on rows of numbers (hidden units or x), four or eight numbers at a time. */

/** sum + a · b, rounded twice: never fused. */
@inline
export function addProduct(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

// Plain loops, because engines implement memory.fill and memory.copy as calls out of the module, which take
// longer than a whole row.

/** to[i] = 0 for `bytes` bytes, rounded up to a multiple of 16. */
@inline
export function zero(to: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 16) v128.store(to + k, f32x4.splat(0));
}

/** to[i] = from[i] for `bytes` bytes, rounded up to a multiple of 16. */
@inline
export function copy(to: usize, from: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 16) v128.store(to + k, v128.load(from + k));
}

/** Prefetches `bytes` bytes by reading one number from every cache line; returns all of them combined by xor. */
@inline
export function prefetchLines(from: usize, bytes: usize): i32 {
  const last = from + bytes - 4;
  let read = load<i32>(last);
  let at = from;
  for (; at + 192 < last; at += 256) read ^= load<i32>(at) ^ load<i32>(at, 64) ^ load<i32>(at, 128) ^ load<i32>(at, 192);
  for (; at < last; at += 64) read ^= load<i32>(at);
  return read;
}

/**
 * Prefetches `count` vectors of `bytes` bytes at the given addresses, so that the memory accesses overlap.
 * The result is stored at `to`, otherwise the compiler could drop the reads.
 */
export function prefetch(addresses: usize, count: i32, bytes: usize, to: usize): void {
  let read = 0;
  for (let k = 0; k < count; k++) read ^= prefetchLines(load<usize>(addresses + (<usize>k << 2)), bytes);
  store<i32>(to, read);
}

/** to[i] += part[i] for `bytes` bytes, a multiple of 32. */
@inline
export function add(to: usize, part: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 32) {
    v128.store(to + k, f32x4.add(v128.load(to + k), v128.load(part + k)));
    v128.store(to + k, f32x4.add(v128.load(to + k, 16), v128.load(part + k, 16)), 16);
  }
}

/** W −= α sum, four units. */
@inline
export function subtractScaled(W: usize, rate: v128, sum: v128): void {
  v128.store(W, f32x4.sub(v128.load(W), f32x4.mul(rate, sum)));
}

/** θ[i] −= α dθ[i], dθ[i] = 0 for `bytes` bytes, a multiple of 16. */
export function descendRow(theta: usize, dtheta: usize, alpha: f32, bytes: usize): void {
  const rate = f32x4.splat(alpha);
  const nothing = f32x4.splat(0);
  for (let k: usize = 0; k < bytes; k += 16) {
    const step = f32x4.mul(rate, v128.load(dtheta + k));
    v128.store(theta + k, f32x4.sub(v128.load(theta + k), step));
    v128.store(dtheta + k, nothing);
  }
}

/** (t0 + t2) + (t1 + t3) of the eight running sums. */
@inline
export function total(low: v128, high: v128): f32 {
  const t = f32x4.add(low, high);
  const even = f32x4.extract_lane(t, 0) + f32x4.extract_lane(t, 2);
  return even + (f32x4.extract_lane(t, 1) + f32x4.extract_lane(t, 3));
}
