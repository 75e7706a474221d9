/** @file The input files of `nerwin tag`. */
import { statSync } from 'node:fs';
import { commandName } from '../document/command-name.js';
import { shellWord } from '../document/shell-word.js';
import { asPathError, NerwinError } from '../error.js';
import type { Terminal } from './terminal.js';

const isFile = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false; // such as a name that is too long
  }
};

/**
 * Returns the values of `--input`, and the words after them that are files too, as in `--input *.txt`. Throws
 * 'usage' if a word is no file, 'file' if an input does not exist: before anything is tagged.
 */
export function inputsOf(words: readonly string[], input: readonly string[]): string[] {
  if (!words.every(isFile))
    throw new NerwinError('usage', 'a sentence and --input cannot be combined', 'use one of them');
  const inputs = [...input, ...words];
  if (inputs.filter((path) => path === '-').length > 1)
    throw new NerwinError('usage', 'standard input (-) can be read only once', 'give --input - once');
  for (const path of inputs) {
    try {
      if (path !== '-') statSync(path);
    } catch (error) {
      throw asPathError('file', path, error);
    }
  }
  return inputs;
}

/** A word that is probably the name of a file, even if there is no such file. */
const fileName = /^[^\s:]+\.(txt|text|tsv|csv|jsonl?|conll|conllu|iob2?|bio|gz|ann)$/i;

/**
 * For a single word. If there is a file of this name: throws 'usage' if it looks like one (`news.txt`, `texts/news`),
 * otherwise says how to tag the file. If there is none, but the word ends like a file: says that it is tagged as text.
 */
export function warnOfFile(word: string, io: Terminal): void {
  if (!isFile(word)) {
    if (fileName.test(word))
      io.note(`${io.noteColor.dim('note:')} there is no file ${word}; it is tagged as text`);
    return;
  }
  const command = `${commandName()} tag --input ${shellWord(word)}`;
  if (!looksLikePath(word)) {
    io.note(`${io.noteColor.dim('note:')} ${word} is also a file; to tag its lines: ${command}`);
    return;
  }
  throw fileInstead(word, `to tag its lines: ${command}`);
}

/** Throws 'usage' if the sentence of a command that reads no files is the name of a file. */
export function rejectFile(sentence: string): void {
  if (looksLikePath(sentence) && isFile(sentence))
    throw fileInstead(sentence, 'give the sentence itself, in quotes');
}

const looksLikePath = (word: string): boolean => /[./\\]/.test(word);

const fileInstead = (word: string, hint: string): NerwinError =>
  new NerwinError('usage', `${word} is a file, not a sentence`, hint);
