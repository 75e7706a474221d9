/** @file What the page and the thread that tags say to each other. */
import type { RecordFormat, TagRecord } from '../../browser.js';

export type Request =
  | { readonly kind: 'load'; readonly source: string | ArrayBuffer }
  | {
      readonly kind: 'tag';
      readonly text: string;
      readonly threshold: number | undefined;
    }
  | {
      readonly kind: 'format';
      readonly text: string;
      readonly format: RecordFormat;
      readonly threshold: number | undefined;
    }
  | {
      readonly kind: 'explain';
      readonly text: string;
      readonly token: number;
      readonly threshold: number | undefined;
    };

/** The score of one word, explained, as plain data. */
export interface ExplainedWord {
  readonly word: string;
  readonly verdict: string;
  readonly way: string;
  readonly slots: readonly {
    readonly label: string;
    readonly isCenter: boolean;
    /** The word vector, or what the slot of a sentence or document has instead; empty if it has none. */
    readonly vector: readonly number[];
    /** The lookup step that found the vector. */
    readonly lookup: string;
    readonly gradient: number;
    readonly leaveOneOut: number;
  }[];
  readonly features: readonly { readonly name: string; readonly of: string; readonly gradient: number }[];
  readonly units: readonly {
    readonly name: string;
    readonly z: number;
    readonly h: number;
    readonly u: number;
    readonly share: number;
  }[];
}

export type Answer =
  | { readonly kind: 'progress'; readonly loaded: number; readonly total: number | undefined }
  | { readonly kind: 'loaded'; readonly threshold: number }
  | {
      readonly kind: 'tagged';
      readonly record: TagRecord;
      readonly milliseconds: number;
    }
  | { readonly kind: 'formatted'; readonly text: string }
  | { readonly kind: 'explained'; readonly word: ExplainedWord }
  | { readonly kind: 'fault'; readonly of: Request['kind']; readonly text: string };
