/** @file Lines of a file, cut into columns. */

import { quoted } from '../quote.js';

/** How a line is cut: see `Separator`; 'single' is at every single space or tab, so that columns may be empty. */
export type Cut = 'any' | 'tab' | 'space' | 'single';

const [tab, space] = [0x09, 0x20];

/**
 * A line split into columns: `bounds` holds the start and end of each, `count` is their number. Each
 * call of `cut` overwrites both.
 */
export class Columns {
  line = '';
  count = 0;
  readonly #bounds: number[] = [];

  /** `separator` can change between lines. */
  constructor(public separator: Cut) {}

  cut(line: string): void {
    this.line = line;
    this.count = 0;
    const { separator } = this;
    const keepsEmpty = separator === 'tab' || separator === 'single';
    let start = 0;
    for (let i = 0; i <= line.length; i++) {
      const code = i < line.length ? line.charCodeAt(i) : -1;
      const parts =
        code === -1 || (code === tab && separator !== 'space') || (code === space && separator !== 'tab');
      if (!parts) continue;
      if (i > start || keepsEmpty) {
        this.#bounds[2 * this.count] = start;
        this.#bounds[2 * this.count + 1] = i;
        this.count++;
      }
      start = i + 1;
    }
  }

  /** Cuts the line again at other separators. */
  recut(separator: Cut): void {
    const own = this.separator;
    this.separator = separator;
    this.cut(this.line);
    this.separator = own;
  }

  /** Returns the text of column `index`, counted from 0. */
  at(index: number): string {
    return this.line.slice(this.#bounds[2 * index], this.#bounds[2 * index + 1]);
  }

  /** Returns all columns. */
  all(): string[] {
    return Array.from({ length: this.count }, (_, i) => this.at(i));
  }

  /** Returns the columns as messages show them: `1 "Paris"  2 "NNP"  3 "B-LOC"`. */
  shown(): string {
    const max = 12;
    const shown = Array.from(
      { length: Math.min(this.count, max) },
      (_, i) => `${i + 1} ${quoted(this.at(i))}`,
    );
    return shown.join('  ') + (this.count > max ? `  … ${this.count} columns` : '');
  }
}

/** Returns the columns of a line. */
export function columnsOf(line: string, separator: Cut): string[] {
  const columns = new Columns(separator);
  columns.cut(line);
  return columns.all();
}
