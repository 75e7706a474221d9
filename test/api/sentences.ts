/** @file Sentences of the shipped corpora as texts, and texts that are hard for other reasons. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every sentence of a shipped corpus, with its tokens separated by spaces. */
const sentencesOf = (file: string): string[] =>
  readFileSync(`${root}data/corpus/${file}.conll`, 'utf8')
    .split(/\n\s*\n/)
    .map((lines) => lines.split('\n').map((line) => line.split(/\s/)[0]))
    .map((tokens) => tokens.join(' ').trim())
    .filter(Boolean);

const hard = [
  '',
  ' ',
  'x',
  '“Ελλάδα” — São Tomé, Zürich & 東京 😀 👨‍👩‍👧 e\u0301',
  'a lone half \ud800 and \udc00',
  'control\u0000 \u001f \u2028 "quotes" back\\slash\t<tag> & amp',
  'One line.\n\nAnother line in Rome.\r\nA third.',
  `${'Berlin to Munich and back. '.repeat(400)}`,
  'x'.repeat(10_000),
];

/** At least `count` texts, all different. */
export function manyTexts(count: number): string[] {
  const sentences = ['train', 'dev', 'test', 'wire-train', 'wire-dev'].flatMap(sentencesOf);
  const upper = sentences.map((text) => text.toUpperCase());
  const texts = [...new Set([...hard, ...sentences, ...upper])];
  if (texts.length < count) throw new Error(`only ${texts.length} texts`);
  return texts.slice(0, count);
}
