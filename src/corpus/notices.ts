/**
 * @file Warnings about what a corpus contains: what was read although it is not quite in order. They are
 * counted while the files are read, with the first places, and become one line for each kind.
 */

import { NerwinError } from '../error.js';
import { plural } from '../plural.js';
import { assigned, type SettingNames } from './setting-names.js';

interface NoticeDefinition {
  /** What happened n times, and how it was read. */
  says(n: number): string;
  /** True if the file is faulty: strict reading refuses it. */
  readonly isFault: boolean;
  /** Number of places that are listed. */
  readonly places: number;
}

const first = 3;

/** The registry of warnings. */
const kinds = {
  emptyToken: {
    says: (n) => `${plural(n, 'empty token, kept as an empty word', 'empty tokens, kept as empty words')}`,
    isFault: true,
    places: first,
  },
  paddedTag: {
    says: (n) =>
      `${plural(n, 'tag', 'tags')} with white space or invisible characters around ${n === 1 ? 'it' : 'them'}, read without`,
    isFault: true,
    places: first,
  },
  respelledTag: {
    says: (n) => `${plural(n, 'tag', 'tags')} in an unusual spelling`,
    isFault: true,
    places: first,
  },
  tagAsType: {
    says: (n) => `${plural(n, 'entity type looks', 'entity types look')} like a tag`,
    isFault: false,
    places: first,
  },
  brokenTags: {
    says: (n) =>
      `${plural(n, 'tag does', 'tags do')} not follow the tagging scheme, read as conlleval reads ${n === 1 ? 'it' : 'them'}`,
    isFault: true,
    places: first,
  },
  severalTags: {
    says: (n) =>
      `${plural(n, 'token has', 'tokens have')} several tags in one place, of which the first is read`,
    isFault: true,
    places: first,
  },
  markedToken: {
    says: (n) => `${plural(n, 'token', 'tokens')} after a byte-order mark inside the file, read without it`,
    isFault: true,
    places: first,
  },
  controlCharacter: {
    says: (n) => `${plural(n, 'token', 'tokens')} with a control character or line end inside, kept`,
    isFault: true,
    places: first,
  },
  similarTypes: {
    says: (n) =>
      `${plural(n, 'group', 'groups')} of entity types that differ only by case or invisible characters`,
    isFault: false,
    places: 20,
  },
  longSentence: {
    says: (n) =>
      `${plural(n, 'sentence', 'sentences')} of more than 1,000 tokens: blank lines between sentences seem to be missing`,
    isFault: false,
    places: first,
  },
  unalignedSpan: {
    says: (n) =>
      `${plural(n, 'span does', 'spans do')} not begin and end at the borders of tokens, read as all tokens that ${n === 1 ? 'it touches' : 'they touch'}`,
    isFault: true,
    places: 1000,
  },
  overlappingSpan: {
    says: (n) =>
      `${plural(n, 'span overlaps', 'spans overlap')} a longer one and ${n === 1 ? 'is' : 'are'} left out`,
    isFault: true,
    places: first,
  },
  emptySpan: {
    says: (n) => `${plural(n, 'span has', 'spans have')} no token and ${n === 1 ? 'is' : 'are'} left out`,
    isFault: true,
    places: first,
  },
  discontinuousSpan: {
    says: (n) =>
      `${plural(n, 'entity has', 'entities have')} several parts, read as everything from the first to the last`,
    isFault: true,
    places: first,
  },
  otherText: {
    says: (n) => `${plural(n, 'entity does', 'entities do')} not cover the words that the file says`,
    isFault: true,
    places: first,
  },
  otherAnnotation: {
    says: (n) => `${plural(n, 'annotation', 'annotations')} other than entities, left out`,
    isFault: false,
    places: first,
  },
  severalAnnotations: {
    says: (n) =>
      `${plural(n, 'task has', 'tasks have')} annotations of several people, of which the first is read`,
    isFault: false,
    places: first,
  },
  notAnnotated: {
    says: (n) => `${plural(n, 'record', 'records')} without an annotation, left out`,
    isFault: false,
    places: first,
  },
  otherEncoding: {
    says: (n) => `${plural(n, 'line is', 'lines are')} not UTF-8, read as Windows-1252`,
    isFault: true,
    places: first,
  },
} satisfies Record<string, NoticeDefinition>;

