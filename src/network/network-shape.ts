/** @file The sizes of a network, and the position of each slot's weights. */

/**
 * A slot is one place of a window that holds a row: its words from left to right and, if configured, one row
 * for the sentence and one for the document.
 */
export interface Slot {
  readonly name: string;
  /** First column of W that belongs to the slot, or −1 if its rows have no dense part. */
  readonly column: number;
  /** First row of S that belongs to the slot. */
  readonly sparse: number;
  /** Number of different sparse features of this slot (rows of S); ids are 0 … features − 1. */
  readonly features: number;
}

/** Sizes; see the table of symbols in `src/README.md`. */
export interface NetworkShape {
  readonly d: number;
  readonly H: number;
  /** H rounded up to a multiple of 8: arrays over hidden units are padded with zeros to whole SIMD vectors. */
  readonly stride: number;
  /** D = d · (slots with a dense part): the length of x. */
  readonly D: number;
  readonly slots: readonly Slot[];
  /** Rows of S. */
  readonly F: number;
}

/** Input of {@link networkShapeOf}. */
export interface LayoutOptions {
  readonly d: number;
  readonly H: number;
  /** Words on each side of the center. */
  readonly radius: number;
  /** Number of sparse features of a word. */
  readonly wordFeatures: number;
  /** What the slot for the sentence (the document) holds; absent if windows have no such slot. */
  readonly sentence?: { readonly dense: boolean; readonly features: number } | undefined;
  readonly document?: { readonly dense: boolean; readonly features: number } | undefined;
}

/**
 * Returns the shape for windows of 2 · radius + 1 words: slots in the order in
 * which their parts are added to z.
 */
export function networkShapeOf(options: LayoutOptions): NetworkShape {
  const { d, H, radius } = options;
  const slots: Slot[] = [];
  let column = 0;
  let sparse = 0;
  const add = (name: string, dense: boolean, features: number): void => {
    slots.push({ name, column: dense ? column : -1, sparse, features });
    if (dense) column += d;
    sparse += features;
  };
  for (let offset = -radius; offset <= radius; offset++) {
    add(
      offset === 0 ? 'center' : `word${offset > 0 ? '+' : '−'}${Math.abs(offset)}`,
      true,
      options.wordFeatures,
    );
  }
  if (options.sentence) add('sentence', options.sentence.dense, options.sentence.features);
  if (options.document) add('document', options.document.dense, options.document.features);
  return { d, H, stride: Math.ceil(H / 8) * 8, D: column, slots, F: sparse };
}
