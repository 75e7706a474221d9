/** @file `text-bytes.ts` for browsers. */

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** Number of arguments that every engine takes. */
const mostUnits = 8192;

/** Shared memory can't be decoded, so it is copied. */
export const textOfUtf8 = (bytes: Uint8Array): string =>
  decoder.decode(bytes.buffer instanceof ArrayBuffer ? bytes : bytes.slice());

export function textOfUtf16(units: Uint16Array): string {
  let text = '';
  for (let from = 0; from < units.length; from += mostUnits)
    text += String.fromCharCode(...units.subarray(from, from + mostUnits));
  return text;
}