export type NoticeKind = keyof typeof kinds;

/** A kind of warning with its number and first places. */
export interface NoticeEntry {
  readonly kind: NoticeKind;
  /** True if strict reading refuses it. */
  readonly isFault: boolean;
  readonly text: string;
  readonly count: number;
  /** `file:line`, and what is there. */
  readonly places: readonly string[];
}

interface Notice {
  count: number;
  readonly places: string[];
}

/** Counts the warnings of one corpus. */
export class Notices {
  readonly #seen = new Map<NoticeKind, Notice>();

  /** If `strict`, a faulty file is refused at the first fault. */
  constructor(
    readonly strict = false,
    readonly names: SettingNames = {},
    /** At least this many places of each kind are remembered. */
    readonly places = first,
  ) {}

  /**
   * Counts a warning at `place` (`file:line`), where the file holds `shown`; `times` counts more of them
   * without a place. Throws a {@link NerwinError} if the reading is strict and the file is faulty.
   */
  add(kind: NoticeKind, place: string, shown = '', times = 1): void {
    const { says, isFault, places } = kinds[kind] satisfies NoticeDefinition as NoticeDefinition;
    const where = shown === '' ? place : `${place} ${shown}`;
    if (this.strict && isFault) {
      const { strict } = this.names;
      const without = strict?.startsWith('--') ? `leave out ${strict}` : `set ${strict ?? 'strict'}: false`;
      throw new NerwinError(
        'corpus',
        `${place}: ${says(1)}${shown === '' ? '' : `: ${shown}`}`,
        `fix the line, or ${without} to read it with a warning`,
      );
    }
    const notice = this.#seen.get(kind) ?? { count: 0, places: [] };
    this.#seen.set(kind, notice);
    notice.count += times;
    if (times > 0 && notice.places.length < Math.max(places, this.places)) notice.places.push(where);
  }

  /** Returns the number of warnings of a kind so far. */
  count(kind: NoticeKind): number {
    return this.#seen.get(kind)?.count ?? 0;
  }

  /** Adds what others counted in the files that follow. */
  addAll(entries: readonly Pick<NoticeEntry, 'kind' | 'count' | 'places'>[]): void {
    for (const { kind, count, places } of entries) {
      const notice = this.#seen.get(kind) ?? { count: 0, places: [] };
      this.#seen.set(kind, notice);
      notice.count += count;
      const room = Math.max(kinds[kind].places, this.places) - notice.places.length;
      for (const place of places.slice(0, room)) notice.places.push(place);
    }
  }

  /** Returns the kinds that were seen, in the order in which they were first seen. */
  entries(): NoticeEntry[] {
    return [...this.#seen].map(([kind, { count, places }]) => ({
      kind,
      isFault: kinds[kind].isFault,
      text: `${kinds[kind].says(count)}${this.#hint(kind)}`,
      count,
      places,
    }));
  }

  /** Returns one warning for each kind but those in `without`, in the order in which they were first seen. */
  lines(without: readonly NoticeKind[] = []): string[] {
    const told = [...this.#seen].filter(([kind]) => !without.includes(kind));
    return told.map(([kind, { count, places }]) => {
      const rest = count > places.length ? ', …' : '';
      return `${kinds[kind].says(count)}: ${places.join(', ')}${rest}${this.#hint(kind)}`;
    });
  }

  #hint(kind: NoticeKind): string {
    const { split } = this.names;
    if (kind === 'longSentence' && split !== undefined)
      return `; ${assigned(split, 'auto')} to split them at sentence ends`;
    return '';
  }
}
