/** @file Text from bytes, as Node does it fastest; `text-bytes.browser.ts` does the same in a browser. */

/** Returns the text of UTF-8 bytes; invalid bytes become U+FFFD. */
export const textOfUtf8 = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('utf8');

/** Returns the text of UTF-16 code units. */
export const textOfUtf16 = ({ buffer, byteOffset, byteLength }: Uint16Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('utf16le');
