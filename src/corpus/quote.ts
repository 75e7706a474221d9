/** @file Quotes a piece of a file for a message: on one line, and never long. */

const longest = 40;

/** `text` in double quotes with control characters escaped, cut after 40 characters. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
