/** @file Decimal numbers read from bytes, exactly as `Number` reads them and faster. */

const powersOfTen = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));
const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** Whether `text` is a decimal number, with or without exponent; neither hexadecimal nor NaN nor Infinity is. */
export const isDecimal = (text: string): boolean => decimal.test(text);

/** Fields in `bytes[start … end)`, separated by runs of blanks and `separator` (a byte; 0x20 when blanks only). */
export function countFields(bytes: Buffer, start: number, end: number, separator = 0x20): number {
  let fields = 0;
  let before = true; // whether the byte before is a separator
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    const blank = byte === separator || byte === 0x20 || byte === 0x09;
    if (before && !blank) fields++;
    before = blank;
  }
  return fields;
}

/** Where the field number `index` (from 0) of `bytes[start … end)` begins and ends; both are `end` past the last. */
export function fieldAt(
  bytes: Buffer,
  start: number,
  end: number,
  index: number,
  separator = 0x20,
): [number, number] {
  let at = start;
  const blank = (): boolean => bytes[at] === separator || bytes[at] === 0x20 || bytes[at] === 0x09;
  for (let field = 0; ; field++) {
    while (at < end && blank()) at++;
    const begin = at;
    while (at < end && !blank()) at++;
    if (field === index || begin === end) return [begin, at];
  }
}

/**
 * Reads the first `count` fields of `bytes[start … end)` as numbers into `into[at …]`, rounded to float32.
 * Returns how many could be read before one was missing, not a decimal, or not finite as float32: `count` when all.
 *
 * A decimal of at most 15 digits is an integer below 2⁵³ over a power of ten up to 10¹⁵, both exact as doubles, so that their
 * quotient is correctly rounded and equal to `Number(text)` (Clinger 1990). Anything else goes through `Number`.
 */
export function readNumbers(
  bytes: Buffer,
  start: number,
  end: number,
  separator: number,
  count: number,
  into: Float32Array,
  at: number,
): number {
  const isBlank = (byte: number): boolean => byte === separator || byte === 0x20 || byte === 0x09;
  let i = start;
  for (let index = 0; index < count; index++) {
    while (i < end && isBlank(bytes[i]!)) i++;
    if (i >= end) return index;
    const begin = i;
    const negative = bytes[i] === 0x2d;
    if (negative || bytes[i] === 0x2b) i++;
    let integer = 0;
    const whole = i;
    while (i < end && isDigit(bytes[i]!)) integer = integer * 10 + bytes[i++]! - 0x30;
    let digits = i - whole;
    let fraction = 0;
    if (i < end && bytes[i] === 0x2e) {
      const point = i++;
      while (i < end && isDigit(bytes[i]!)) integer = integer * 10 + bytes[i++]! - 0x30;
      fraction = i - point - 1;
      digits += fraction;
    }
    let value: number;
    if (digits > 0 && digits <= 15 && (i >= end || isBlank(bytes[i]!))) {
      value = integer / powersOfTen[fraction]!;
      if (negative) value = -value;
    } else {
      while (i < end && !isBlank(bytes[i]!)) i++;
      const text = bytes.toString('latin1', begin, i);
      value = decimal.test(text) ? Math.fround(Number(text)) : Number.NaN;
      if (!Number.isFinite(value)) return index;
    }
    into[at + index] = value;
  }
  return count;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
