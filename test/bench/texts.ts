/** @file Makes text and corpora of any length by repeating a corpus with two columns. */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';

const corpora = '../shared/data/corpora';

/**
 * Returns the folder of the news corpus that most parts use; prints a line and
 * returns undefined if it is missing.
 */
export function newsCorpus(): string | undefined {
  const folder = `${corpora}/gmb`;
  if (existsSync(`${folder}/train.conll`)) return folder;
  console.log(`no corpus ${folder}: this part is skipped`);
  return undefined;
}

/**
 * Returns the training files of all available corpora: ten kinds of text, with
 * many more words than news alone.
 */
export const allCorpora = (): string[] =>
  readdirSync(corpora)
    .map((name) => `${corpora}/${name}/train.conll`)
    .filter((path) => existsSync(path));

/** Returns the sentences of a corpus, each with its lines. */
const sentencesOf = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n\n')
    .filter((sentence) => sentence.trim() !== '');

/** Returns the sentences as normal text: no space before closing marks. */
export function textsOf(path: string): string[] {
  return sentencesOf(path).map((sentence) =>
    sentence
      .split('\n')
      .map((line) => line.split('\t')[0])
      .join(' ')
      .replace(/ ([.,;:!?%)]|'s\b|n't\b)/g, '$1')
      .replace(/([($]) /g, '$1'),
  );
}

/**
 * Writes whole pieces, repeating them from the first, until their sizes add up
 * to `enough`; returns the total.
 */
function writeRepeated(
  path: string,
  pieces: readonly { readonly text: string; readonly size: number }[],
  enough: number,
): number {
  const file = openSync(path, 'w');
  let size = 0;
  let waiting = '';
  for (let k = 0; size < enough; k = (k + 1) % pieces.length) {
    size += pieces[k].size;
    waiting += pieces[k].text;
    if (waiting.length > 1 << 20 || size >= enough) {
      writeSync(file, waiting);
      waiting = '';
    }
  }
  closeSync(file);
  return size;
}

/** Writes a corpus of at least the given number of tokens; returns their number. */
export const writeCorpus = (from: string, to: string, tokens: number): number =>
  writeRepeated(
    to,
    sentencesOf(from).map((sentence) => ({
      text: `${sentence.trim()}\n\n`,
      size: sentence.trim().split('\n').length,
    })),
    tokens,
  );

/**
 * Writes lines of text of at least the given number of bytes, from one corpus after
 * another; returns their number.
 */
export const writeText = (from: readonly string[], to: string, bytes: number): number =>
  writeRepeated(
    to,
    from.flatMap(textsOf).map((text) => ({ text: `${text}\n`, size: Buffer.byteLength(text) + 1 })),
    bytes,
  );
