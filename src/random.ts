/**
 * @file The seeded random generator. All random numbers come from it, and it is passed in wherever something
 * is drawn. Its state is four words, so that a checkpoint can store it.
 *
 * Source: Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2021 (xoshiro128**); Steele,
 * Lea & Flood 2014 (SplitMix, for seeding); Lemire 2019 (unbiased bounded integers).
 */

/** State of the generator: four 32-bit words, not all zero. */
export type RandomState = readonly [number, number, number, number];

/** xoshiro128**: period 2¹²⁸ − 1; integer arithmetic only, so the same draws on every machine. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  private constructor([a, b, c, d]: RandomState) {
    [this.#a, this.#b, this.#c, this.#d] = [a | 0, b | 0, c | 0, d | 0];
  }

  /**
   * Returns a generator for `seed`, an integer of 0 … 2³² − 1, and a `stream`:
   * streams of one seed are independent.
   */
  static seeded(seed: number, stream = 0): Random {
    let word = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(stream | 0, 0x85ebca77)) | 0;
    const next = (): number => {
      word = (word + 0x9e3779b9) | 0;
      let mixed = word;
      mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return mixed ^ (mixed >>> 15);
    };
    return new Random([next(), next(), next(), next() | 1]);
  }

  /** Returns a generator that continues from `state`. */
  static from(state: RandomState): Random {
    return new Random(state);
  }

  get state(): RandomState {
    return [this.#a, this.#b, this.#c, this.#d];
  }

  /** Returns the next 32 bits, as an integer of 0 … 2³² − 1. */
  bits(): number {
    const fives = Math.imul(this.#b, 5);
    const result = Math.imul((fives << 7) | (fives >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** Returns how many of n random bits are 1: those of ⌈n / 32⌉ draws of {@link bits}, the highest bits of the last one. */
  ones(n: number): number {
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d]; // local variables are several times as fast
    let count = 0;
    for (let left = n; left > 0; left -= 32) {
      const fives = Math.imul(b, 5);
      const bits = Math.imul((fives << 7) | (fives >>> 25), 9);
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      count += bitCount(left < 32 ? bits >>> (32 - left) : bits);
    }
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
    return count;
  }

  /** Returns an integer of 0 … n − 1, each equally likely; `n` is 1 … 2³². */
  below(n: number): number {
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % n); // values from here on would favor small results
    let draw = this.bits();
    while (draw >= limit) draw = this.bits();
    return draw % n;
  }

  /** Returns a number in [0, 1), a multiple of 2⁻³². */
  uniform(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** Shuffles `items` in place; every order is equally likely (Fisher & Yates). */
  shuffle(items: Int32Array | unknown[]): void {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const kept = items[last];
      items[last] = items[other];
      items[other] = kept;
    }
  }
}

/** Returns the number of ones among 32 bits, by adding neighbors in parallel (Warren, *Hacker's Delight*, §5–1). */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
