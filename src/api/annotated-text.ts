/** @file Corpora that are passed as values: sentences with their tokens and the places of the locations in them. */
import type { MemoryFiles } from '../memory-files.js';
import { wrong } from './arguments.js';
import { checkSentence } from './check-sentence.js';

/** An entity of a sentence, by its tokens. */
export interface TokenSpan {
  /** The type of the entity, such as `LOC`. */
  readonly type: string;
  /** Number of its first token, from 0. */
  readonly start: number;
  /** Number of the token after its last one. */
  readonly end: number;
}

/**
 * A sentence with gold entities, as in a corpus in JSON Lines: its tokens, and either one tag per token (`B-LOC`, `O`)
 * or spans of tokens. A `document` that differs from that of the sentence before starts a new document.
 */
export interface AnnotatedTokens {
  readonly tokens: readonly string[];
  readonly tags?: readonly string[];
  readonly spans?: readonly TokenSpan[];
  readonly document?: string | number;
}

/** An entity of a text, by its characters. */
export interface TextSpan {
  /** The type of the entity, such as `LOC`. */
  readonly type: string;
  /** Where it begins, in UTF-16 code units from 0, as `text.indexOf` counts. */
  readonly start: number;
  /** Where it ends; `text.slice(start, end)` is the entity. */
  readonly end: number;
}

/** A text with gold entities, as in a corpus in JSON Lines. nerwin splits it into sentences and tokens. */
export interface AnnotatedText {
  readonly text: string;
  readonly entities: readonly TextSpan[];
}

/** A corpus: files, globs, or sentences and texts in memory. */
export type CorpusInput = string | readonly string[] | readonly (AnnotatedTokens | AnnotatedText)[];

const isSentence = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('files' in value);

/**
 * Returns the patterns of a corpus. Sentences in memory become one file of `files`, named by `path`, the place of the
 * corpus in the arguments, so that messages point there: `corpus:3` is its third sentence.
 */
export function patternsOf(path: string, corpus: unknown, files: Map<string, Uint8Array>): unknown {
  if (!Array.isArray(corpus) || !corpus.some(isSentence)) return corpus;
  const lines = corpus.map((sentence: unknown, k) => {
    if (!isSentence(sentence)) throw wrong(`${path}[${k}]`, 'a sentence with tokens', sentence);
    checkSentence(`${path}[${k}]`, sentence);
    try {
      return `${JSON.stringify(sentence)}\n`;
    } catch (error) {
      throw wrong(`${path}[${k}]`, 'plain data', sentence, error instanceof Error ? error.message : '');
    }
  });
  files.set(path, new TextEncoder().encode(lines.join('')));
  return [path];
}

/** Returns a config in which the sentences are replaced by the names of the files that hold them. */
export function withFiles(config: Readonly<Record<string, unknown>>): {
  readonly config: Readonly<Record<string, unknown>>;
  readonly files: MemoryFiles;
} {
  const files = new Map<string, Uint8Array>();
  const { corpus } = config;
  if (typeof corpus !== 'object' || corpus === null || Array.isArray(corpus)) return { config, files };
  const replaced = Object.entries(corpus).map(([key, value]) =>
    ['train', 'dev', 'test'].includes(key)
      ? [key, patternsOf(`config.corpus.${key}`, value, files)]
      : [key, value],
  );
  return { config: { ...config, corpus: Object.fromEntries(replaced) as unknown }, files };
}
