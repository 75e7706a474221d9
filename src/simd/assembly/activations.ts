/**
 * @file f and f′ of four numbers at a time, a class for each activation: the operations of
 * `network/activations/`, in the same order. Their numbers are the places in the registry
 * `network/activation.ts`. No instance is ever made: methods are resolved and inlined when compiling.
 */
import { Constants, plan } from './memory-map';

/** Number of activations; a module that knows more or fewer than the registry is refused. */
export const activationCount = 6;

/**
 * Runs a loop that is compiled once for each activation; traps if the number in the plan is that of none.
 * A `Loop` has a method `run<F>(from, to, factor)` whose type argument F is one of the classes below.
 */
@inline
export function specialized<Loop>(from: usize, to: usize, factor: f32): f32 {
  const loop = changetype<Loop>(0);
  switch (plan.activation) {
    case 0: return loop.run<Tanh>(from, to, factor);
    case 1: return loop.run<Hardtanh>(from, to, factor);
    case 2: return loop.run<Sigmoid>(from, to, factor);
    case 3: return loop.run<Relu>(from, to, factor);
    case 4: return loop.run<Identity>(from, to, factor);
    case 5: return loop.run<Softsign>(from, to, factor);
    default: return unreachable();
  }
}

/** h = f(z). */
@inline
export function f<F>(z: v128): v128 {
  return changetype<F>(0).value(z, plan.constants);
}

/** f′ as a function of h. */
@inline
export function derivative<F>(h: v128): v128 {
  return changetype<F>(0).derivative(h, plan.constants);
}

@unmanaged
class Tanh {
  @inline
  value(z: v128, c: Constants): v128 {
    const a = f32x4.pmin(f32x4.abs(z), c.tanhLimit);
    const shifted = next(a, c.twoOverLn2, c.shift);
    const k = f32x4.sub(shifted, c.shift);
    const r = f32x4.sub(a, f32x4.mul(k, c.halfLn2));
    const y = f32x4.mul(r, r);
    const t = next(f32x4.mul(next(c.t0, y, c.t1), y), r, r);
    const power = i32x4.add(i32x4.shl(shifted, 23), c.one); // 2ᵏ: the bits of 1 with another exponent
    const more = f32x4.add(power, c.one);
    const less = f32x4.sub(power, c.one);
    const h = f32x4.div(next(t, more, less), next(t, less, more));
    return v128.or(h, v128.and(z, c.sign));
  }

  @inline
  derivative(h: v128, c: Constants): v128 {
    return f32x4.sub(c.one, f32x4.mul(h, h));
  }
}

@unmanaged
class Hardtanh {
  @inline
  value(z: v128, c: Constants): v128 {
    return f32x4.pmin(f32x4.pmax(z, c.minusOne), c.one);
  }

  @inline
  derivative(h: v128, c: Constants): v128 {
    return v128.and(v128.and(f32x4.gt(h, c.minusOne), f32x4.lt(h, c.one)), c.one);
  }
}

@unmanaged
class Sigmoid {
  @inline
  value(z: v128, c: Constants): v128 {
    const e = exp(f32x4.neg(f32x4.pmin(f32x4.abs(z), c.sigmoidLimit)), c);
    const numerator = v128.bitselect(e, c.one, f32x4.lt(z, f32x4.splat(0)));
    return f32x4.div(numerator, f32x4.add(c.one, e));
  }

  @inline
  derivative(h: v128, c: Constants): v128 {
    return f32x4.mul(h, f32x4.sub(c.one, h));
  }
}

@unmanaged
class Relu {
  @inline
  value(z: v128, _c: Constants): v128 {
    return f32x4.pmax(z, f32x4.splat(0));
  }

  @inline
  derivative(h: v128, c: Constants): v128 {
    return v128.and(f32x4.gt(h, f32x4.splat(0)), c.one);
  }
}

@unmanaged
class Identity {
  @inline
  value(z: v128, _c: Constants): v128 {
    return z;
  }

  @inline
  derivative(_h: v128, c: Constants): v128 {
    return c.one;
  }
}

@unmanaged
class Softsign {
  @inline
  value(z: v128, c: Constants): v128 {
    const limit: f32 = 1152921504606846976; // 2⁶⁰
    const a = f32x4.pmin(f32x4.pmax(z, f32x4.splat(-limit)), f32x4.splat(limit));
    return f32x4.div(a, f32x4.add(c.one, f32x4.abs(a)));
  }

  @inline
  derivative(h: v128, c: Constants): v128 {
    const rest = f32x4.sub(c.one, f32x4.abs(h));
    return f32x4.mul(rest, rest);
  }
}

/** a · x + b, rounded twice. */
@inline
function next(a: v128, x: v128, b: v128): v128 {
  return f32x4.add(f32x4.mul(a, x), b);
}

@inline
function exp(x: v128, c: Constants): v128 {
  const shifted = next(x, c.inverseLn2, c.shift);
  const k = f32x4.sub(shifted, c.shift);
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(k, c.ln2High)), f32x4.mul(k, c.ln2Low));
  let p = next(c.e0, r, c.e1);
  p = next(p, r, c.e2);
  p = next(p, r, c.e3);
  p = next(p, r, c.e4);
  p = next(p, r, c.e5);
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), c.one);
  const power = i32x4.add(i32x4.shl(shifted, 23), c.one); // 2ᵏ: the bits of 1 with another exponent
  return f32x4.mul(p, power);
}

/** Writes the constants to where the plan has room for them. */
export function writeConstants(): void {
  const c = plan.constants;
  c.one = f32x4.splat(1);
  c.minusOne = f32x4.splat(-1);
  c.inverseLn2 = f32x4.splat(1.44269504088896341);
  c.ln2High = f32x4.splat(0.693359375);
  c.ln2Low = f32x4.splat(-2.12194440e-4);
  c.shift = f32x4.splat(12582912);
  c.e0 = f32x4.splat(1.9875691500e-4);
  c.e1 = f32x4.splat(1.3981999507e-3);
  c.e2 = f32x4.splat(8.3334519073e-3);
  c.e3 = f32x4.splat(4.1665795894e-2);
  c.e4 = f32x4.splat(1.6666665459e-1);
  c.e5 = f32x4.splat(5.0000001201e-1);
  c.twoOverLn2 = f32x4.splat(2.8853900817779268);
  c.halfLn2 = f32x4.splat(0.34657359027997264);
  c.t0 = f32x4.splat(0.13110233);
  c.t1 = f32x4.splat(-0.33331265);
  c.tanhLimit = f32x4.splat(9.02);
  c.sigmoidLimit = f32x4.splat(87);
  c.sign = f32x4.splat(-0.0);
}
