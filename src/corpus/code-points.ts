/** @file Offsets in code points, as Python counts them. */

/** True if code points and UTF-16 units of a text differ. */
export const hasPairs = (text: string): boolean => /[\ud800-\udbff]/.test(text);

/** Returns a function from UTF-16 units to code points. */
export function codePoints(text: string): (unit: number) => number {
  if (!hasPairs(text)) return (unit) => unit;
  const points = new Int32Array(text.length + 1);
  for (let at = 0, count = 0; at < text.length; count++) {
    const width = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    points.fill(count, at, at + width);
    at += width;
    points[at] = count + 1;
  }
  return (unit) => points[unit];
}
