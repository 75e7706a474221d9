/** @file Chooses the forms, and the table rows, that are kept when a table is full. */

/** Fraction of the capacity that is kept. */
const keptShare = 0.75;

/** Holds the arrays for the choice, because allocating megabytes each time would be slow. */
export class FrequentForms {
  /** By form: 1 if it is kept. */
  readonly isKept: Uint8Array; // (forms)
  /** By row: its new row, or 0 if it is forgotten. */
  readonly places: Int32Array; // (rows)
  readonly #order: Float64Array; // (forms), uses and form as one number, to be sorted

  /** For at most `forms` forms and `rows` rows. */
  constructor(forms: number, rows: number) {
    this.isKept = new Uint8Array(forms);
    this.places = new Int32Array(rows);
    this.#order = new Float64Array(forms);
  }

  /**
   * Chooses among `count` forms with these `rows` and `uses` the most frequent ones, up to `most` rows and a
   * fixed share of all forms and rows. Of equally frequent forms, the latest are kept. Sets `isKept` and
   * `places`, and returns the kept rows, ascending; they become rows 1, 2, ….
   */
  choose(count: number, rows: Int32Array, uses: Uint32Array, max: number): Int32Array {
    this.#mark(count, rows, uses, max);
    const kept = nonZero(this.places);
    for (let k = 0; k < kept.length; k++) this.places[kept[k]] = 1 + k;
    return kept;
  }

  /** Sets `isKept`, and `places` to 1 for the rows of the kept forms. */
  #mark(count: number, rows: Int32Array, uses: Uint32Array, max: number): void {
    const capacity = this.isKept.length;
    const maxRows = Math.min(max, keptShare * this.places.length);
    const order = this.#order.subarray(0, count);
    for (let form = 0; form < count; form++) order[form] = uses[form] * capacity + form;
    order.sort();
    const [isKept, places] = [this.isKept.fill(0), this.places.fill(0)];
    let [forms, marked] = [0, 0];
    for (let k = count - 1; k >= 0 && forms < keptShare * capacity; k--) {
      const form = order[k] % capacity;
      const row = rows[form];
      if (places[row] === 0 && ++marked > maxRows) break;
      places[row] = 1;
      isKept[form] = 1;
      forms++;
    }
  }
}

/** Returns the indices of the numbers that are not 0, ascending. */
function nonZero(numbers: Int32Array): Int32Array {
  let count = 0;
  for (let k = 0; k < numbers.length; k++) if (numbers[k] !== 0) count++;
  const indices = new Int32Array(count);
  for (let k = numbers.length - 1; count > 0; k--) if (numbers[k] !== 0) indices[--count] = k;
  return indices;
}
