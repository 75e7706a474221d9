/** @file Compares the words of an entity, as a file says them, with the text that its offsets cover. */

/** True if two texts have the same words, whatever the white space between them. */
export const sameWords = (a: string, b: string): boolean => onOneLine(a) === onOneLine(b);

const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
