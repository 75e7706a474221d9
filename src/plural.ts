/** @file Numbers with their nouns, in messages. */

/** 1234567 → `1,234,567`; without `toLocaleString`, which loads data of languages for 30 ms. */
export const grouped = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+$)/g, ',');

/** Returns `1 tag` or `2,000 tags`. */
export const plural = (n: number, one: string, many: string): string =>
  `${grouped(n)} ${n === 1 ? one : many}`;
