/** @file Where the bytes of a model come from: a file, or bytes in memory. */

/** Bytes that can be read from any position. */
export interface ByteSource {
  /** Its name in error messages: a path, a URL, or "the bytes". */
  readonly name: string;
  readonly size: number;
  /**
   * Returns `length` bytes from `from` on, aligned for every type of number if `from` is a multiple of 8. Returns
   * undefined if the source has become shorter.
   */
  read(from: number, length: number): Uint8Array | undefined;
  /** Releases the source; nothing can be read afterward. */
  close(): void;
  /** Identifies the contents without reading them: equal for two sources over the same file if it did not change between. */
  readonly stamp?: string;
}

/** A source over bytes in memory. They are not copied if they are aligned, so they must not change afterward. */
export function bytesSource(bytes: Uint8Array, name: string): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (from, length) => {
      const start = bytes.byteOffset + from;
      const part = bytes.subarray(from, from + length);
      return start % 8 === 0 ? part : new Uint8Array(part);
    },
    close: () => {},
  };
}
