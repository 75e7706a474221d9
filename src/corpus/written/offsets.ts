/** @file Offsets in code points, as Python counts them. */

/** Returns a function from UTF-16 units to code points. */
export function codePoints(text: string): (unit: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (unit) => unit;
  const points = new Int32Array(text.length + 1);
  for (let at = 0, count = 0; at < text.length; count++) {
    const width = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    points.fill(count, at, at + width);
    at += width;
    points[at] = count + 1;
  }
  return (unit) => points[unit];
}
