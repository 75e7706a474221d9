/** @file CSV as Kaggle's ner_dataset.csv: the number of the sentence, the word, its tag. */

import type { WrittenFormat } from './format.js';
import { sentencesOf, tagsOf } from './tags.js';

const quoted = (text: string): string =>
  /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

export const csv: WrittenFormat = {
  keeps: { text: false, words: true, sentences: true, documents: false, overlaps: false, cuts: false },
  ending: 'csv',
  frame: ['Sentence #,Word,Tag\n', '', ''],
  open() {
    let number = 0;
    return {
      write(document) {
        const tags = tagsOf(document);
        let lines = '';
        for (const [from, to] of sentencesOf(document)) {
          number++;
          for (let k = from; k < to; k++)
            lines += `Sentence: ${number},${quoted(document.words[k])},${quoted(tags[k])}\n`;
        }
        return lines;
      },
    };
  },
};
