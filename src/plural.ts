/** @file Numbers with their nouns, in messages. */

/** Returns `1 tag` or `2,000 tags`. */
export const plural = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
