/** @file Words as a shell reads them, for commands that are printed to be repeated. */

/** `text` as it is where that is one word of a shell, in single quotes elsewhere. */
export const shellWord = (text: string | number): string =>
  /^[\w./,-]+$/.test(String(text)) ? String(text) : `'${String(text).replaceAll("'", `'\\''`)}'`;
