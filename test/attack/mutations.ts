/** @file Damages a file at random. */
import type { Random } from '../../src/random.js';

const special = [
  'NaN',
  '-1',
  '1e999',
  '0',
  '4294967297',
  '9'.repeat(400),
  '\0',
  '\ufeff',
  '\u202e',
  '\x1b[31m',
  '"',
  "'",
  '\t',
  '\n\n',
  '[',
  '{"a":',
  '(',
  '- ',
  '&a *a',
  '!!js',
  ': ',
  '#',
  ',',
  'null',
  'true',
  '-DOCSTART- -X- O O\n',
  'B-LOC',
  'I-',
  '<!--',
  '['.repeat(3000),
  '('.repeat(3000),
  '{"a":'.repeat(3000),
  '\ud800',
  '../../etc',
  '𝒜',
  'x'.repeat(5000),
  '\r',
  '1\t2\t3\n',
].map((text) => Buffer.from(text));

/** Returns a damaged copy; `other` is a file to take parts from. */
export function damaged(bytes: Buffer, other: Buffer, random: Random): Buffer {
  let copy: Buffer = Buffer.from(bytes);
  for (let left = 1 + random.below(4); left > 0; left--) copy = damagedOnce(copy, other, random);
  return copy;
}

function damagedOnce(bytes: Buffer, other: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const length = random.below(1 + Math.min(40, bytes.length - at));
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (random.below(7)) {
    case 0:
      return flipped(bytes, random);
    case 1:
      return before; // cut off
    case 2:
      return Buffer.concat([before, after.subarray(length)]);
    case 3:
      return Buffer.concat([before, after.subarray(0, length), after]);
    case 4:
      return Buffer.concat([before, special[random.below(special.length)], after]);
    case 5:
      return Buffer.concat([before, special[random.below(special.length)], after.subarray(length)]);
    default:
      return Buffer.concat([before, other.subarray(0, random.below(other.length + 1)), after]);
  }
}

/** Returns a copy with one bit changed. */
export function flipped(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[random.below(copy.length)] ^= 1 << random.below(8);
  return copy;
}
