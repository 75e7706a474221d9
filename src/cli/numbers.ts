/** @file Parsers of option values that are numbers; anything else is a usage error. */

/**
 * The error for an argument that is not such a number. Commander recognizes it by its code, so that
 * this file need not load commander.
 */
class InvalidNumber extends Error {
  readonly code = 'commander.invalidArgument';
}

/** Reads any finite number. */
export function anyNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidNumber('expected a number');
  return value;
}

/** Reads a number from `min` to `max`. */
export const numberBetween =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && value >= min && value <= max) return value;
    throw new InvalidNumber(`expected a number from ${min} to ${max}`);
  };

/** Reads a number that is at least `min`. */
export const numberFrom =
  (min: number) =>
  (text: string): number => {
    const value = anyNumber(text);
    if (value >= min) return value;
    throw new InvalidNumber(`expected a number, ${min} or more`);
  };

/** Reads the number of a column: from 1 on, or from -1 on when counted from the end. */
function columnNumber(text: string): number {
  const value = Number(text);
  if (/^-?\d{1,4}$/.test(text) && value !== 0 && Math.abs(value) <= 1000) return value;
  throw new InvalidNumber('expected a whole number from 1 to 1000 or from -1000 to -1');
}

/** Reads a column: its number, or its name. */
export function column(text: string): number | string {
  return /^[-+]?[\d.]+$/.test(text) || text.trim() === '' ? columnNumber(text) : text;
}

/** Parses a whole number from `min` to `max`, both ≥ 0. Only digits are accepted. */
export const wholeBetween =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d{1,10}$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidNumber(`expected a whole number from ${min} to ${max}`);
  };

/** Reads a random seed. */
export const seedNumber = wholeBetween(0, 4_294_967_295);

/** Reads shares separated by commas: `10%,25%,100%`, or fractions such as 0.1. */
export const shares = (text: string): number[] =>
  text.split(',').map((part) => {
    const written = part.trim();
    const share = written.endsWith('%') ? Number(written.slice(0, -1)) / 100 : Number(written);
    if (/^[\d.]+%?$/.test(written) && share > 0 && share <= 1) return share;
    throw new InvalidNumber(
      'expected shares above 0 and up to 100%, separated by commas, such as 10%,50%,100%',
    );
  });
