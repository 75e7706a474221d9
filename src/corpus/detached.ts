/** @file Pieces of lines that outlive their block. */

/**
 * A copy of a piece of a line that doesn't keep the whole block in memory, as a slice does in V8 (from 13
 * characters on; shorter slices are copies already).
 */
export const detached = (piece: string): string =>
  piece.length < 13 ? piece : Buffer.from(piece, 'utf16le').toString('utf16le');
