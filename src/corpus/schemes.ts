/**
 * @file Detects the tagging scheme of a file, from counts of which tags follow each other and from what each
 * scheme allows.
 *
 * Decision, in this order: an E, S, L or U → BIOES (BILOU is the same with other letters); bare types → IO;
 * every entity begins with B → IOB2; B only directly after an entity of the same type → IOB1; never B → IO;
 * anything else is a mixture. A mixture of letters is read as conlleval reads it (`spansOf`), with a warning,
 * unless the reading is strict; one of letters and bare types is an error.
 */

import { NerwinError } from '../error.js';
import type { Notices } from './notices.js';
import type { Span } from './sentence.js';
import { assigned, type SettingNames, tagColumnHint } from './setting-names.js';
import { isOutsideWord, positionsAmong } from './tag-spelling.js';
import { isBilou, type Scheme, schemes, type Tag } from './tags.js';

/**
 * What a pair of adjacent tags (or a tag at the start or end of a sentence) shows about the scheme; X is any
 * type.
 */
export type Evidence =
  | 'begin' // B-X where no X is open
  | 'split' // B-X directly after an X
  | 'inside' // I-X in an open X
  | 'start' // I-X where no X is open
  | 'end' // E-X in an open X
  | 'dangling' // E-X where no X is open
  | 'single' // S-X
  | 'unclosed' // an X that ends without E-X
  | 'bare'; // a type without a letter

const allowed: Readonly<Record<Scheme, ReadonlySet<Evidence>>> = {
  IOB1: new Set<Evidence>(['begin', 'split', 'inside', 'start', 'unclosed']),
  IOB2: new Set<Evidence>(['begin', 'split', 'inside', 'unclosed']),
  BIOES: new Set<Evidence>(['begin', 'split', 'inside', 'end', 'single']),
  IO: new Set<Evidence>(['inside', 'start', 'unclosed', 'bare']),
};

/** A kind of evidence: the number of occurrences, and the tag, place and line of the first. */
interface Sighting {
  count: number;
  readonly tag: string;
  readonly place: string; // 'after TAG' or 'at the start of a sentence'
  readonly line: number;
  /** The first occurrences. */
  readonly first: { readonly text: string; readonly line: number }[];
}

const maxBareTypes = 100;

/** Counts the tags of one file. Memory depends on the number of types, not on the size of the file. */
export class TagCensus {
  readonly #seen = new Map<Evidence, Sighting>();
  readonly #letters = new Map<'E or S' | 'L or U', Sighting>();
  readonly #entities = new Map<string, number>();
  #outside = 0;

  /**
   * `tagHint` is what to do if the file has something else for tags. With `notices` whose reading is not strict,
   * tags that do not follow their scheme are counted there; otherwise they are errors.
   */
  constructor(
    readonly path: string,
    readonly names: SettingNames = {},
    readonly tagHint = tagColumnHint(names),
    readonly notices?: Notices,
  ) {}

