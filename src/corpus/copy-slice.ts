/** @file Copies of substrings that are kept longer than the block of lines they come from. */

/**
 * Returns a copy of `piece` that doesn't keep its whole block in memory. In V8, a slice of 13 or more
 * characters references its parent string; shorter slices are copies already.
 */
export const copyOfSlice = (piece: string): string =>
  piece.length < 13 ? piece : Buffer.from(piece, 'utf16le').toString('utf16le');
