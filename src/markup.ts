/** @file Escapes text for HTML and SVG. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Returns `text` for element content: only characters that would be markup there are replaced. */
export const elementText = (text: string): string =>
  text.replace(/[&<>]/g, (character) => entities[character]);

/**
 * Returns `text` for element content and for quoted attributes; control characters
 * that XML forbids become U+FFFD.
 */
export function markupText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"']/g, (character) => entities[character])
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g, '\ufffd');
}