  /** Number of places that are remembered of each kind of evidence. */
  get #places(): number {
    return this.notices?.places ?? 3;
  }

  /** Entities of each type. */
  get entities(): ReadonlyMap<string, number> {
    return this.#entities;
  }

  /** Counts a sentence; `lines[i]` is the line of `tags[i]`. */
  add(tags: readonly Tag[], lines: readonly number[]): void {
    let open = ''; // type of the open entity, empty when none is
    let before: Tag | undefined; // the previous tag; undefined at the start of the sentence
    for (let i = 0; i < tags.length; i++) {
      const tag = tags[i];
      const line = lines[i];
      const same = tag.type === open;
      const continues = same && (tag.role === 'I' || tag.role === 'E');
      if (open !== '' && !continues) this.#see('unclosed', tag.text, before, line);
      if (tag.role === 'O') {
        this.#outside++;
        open = '';
      } else {
        if (!continues) this.#countEntity(tag.type);
        this.#see(evidence(tag, same), tag.text, before, line);
        if (tag.role === 'E' || tag.role === 'S') {
          const letters = isBilou(tag.text) ? 'L or U' : 'E or S';
          this.#sight(this.#letters, letters, tag.text, before, line);
        }
        open = tag.role === 'B' || tag.role === 'I' ? tag.type : '';
      }
      before = tag;
    }
    if (open !== '') this.#see('unclosed', 'the end of the sentence', before, lines[lines.length - 1]);
  }

  /** Counts the entities of a file that has spans instead of tags. */
  addSpans(spans: readonly Span[]): void {
    for (const { type } of spans) this.#countEntity(type);
  }

  /**
   * Returns the scheme of the file, or 'none' if every tag is O. A declared scheme is checked, not detected;
   * declared IOB1 accepts a B anywhere. A mixture that is read leniently has the scheme of its more frequent
   * kind. Throws a {@link NerwinError} if schemes are mixed, if a tag is
   * impossible in the declared scheme, or if the column doesn't hold tags.
   */
  scheme(declared: Scheme | 'auto'): Scheme | 'none' {
    if (declared === 'auto') this.#requireLetters();
    this.#requireTags();
    if (this.#seen.size === 0) return 'none';
    this.#noteTagsAsTypes();
    const lenient = declared === 'auto' ? this.#lenient() : undefined;
    if (lenient !== undefined) return lenient;
    const [es, lu] = [this.#letters.get('E or S'), this.#letters.get('L or U')];
    if (es && lu) throw this.#mixture(es, 'BIOES', lu, 'BILOU');
    const scheme = declared === 'auto' ? this.#detected() : declared;
    const impossible = [...this.#seen].filter(([kind]) => !allowed[scheme].has(kind));
    if (impossible.length === 0) return scheme;
    const first = impossible.map(([, sighting]) => sighting).sort((a, b) => a.line - b.line)[0];
    const bare = this.#seen.get('bare');
    const witness = es ?? lu ?? bare;
    throw declared === 'auto' && witness
      ? new NerwinError(
          'corpus',
          `${this.path}:${first.line}: mixed tagging schemes: ${described(first)} is impossible in ${scheme}, ` +
            `but ${witness.tag} at line ${witness.line} is only used in that scheme`,
          bare
            ? `fix the tags: write ${bare.tag} as O or with a letter, such as B-LOC`
            : 'fix the tags: no scheme allows both',
        )
      : new NerwinError(
          'corpus',
          `${this.path}:${first.line}: ${described(first)} is impossible in ${scheme}`,
          this.#hint('fix the line', this.#possible()),
        );
  }

  /**
   * Counts the tags that do not follow the scheme, if they are to be read leniently. Returns the scheme;
   * undefined if all tags follow one, or if they have to be refused.
   */
  #lenient(): Scheme | undefined {
    if (this.notices === undefined || this.notices.strict || this.#seen.has('bare')) return undefined;
    const [es, lu] = [this.#letters.get('E or S'), this.#letters.get('L or U')];
    const [start, begin] = [this.#seen.get('start'), this.#seen.get('begin')];
    const broken: Sighting[] = [];
    let scheme: Scheme = 'BIOES';
    if (es || lu || this.#seen.has('dangling')) {
      if (es && lu) broken.push(es.count < lu.count ? es : lu);
      for (const [kind, sighting] of this.#seen) if (!allowed.BIOES.has(kind)) broken.push(sighting);
    } else if (start && begin) {
      const isFirst = start.count > begin.count;
      scheme = isFirst ? 'IOB1' : 'IOB2';
      broken.push(isFirst ? begin : start);
    }
    if (broken.length === 0) return undefined;
    const count = broken.reduce((sum, sighting) => sum + sighting.count, 0);
    const first = broken.flatMap((sighting) => sighting.first).sort((a, b) => a.line - b.line);
    first.slice(0, this.#places).forEach(({ text, line }, k) => {
      this.notices?.add(
        'brokenTags',
        `${this.path}:${line}`,
        text,
        k === 0 ? count - Math.min(this.#places - 1, first.length - 1) : 1,
      );
    });
    return scheme;
  }

  /** Returns a scheme in which the file is valid; undefined if no scheme allows all the evidence. */
  #possible(): Scheme | 'auto' | undefined {
    if (this.notices?.strict === false && !this.#seen.has('bare')) return 'auto';
    const fits = (scheme: Scheme) => [...this.#seen.keys()].every((kind) => allowed[scheme].has(kind));
    if (!schemes.some(fits)) return undefined;
    return this.#seen.has('start') && this.#seen.has('begin') ? 'IOB1' : 'auto'; // this combination is never detected
  }

  /** Returns `fix`, and also `scheme` if there is one and the user can choose it. */
  #hint(fix: string, scheme: Scheme | 'auto' | undefined, reason = ''): string {
    const { scheme: name } = this.names;
    return scheme !== undefined && name !== undefined ? `${fix}, or ${assigned(name, scheme)}${reason}` : fix;
  }

  #detected(): Scheme {
    const has = (kind: Evidence) => this.#seen.has(kind);
    if (has('end') || has('single') || has('dangling')) return 'BIOES';
    if (has('bare')) return 'IO';
    const [start, begin] = [this.#seen.get('start'), this.#seen.get('begin')];
    if (!start) return 'IOB2';
    if (!begin) return has('split') ? 'IOB1' : 'IO';
    throw this.#mixture(start, 'IOB1', begin, 'IOB2');
  }

  /**
   * Returns the error for two kinds of evidence that no single scheme allows
   * together; it points to the rarer one.
   */
  #mixture(one: Sighting, oneScheme: Scheme | 'BILOU', other: Sighting, otherScheme: Scheme | 'BILOU') {
    const kinds = [
      { sighting: one, scheme: oneScheme },
      { sighting: other, scheme: otherScheme },
    ].sort((a, b) => a.sighting.count - b.sighting.count);
    const [rare, common] = [kinds[0], kinds[1]];
    return new NerwinError(
      'corpus',
      `${this.path}:${rare.sighting.line}: mixed tagging schemes: ${described(rare.sighting)}, as in ${rare.scheme}, ` +
        `but ${described(common.sighting)} at line ${common.sighting.line}, as in ${common.scheme}`,
      oneScheme === 'IOB1'
        ? this.#hint('fix the tags', 'IOB1', ', in which both B- and I- can begin an entity')
        : 'fix the tags: E- and S- belong to BIOES, L- and U- to BILOU',
    );
  }

  #requireTags(): void {
    const bare = this.#seen.get('bare');
    if (!bare) return;
    if (this.#outside > 0 && this.#entities.size <= maxBareTypes) return;
    const holds = this.#entities.size > maxBareTypes ? 'words' : 'no O tags';
    const isOther = [...this.#seen.keys()].some((kind) => kind !== 'bare' && kind !== 'unclosed');
    const word = isOther ? bare.tag : [...this.#entities.keys()].find(isOutsideWord);
    throw new NerwinError(
      'corpus',
      `${this.path}:${bare.line}: no tag column: found ${JSON.stringify(bare.tag)} where a tag is expected, ` +
        `and the column holds ${holds}`,
      word === undefined || this.#outside > 0
        ? this.tagHint
        : `write O in place of ${word}, if it means that there is no entity`,
    );
  }

  /** Throws if bare types seem to hold positions in another spelling than the usual one. */
  #requireLetters(): void {
    const bare = this.#seen.get('bare');
    const found = bare && positionsAmong(this.#entities.keys());
    if (!found) return;
    const [one, other] = found;
    const isNumber = one.startsWith('LABEL_');
    const { scheme } = this.names;
    throw new NerwinError(
      'corpus',
      isNumber
        ? `${this.path}:${bare.line}: the tags are numbers of a model, such as ${one}, not names`
        : `${this.path}:${bare.line}: the types ${one} and ${other} seem to be the beginning and the inside of one type`,
      isNumber
        ? "write the names in their place, such as B-LOC: they stand under id2label in the model's config.json"
        : `write them as B- and I- with the type, such as B-LOC and I-LOC${
            scheme === undefined ? '' : `, or ${assigned(scheme, 'IO')} if they are types`
          }`,
    );
  }

  /** Warns of types such as O, beside types of several letters, and B-LOC. */
  #noteTagsAsTypes(): void {
    const types = [...this.#entities];
    const isShort = types.every(([type]) => type.length === 1);
    for (const [type, count] of types)
      if ((type === 'O' && !isShort) || /^[BIES]-./.test(type))
        this.notices?.add('tagAsType', this.path, `${JSON.stringify(type)} (${count})`);
  }

  #countEntity(type: string): void {
    this.#entities.set(type, (this.#entities.get(type) ?? 0) + 1);
  }

  #see(kind: Evidence, tag: string, before: Tag | undefined, line: number): void {
    this.#sight(this.#seen, kind, tag, before, line);
    if (kind === 'bare' && this.#entities.size > maxBareTypes) this.#requireTags();
  }

  #sight<K>(seen: Map<K, Sighting>, kind: K, tag: string, before: Tag | undefined, line: number): void {
    const sighting = seen.get(kind);
    if (sighting && ++sighting.count > this.#places) return; // the places of later ones are not shown
    const place = before ? `after ${before.text}` : 'at the start of a sentence';
    const first = { text: `${tag} ${place}`, line };
    if (sighting) sighting.first.push(first);
    else seen.set(kind, { count: 1, tag, place, line, first: [first] });
  }
}

function evidence(tag: Tag, sameTypeOpen: boolean): Evidence {
  if (tag.bare) return 'bare';
  if (tag.role === 'B') return sameTypeOpen ? 'split' : 'begin';
  if (tag.role === 'I') return sameTypeOpen ? 'inside' : 'start';
  if (tag.role === 'E') return sameTypeOpen ? 'end' : 'dangling';
  return 'single';
}

const described = ({ tag, place, count }: Sighting): string =>
  `${tag} ${place}${count > 1 ? ` (${count} times)` : ''}`;
