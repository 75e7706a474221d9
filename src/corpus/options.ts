/** @file How the files of a corpus are read: the settings of `corpus` in a config, or options of a command. */

import type { DocumentBoundary } from './documents.js';
import type { ReadingLimits } from './limits.js';
import type { SettingNames } from './setting-names.js';
import type { Scheme } from './tags.js';

/**
 * - `columns`: one token per line with its tag and other columns (CoNLL, CoNLL-U, HIPE, …);
 * - `jsonl`: one JSON record per line (our own, Prodigy, doccano, spaCy, Hugging Face, `nerwin tag`);
 * - `json`: an array of such records, or of Label Studio's tasks;
 * - `csv`: comma-separated with a header line (Kaggle's ner_dataset.csv);
 * - `brat`: brat's stand-off annotations, with the text in a file beside it;
 * - `markup`: entities as elements of XML or HTML, and documents of GATE;
 * - `docbin`: spaCy's binary file (`.spacy`).
 */
export const corpusFormats = ['columns', 'jsonl', 'json', 'csv', 'brat', 'markup', 'docbin'] as const;
export type CorpusFormat = (typeof corpusFormats)[number];

/** 'any': runs of spaces and tabs; 'space': runs of spaces; 'tab': every single tab, so that columns may be empty. */
export type Separator = 'any' | 'tab' | 'space';

/**
 * A column: its number, counted from 1, or from the end with −1 as the last; or its name in the header line of
 * the file. The tag can also be a key of the last column, as `NER` in `NER=B-LOC|SpaceAfter=No` (CoNLL-U's MISC).
 */
export type ColumnChoice = number | string;

export interface ColumnOptions {
  readonly token: ColumnChoice;
  readonly tag: ColumnChoice;
  readonly separator: Separator;
}

export interface CorpusOptions {
  readonly format: 'auto' | CorpusFormat;
  readonly columns: ColumnOptions;
  /** 'BIOES' also accepts BILOU tags, which mean the same with other letters. */
  readonly scheme: 'auto' | Scheme;
  /** The entity type of tags without a type: `B`, `I`, `O`. */
  readonly untyped: string;
  /** What tags and labels that are numbers mean: names in the order of the numbers from 0, or `NUMBER=NAME`; undefined if the files say it. */
  readonly labels?: readonly string[] | undefined;
  readonly sentences: { readonly split: 'none' | 'auto' };
  readonly documents: { readonly boundary: DocumentBoundary };
  /** True to refuse what is otherwise read with a warning; see `notices.ts`. */
  readonly strict: boolean;
  /** Other limits than the default, for tests. */
  readonly limits?: ReadingLimits | undefined;
  /** The names of these settings where the user can change them, for hints. */
  readonly names: SettingNames;
}

/**
 * The default options: format and scheme are detected, the token is in the first column and the tag in the
 * last.
 */
export const defaultCorpusOptions: CorpusOptions = {
  format: 'auto',
  columns: { token: 1, tag: -1, separator: 'any' },
  scheme: 'auto',
  untyped: 'LOC',
  sentences: { split: 'none' },
  documents: { boundary: 'auto' },
  strict: false,
  names: {},
};
