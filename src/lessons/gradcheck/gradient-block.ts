/**
 * @file The parameters of J as lists of numbers: W, b, u, S, x and the anchor a,
 * each with names for its entries.
 */

/** A parameter, or the rows of it that a batch uses. */
export interface GradientBlock {
  readonly name: string;
  /** Names of its rows; empty for a vector or a scalar. */
  readonly rows: readonly string[] | undefined;
  /** Numbers per row; the length of a vector; 0 for a scalar. */
  readonly width: number;
}

/** Returns the number of entries of a block. */
export const lengthOf = ({ rows, width }: GradientBlock): number =>
  rows ? rows.length * width : Math.max(1, width);

/** Returns the name of an entry: `W[3,7]`, `b[2]`, `a`. */
export function placeOf({ name, rows, width }: GradientBlock, index: number): string {
  if (rows) return `${name}[${rows[Math.floor(index / width)]},${index % width}]`;
  return width === 0 ? name : `${name}[${index}]`;
}

/** Returns the index of the entry with that name; −1 if the block has none. */
export function indexOf(block: GradientBlock, place: string): number {
  const { name, rows, width } = block;
  if (place === name && width === 0) return 0;
  const found = /^(\w+)\[(?:([^,\]]+),)?(\d+)\]$/.exec(place);
  if (!found || found[1] !== name || Number(found[3]) >= width) return -1;
  if (!rows) return found[2] === undefined ? Number(found[3]) : -1;
  const row = rows.indexOf(found[2] ?? '');
  return row < 0 ? -1 : row * width + Number(found[3]);
}

/** The numbers of each block, by block name. */
export type Values = ReadonlyMap<string, Float64Array>;

/** Returns the array of a block. */
export function arrayOf(values: Values, name: string): Float64Array {
  const array = values.get(name);
  if (!array) throw new Error(`no array for the block ${name}`);
  return array;
}
