/** @file CoNLL columns (word, tag) and CoNLL-U, whose last column holds the tag as `NER=B-LOC`. */

import type { AnnotatedDocument } from '../annotated-document.js';
import { stateless } from './format.js';
import { cell, sentencesOf, tagsOf } from './tags.js';

const kept = { words: 'cells', sentences: true, documents: true, overlaps: false, cuts: false } as const;

/** Word and tag (IOB2), a blank line after each sentence, and `-DOCSTART-` before a document. */
export const conll = stateless({ ...kept, text: false }, 'conll', (document) => {
  const tags = tagsOf(document);
  let text = document.opensDocument ? '-DOCSTART-\tO\n\n' : '';
  for (const [from, to] of sentencesOf(document)) {
    for (let k = from; k < to; k++) text += `${cell(document.words[k])}\t${tags[k]}\n`;
    text += '\n';
  }
  return text;
});

/** Ten columns; `# text` and `SpaceAfter=No` keep the text of each sentence. */
export const conllu = stateless({ ...kept, text: 'sentences' }, 'conllu', (document) => {
  const tags = tagsOf(document);
  const { words, starts, ends } = document;
  let lines = document.opensDocument ? '# newdoc\n' : '';
  for (const [from, to] of sentencesOf(document)) {
    lines += `# text = ${textOf(document, from, to)}\n`;
    for (let k = from; k < to; k++) {
      const joined = k + 1 < to && ends[k] === starts[k + 1] ? '|SpaceAfter=No' : '';
      lines += `${k - from + 1}\t${cell(words[k])}\t_\t_\t_\t_\t_\t_\t_\tNER=${tags[k]}${joined}\n`;
    }
    lines += '\n';
  }
  return lines;
});

const textOf = ({ text, starts, ends }: AnnotatedDocument, from: number, to: number): string =>
  text.slice(starts[from], ends[to - 1]).replaceAll(/[\n\r\u0085\u2028\u2029]/g, ' ');
