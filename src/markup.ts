/** @file Text inside HTML and SVG. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** `text` for element content: only what would be markup there is replaced. */
export const elementText = (text: string): string =>
  text.replace(/[&<>]/g, (character) => entities[character]);

/** `text` for element content and for quoted attributes; control characters that XML forbids become U+FFFD. */
export function markupText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"']/g, (character) => entities[character])
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g, '\ufffd');
}
