/** @file Shell quoting, for printed commands that users can copy and run. */

/** Returns `text` unchanged if the shell reads it as one word, otherwise in single quotes. */
export const shellWord = (text: string | number): string =>
  /^[\w./,-]+$/.test(String(text)) ? String(text) : `'${String(text).replaceAll("'", `'\\''`)}'`;
