/** @file Shell quoting, for printed commands that users can copy and run. */

/**
 * Returns `text` unchanged if the shell reads it as one word, otherwise in quotes: single ones, or double ones
 * on Windows, where cmd and PowerShell both read them.
 */
export function shellWord(text: string | number, platform: string = process.platform): string {
  const word = String(text);
  if (platform === 'win32') return /^[\w./\\:-]+$/.test(word) ? word : `"${word}"`;
  return /^[\w./,:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
