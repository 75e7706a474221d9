/** @file Escapes text for HTML and SVG. */
import { withoutControls } from './control-characters.js';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Returns `text` for element content: only control characters, and characters that would be markup there, are replaced. */
export const elementText = (text: string): string =>
  withoutControls(text).replace(/[&<>]/g, (character) => entities[character]);

/**
 * Returns `text` for element content and for quoted attributes; control characters, and others that XML forbids,
 * become U+FFFD.
 */
export function markupText(text: string): string {
  return withoutControls(text)
    .toWellFormed()
    .replace(/[&<>"']/g, (character) => entities[character])
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}
