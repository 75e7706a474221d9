import { expect, test } from 'vitest';
import { sentences } from '../../src/text/sentences.js';
import { tokenize } from '../../src/text/tokenize.js';

/** The sentences of `text`, each from its first token to its last, joined by a bar. */
function split(text: string): string {
  const tokens = tokenize(text);
  const { count, starts, ends } = sentences(text, tokens);
  return Array.from({ length: count }, (_, k) =>
    text.slice(tokens.starts[starts[k]], tokens.ends[ends[k] - 1]),
  ).join(' | ');
}

test.each([
  ['One. Two! Three? 4 of them… Five', 'One. | Two! | Three? | 4 of them… | Five'],
  ['It is a no. it goes on.', 'It is a no. it goes on.'],
  ['Mr. Smith met J. Doe in St. Louis. He left.', 'Mr. Smith met J. Doe in St. Louis. | He left.'],
  ['The U.S. President of the U.S. The end.', 'The U.S. President of the U.S. | The end.'],
  ['Cats etc. The end. Acme Inc. He left.', 'Cats etc. | The end. | Acme Inc. | He left.'],
  ['He said "Stop." "No." Then he left.', 'He said "Stop." | "No." | Then he left.'],
  ['He said " Stop . Go . " Then he left .', 'He said " Stop . | Go . " | Then he left .'],
  ['(I left.) You stayed.', '(I left.) | You stayed.'],
  ["He said 'Stop.' Then left.", "He said 'Stop.' | Then left."],
  ['Thanks! :) See you! 😀 Bye', 'Thanks! :) | See you! 😀 | Bye'],
  ['1. Rome is old. 2. Paris is not.', '1. Rome is old. | 2. Paris is not.'],
  ['Rome\nand Paris\n\nand Oslo', 'Rome\nand Paris | and Oslo'],
  ['東京です。大阪です。', '東京です。 | 大阪です。'],
  ['3.5 km. @nasa said so. #Rome', '3.5 km. | @nasa said so. | #Rome'],
  ['', ''],
])('%j', (text, expected) => {
  expect(split(text)).toBe(expected);
});
