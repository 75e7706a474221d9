/**
 * @file The probe of known places: every name in every frame, and as many traps, sentences with the same words in which nothing is a
 * location. A place counts as found if a location with exactly its tokens is found; a trap counts as marked if anything is marked.
 */
import type { StoredModel } from '../../src/model/model-file.js';
import { Tagger } from '../../src/tagging/tagger.js';
import {
  lowercaseFrames,
  organizationTraps,
  personTraps,
  placeFrames,
  uppercaseFrames,
  wordTraps,
} from './frames.js';
import { ambiguous, cities, countries, longNames } from './names.js';

/** Sentences of one kind, and how many of them count. */
export interface ProbeRow {
  readonly kind: string;
  readonly frame: string;
  readonly sentences: number;
  readonly counted: number;
}

export interface ProbeResult {
  /** By frame and kind of name: places found. */
  readonly places: readonly ProbeRow[];
  /** By frame: traps with a mark. */
  readonly traps: readonly ProbeRow[];
}

const names = { country: countries, city: cities, long: longNames };

/** Asks the model about every sentence of the probe. */
export function probe(model: StoredModel): ProbeResult {
  const tagger = new Tagger(model, { tokenized: true });
  const places: ProbeRow[] = [];
  const row = (
    kind: string,
    frame: string,
    sentences: readonly string[],
    counts: (text: string, k: number) => boolean,
  ) => ({
    kind,
    frame,
    sentences: sentences.length,
    counted: sentences.filter(counts).length,
  });
  for (const [kind, list] of Object.entries(names)) {
    for (const [frames, written] of writings) {
      for (const frame of frames) {
        const forms = list.map(written);
        const sentences = forms.map((name) => frame.replace('_', name));
        const at = frame.split(' ').indexOf('_');
        const found = (text: string, k: number): boolean =>
          isFound(tagger, text, at, forms[k].split(' ').length);
        places.push(row(kind, frame, sentences, found));
      }
    }
  }
  const marked = (text: string): boolean => tagger.tag(text).locations.count > 0;
  const fill = (frame: string, list: readonly string[]): string[] =>
    list.map((name) => frame.replace('_', name));
  const traps = [
    ...personTraps.map((frame) => row('person', frame, fill(frame, ambiguous), marked)),
    ...organizationTraps.map((frame) =>
      row('organization', frame, fill(frame, [...countries, ...cities]), marked),
    ),
    ...wordTraps.map((text) => row('word', text, [text], marked)),
  ];
  return { places, traps };
}

const lower = (name: string): string => name.toLowerCase();
const upper = (name: string): string => name.toUpperCase();
const asIs = (name: string): string => name;
const writings = [
  [placeFrames, asIs],
  [lowercaseFrames, lower],
  [uppercaseFrames, upper],
] as const;

function isFound(tagger: Tagger, text: string, at: number, tokens: number): boolean {
  const { locations } = tagger.tag(text);
  for (let k = 0; k < locations.count; k++)
    if (locations.starts[k] === at && locations.ends[k] === at + tokens) return true;
  return false;
}

/** Percentage of the sentences that count, over all of them. */
export function percentOfSentences(rows: readonly ProbeRow[]): number {
  const sum = (count: (row: ProbeRow) => number): number =>
    rows.reduce((total, row) => total + count(row), 0);
  return (100 * sum(({ counted }) => counted)) / sum(({ sentences }) => sentences);
}

/** Percentage of the sentences that count, as the mean over frames: every frame has the same weight. */
export function percentOfFrames(rows: readonly ProbeRow[]): number {
  return (100 * rows.reduce((total, { counted, sentences }) => total + counted / sentences, 0)) / rows.length;
}
