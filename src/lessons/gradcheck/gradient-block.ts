/** @file The parameters of J as lists of numbers: W, b, u, S, x and the anchor a, each with names for its entries. */

/** A parameter, or the part of it that a batch touches, row by row. */
export interface GradientBlock {
  readonly name: string;
  /** Names of its rows; a vector or a scalar has none. */
  readonly rows: readonly string[] | undefined;
  /** Numbers in a row; of a vector its length, of a scalar 0. */
  readonly width: number;
}

/** How many numbers a block has. */
export const lengthOf = ({ rows, width }: GradientBlock): number =>
  rows ? rows.length * width : Math.max(1, width);

/** The name of an entry: `W[3,7]`, `b[2]`, `a`. */
export function placeOf({ name, rows, width }: GradientBlock, index: number): string {
  if (rows) return `${name}[${rows[Math.floor(index / width)]},${index % width}]`;
  return width === 0 ? name : `${name}[${index}]`;
}

/** The entry with that name; −1 when the block has none. */
export function indexOf(block: GradientBlock, place: string): number {
  const { name, rows, width } = block;
  if (place === name && width === 0) return 0;
  const found = /^(\w+)\[(?:([^,\]]+),)?(\d+)\]$/.exec(place);
  if (!found || found[1] !== name || Number(found[3]) >= width) return -1;
  if (!rows) return found[2] === undefined ? Number(found[3]) : -1;
  const row = rows.indexOf(found[2] ?? '');
  return row < 0 ? -1 : row * width + Number(found[3]);
}

/** Numbers for each block, by its name. */
export type Values = ReadonlyMap<string, Float64Array>;
