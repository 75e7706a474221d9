/** @file Numbers with their nouns, in messages. */

/** Returns `1 tag` or `2,000 tags`; without `toLocaleString`, which loads data of languages for 30 ms. */
export const plural = (n: number, one: string, many: string): string =>
  `${String(n).replace(/\B(?=(\d{3})+$)/g, ',')} ${n === 1 ? one : many}`;
