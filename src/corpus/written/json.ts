/** @file JSON for other programs. Offsets are code points, as these programs count them. */

import type { AnnotatedDocument } from '../annotated-document.js';
import { codePoints } from '../code-points.js';
import type { Span } from '../sentence.js';
import { piecesAt } from '../sentence-pieces.js';
import { jsonLines, type WrittenFormat } from './format.js';
import { sentencesOf, tagsOf } from './tags.js';

const all = { text: true, words: true, sentences: true, documents: true, overlaps: true, cuts: true };
const textOnly = { ...all, words: false, sentences: false };

/** Returns the entities of the text in code points. */
function marksOf({ text, marks }: AnnotatedDocument, at = codePoints(text)): Span[] {
  return marks.map(({ type, start, end }) => ({ type, start: at(start), end: at(end) }));
}

/** Returns the words as objects with offsets. */
function placedWords({ text, words, starts, ends }: AnnotatedDocument, at = codePoints(text)) {
  return words.map((word, k) => ({ text: word, start: at(starts[k]), end: at(ends[k]) }));
}

function sentencePlaces(
  document: AnnotatedDocument,
  at = codePoints(document.text),
): { start: number; end: number }[] {
  return Array.from(sentencesOf(document), ([from, to]) => ({
    start: at(document.starts[from]),
    end: at(document.ends[to - 1]),
  }));
}

/** Our own form: with the text, or as sentences of words if the file had no text. */
export const jsonl: WrittenFormat = {
  keeps: all,
  ending: 'jsonl',
  open() {
    let documents = 0;
    const write = (document: AnnotatedDocument): string => {
      if (document.opensDocument) documents++;
      if (document.isOriginal) {
        const at = codePoints(document.text);
        const record = {
          text: document.text,
          tokens: placedWords(document, at),
          sents: sentencePlaces(document, at),
          spans: marksOf(document, at),
        };
        return `${JSON.stringify(record)}\n`;
      }
      return ownSentences(document, documents);
    };
    return { write };
  },
};

function ownSentences(document: AnnotatedDocument, number: number): string {
  let lines = '';
  for (const { from, to, spans } of piecesAt(document.sentenceEnds, document.spans)) {
    const record = { tokens: document.words.slice(from, to), spans };
    lines += `${JSON.stringify(number > 0 ? { document: number, ...record } : record)}\n`;
  }
  return lines;
}

export const doccano = jsonLines(textOnly, (document) => ({
  text: document.text,
  label: marksOf(document).map(({ type, start, end }) => [start, end, type]),
}));

/** Tasks with one annotation each, for a labeling interface whose controls are `label` and `text`. */
export const labelStudio: WrittenFormat = {
  keeps: textOnly,
  ending: 'json',
  frame: ['[\n', ',\n', '\n]\n'],
  open: () => ({
    write(document) {
      const { text } = document;
      const characters = Array.from(text);
      const result = marksOf(document).map(({ type, start, end }, k) => ({
        id: `${k + 1}`,
        from_name: 'label',
        to_name: 'text',
        type: 'labels',
        value: { start, end, text: characters.slice(start, end).join(''), labels: [type] },
      }));
      return JSON.stringify({ data: { text }, annotations: [{ result }] });
    },
  }),
};

export const prodigy = jsonLines({ ...all, sentences: false }, (document) => {
  const { text, words, starts, ends } = document;
  const at = codePoints(text);
  const [first, last] = [new Map(starts.map((s, k) => [s, k])), new Map(ends.map((e, k) => [e, k]))];
  return {
    text,
    tokens: placedWords(document, at).map((token, id) => ({ ...token, id, ws: text[ends[id]] === ' ' })),
    spans: document.marks.map(({ type, start, end }) => {
      const [token_start, token_end] = [first.get(start), last.get(end)];
      const isExact = token_start !== undefined && token_end !== undefined && words.length > 0;
      const place = { start: at(start), end: at(end), label: type };
      return isExact ? { ...place, token_start, token_end } : place;
    }),
    answer: 'accept',
  };
});

/** As `Doc.to_json` of spaCy writes it; white space beyond one space is a token there. */
export const spacy = jsonLines({ ...all, gaps: false, overlaps: false, cuts: false }, (document) => {
  const { text, starts, ends, spans } = document;
  const at = codePoints(text);
  const tokens: { id: number; start: number; end: number }[] = [];
  const push = (start: number, end: number): void => {
    if (start < end) tokens.push({ id: tokens.length, start: at(start), end: at(end) });
  };
  let before = 0;
  starts.forEach((start, k) => {
    push(before + (k > 0 && text[before] === ' ' ? 1 : 0), start);
    push(start, ends[k]);
    before = ends[k];
  });
  push(before + (text[before] === ' ' ? 1 : 0), text.length);
  const ents = spans.map(({ type, start, end }) => ({
    start: at(starts[start]),
    end: at(ends[end - 1]),
    label: type,
  }));
  return { text, ents, sents: sentencePlaces(document, at), tokens };
});

/** One record per sentence, with names of tags in `ner_tags`. */
export const huggingface: WrittenFormat = {
  keeps: { text: false, words: true, sentences: true, documents: false, overlaps: false, cuts: false },
  ending: 'jsonl',
  open() {
    let id = 0;
    return {
      write(document) {
        const tags = tagsOf(document);
        let lines = '';
        for (const [from, to] of sentencesOf(document)) {
          const record = { id: `${id++}`, tokens: document.words.slice(from, to) };
          lines += `${JSON.stringify({ ...record, ner_tags: tags.slice(from, to) })}\n`;
        }
        return lines;
      },
    };
  },
};
