/** @file Entities as elements inside the text: XML with MUC's ENAMEX, and HTML with `<mark>`. */

import { markupText } from '../../markup.js';
import type { AnnotatedDocument } from '../annotated-document.js';
import type { Span } from '../sentence.js';
import type { WrittenFormat } from './format.js';
import { xmlText } from './stand-off.js';

const keeps = {
  text: true,
  words: false,
  sentences: false,
  documents: true,
  overlaps: false,
  cuts: true,
};

/** Returns the text with `open(type)` and `close` around each entity; of overlapping ones, the first and longest. */
function marked({ text, marks }: AnnotatedDocument, open: (type: string) => string, close: string): string {
  let written = '';
  let at = 0;
  for (const { type, start, end } of disjointMarks(marks)) {
    written += `${xmlText(text.slice(at, start))}${open(markupText(type))}${xmlText(text.slice(start, end))}${close}`;
    at = end;
  }
  return written + xmlText(text.slice(at));
}

/** Returns the entities that do not overlap one before. */
export function disjointMarks(marks: readonly Span[]): Span[] {
  let end = 0;
  return marks.filter((mark) => {
    const isFree = mark.start >= end;
    if (isFree) end = mark.end;
    return isFree;
  });
}

export const xml: WrittenFormat = {
  keeps,
  ending: 'xml',
  hasFolders: true,
  frame: ['<?xml version="1.0" encoding="UTF-8"?>\n<corpus>\n', '', '</corpus>\n'],
  open: () => ({
    write: (document) => `<doc>${marked(document, (type) => `<ENAMEX TYPE="${type}">`, '</ENAMEX>')}</doc>\n`,
  }),
};

export const html: WrittenFormat = {
  keeps,
  ending: 'html',
  hasFolders: true,
  frame: ['<!doctype html>\n<meta charset="utf-8">\n<title>Corpus</title>\n', '', ''],
  open: () => ({
    write: (document) => `<p>${marked(document, (type) => `<mark title="${type}">`, '</mark>')}</p>\n`,
  }),
};
