/** @file What x is: every row's dense vector and sparse features. Both are fixed; training never changes them. */

/**
 * The table of rows. A row is a distinct input of a slot: a word's form with its features, the padding, or the
 * context of a sentence. A window is a tuple of row numbers, one for each slot.
 */
export interface Inputs {
  readonly d: number;
  readonly X: Float32Array; // (V, d), dense vectors
  readonly dense: Int32Array; // (R), the row of X, or −1 for none
  readonly featureStart: Int32Array; // (R + 1), where a row's features begin in `features`
  readonly features: Int32Array; // sparse feature ids, ascending within a row
}
