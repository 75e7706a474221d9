/** @file What checking a corpus finds. */
import type { Sentence } from '../../corpus/sentence.js';

/** A place of a finding: `file:line`, the words, and what is to be said about them. */
export interface FindingPlace {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** A kind of finding with the number of places, and the first of them. */
export interface Finding {
  readonly kind: string;
  /** `error`: the files contradict themselves; `warning`: probably a mistake; `info`: good to know. */
  readonly level: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly count: number;
  readonly places: readonly FindingPlace[];
}

/** A part of a corpus, such as a split: the files of one argument. */
export interface CorpusPart {
  readonly name: string;
  sentences(): Iterable<Sentence>;
}

/** Returns the words of a sentence from `start` to `end`, at most 12 of them. */
export function excerpt({ tokens }: Pick<Sentence, 'tokens'>, start = 0, end = tokens.length): string {
  const shown = tokens.slice(start, Math.min(end, start + 12)).join(' ');
  return end - start > 12 ? `${shown} …` : shown;
}

/** Returns the place of a stretch of a sentence. The line is that of its first token: one sentence, one place. */
export const placeOf = (sentence: Sentence, text: string): FindingPlace => ({
  file: sentence.file,
  line: sentence.line,
  text,
});

/** Counts places, and keeps the first. */
export class Places {
  count = 0;
  readonly list: FindingPlace[] = [];

  constructor(readonly most: number) {}

  add({ file, line }: Pick<Sentence, 'file' | 'line'>, text: string): void {
    this.count++;
    if (this.list.length < this.most) this.list.push({ file, line, text });
  }

  /** Returns the finding, in a list; nothing if there is none. */
  finding(kind: string, level: Finding['level'], message: string): Finding[] {
    return this.count === 0 ? [] : [{ kind, level, message, count: this.count, places: this.list }];
  }
}
