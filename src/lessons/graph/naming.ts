/** @file Names for nodes without one: a, b, … in order, and f for the output, as in the lecture. */

/** Yields a, b, …, z, a1, b1, … without those in `taken`. */
export function* intermediateNames(taken: ReadonlySet<string>): Generator<string, never> {
  for (let round = 0; ; round++) {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      const name = round === 0 ? letter : `${letter}${round}`;
      if (!taken.has(name)) yield name;
    }
  }
}

/** Returns f for an output, or the first of g, h, J, output, output1, … that is not in `taken`. */
export function outputName(taken: ReadonlySet<string>): string {
  const free = ['f', 'g', 'h', 'J', 'output'].find((name) => !taken.has(name));
  for (let number = 1; ; number++) {
    const name = free ?? `output${number}`;
    if (!taken.has(name)) return name;
  }
}
