/** @file Stand-off annotations of brat and GATE: the text, and entities that refer to it by their offsets. */

import { markupText } from '../../markup.js';
import type { AnnotatedDocument } from '../annotated-document.js';
import { codePoints } from '../code-points.js';
import type { Span } from '../sentence.js';
import type { WrittenFormat } from './format.js';

const keeps = {
  text: true,
  words: false,
  sentences: false,
  documents: true,
  overlaps: true,
  cuts: true,
};

/**
 * The `.ann` file of brat; offsets are code points in the `.txt` file, in which each document ends with a line feed.
 * An entity across lines has one part on each line, as in brat. White space in a type becomes `_`.
 */
export const brat: WrittenFormat = {
  keeps,
  ending: 'ann',
  hasFolders: true,
  open() {
    let [number, before] = [0, 0];
    return {
      write({ text, marks }) {
        const at = codePoints(text);
        const lines = marks.map((mark) => {
          const parts = partsOf(mark, text);
          const places = parts.map(([start, end]) => `${before + at(start)} ${before + at(end)}`).join(';');
          const words = parts.map(([start, end]) => text.slice(start, end)).join(' ');
          return `T${++number}\t${mark.type.replaceAll(/\s/g, '_')} ${places}\t${words}\n`;
        });
        before += at(text.length) + 1;
        return lines.join('');
      },
    };
  },
};

/** Returns the parts of an entity, one for each line of the text. */
function partsOf({ start, end }: Span, text: string): (readonly [number, number])[] {
  const parts: (readonly [number, number])[] = [];
  for (const line of text.slice(start, end).matchAll(/[^\r\n]+/g))
    parts.push([start + line.index, start + line.index + line[0].length]);
  return parts;
}

/** A document of GATE; several documents become one, each followed by a line feed. */
export const gate: WrittenFormat = {
  keeps: { ...keeps, documents: false },
  ending: 'xml',
  hasFolders: true,
  frame: [
    '<?xml version="1.0" encoding="UTF-8"?>\n<GateDocument version="3">\n<GateDocumentFeatures/>\n<TextWithNodes>',
    '\n',
    '</GateDocument>\n',
  ],
  open() {
    let [number, before] = [0, 0];
    let annotations = '';
    return {
      write(document) {
        const offset = before;
        before += document.text.length + 1;
        for (const { type, start, end } of document.marks)
          annotations +=
            `<Annotation Id="${number++}" Type="${markupText(type)}" ` +
            `StartNode="${offset + start}" EndNode="${offset + end}"/>\n`;
        return withNodes(document, offset);
      },
      end: () => `</TextWithNodes>\n<AnnotationSet>\n${annotations}</AnnotationSet>\n`,
    };
  },
};

/** Returns the text with a node at each border of an entity. GATE is written in Java: its offsets are UTF-16 units. */
function withNodes({ text, marks }: AnnotatedDocument, offset: number): string {
  const borders = new Set(marks.flatMap(({ start, end }) => [start, end]));
  let written = '';
  let at = 0;
  for (const border of [...borders].sort((a, b) => a - b)) {
    written += `${xmlText(text.slice(at, border))}<Node id="${offset + border}"/>`;
    at = border;
  }
  return written + xmlText(text.slice(at));
}

/** Escapes text for XML; a carriage return stays one, and what XML cannot hold becomes U+FFFD. */
export const xmlText = (text: string): string =>
  text
    .split(/([\t\r])/)
    .map((piece) => (piece === '\r' ? '&#13;' : piece === '\t' ? '\t' : markupText(piece)))
    .join('');
