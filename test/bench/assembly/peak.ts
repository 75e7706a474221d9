/**
 * @file The peak speed of the machine: 128-bit multiplications and additions on registers only, in 12
 * independent chains, so that none waits for another.
 */

/** Runs `rounds` rounds of 12 multiplications and 12 additions of four numbers: 96 operations per round. */
export function peak(rounds: i32, seed: f32): f32 {
  const x = f32x4.splat(seed);
  let a = x, b = x, c = x, d = x, e = x, f = x;
  let g = x, h = x, i = x, j = x, k = x, l = x;
  for (let r = 0; r < rounds; r++) {
    a = f32x4.add(f32x4.mul(a, x), x);
    b = f32x4.add(f32x4.mul(b, x), x);
    c = f32x4.add(f32x4.mul(c, x), x);
    d = f32x4.add(f32x4.mul(d, x), x);
    e = f32x4.add(f32x4.mul(e, x), x);
    f = f32x4.add(f32x4.mul(f, x), x);
    g = f32x4.add(f32x4.mul(g, x), x);
    h = f32x4.add(f32x4.mul(h, x), x);
    i = f32x4.add(f32x4.mul(i, x), x);
    j = f32x4.add(f32x4.mul(j, x), x);
    k = f32x4.add(f32x4.mul(k, x), x);
    l = f32x4.add(f32x4.mul(l, x), x);
  }
  let sum = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f));
  sum = f32x4.add(sum, f32x4.add(f32x4.add(f32x4.add(g, h), f32x4.add(i, j)), f32x4.add(k, l)));
  return f32x4.extract_lane(sum, 0);
}
