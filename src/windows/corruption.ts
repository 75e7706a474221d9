/**
 * @file Draws corrupt windows, with which true windows are compared. All randomness
 * comes from the generator passed in.
 *
 * - `uniform`: any non-location window of the corpus (as in the lecture).
 * - `sentence`: a non-location window of the same sentence; `uniform` if the sentence has none.
 * - `replace-center`: the true window with its center replaced by the center of a `uniform` one (Collobert et
 *   al. 2011, §4.2, where the center is replaced by any word of the dictionary).
 * - `hard`: with probability `share` one of the mined windows, otherwise `uniform`.
 *
 * If parts of the corpus have weights, `uniform` means in proportion to them; see `weights.ts`.
 */
import type { Config } from '../config/settings.js';
import { NerwinError } from '../error.js';
import type { Random } from '../random.js';
import { type EncodedCorpus, outside, padding, slotsOf, writeWindow } from './encoded-corpus.js';
import { type Part, WeightedPositions } from './weights.js';

export type Strategy = Config['corruption']['strategy'];

/** Writes a corrupt window for the true window of `center` into `ids` at `to`. */
type Draw = (center: number, random: Random, ids: Int32Array, to: number) => void;

/** Draws corrupt windows. */
export class Corrupter {
  /** Centers of mined windows; empty until windows have been mined. Only for `hard`. */
  mined: Int32Array = new Int32Array(0);
  readonly #slots: number;
  readonly #positions: WeightedPositions;
  readonly #draw: Draw;

  constructor(
    readonly corpus: EncodedCorpus,
    readonly strategy: Strategy,
    /** The fraction of mined windows, for `hard`. */
    readonly share: number,
    /** Weighted parts of the corpus; empty if all weights are equal. */
    readonly parts: readonly Part[] = [],
  ) {
    this.#slots = slotsOf(corpus);
    this.#positions = new WeightedPositions(corpus.labels.length, parts);
    this.#draw = this.#strategies[strategy];
    if (!corpus.labels.includes(outside)) {
      throw new NerwinError(
        'corpus',
        'the training corpus has no token outside of a location',
        'corrupt windows are drawn from such tokens; check the tags, and which entity types count as locations',
      );
    }
  }

  /** Writes a corrupt window for the true window of `center` into `ids`, as window number `at`. */
  corrupt(center: number, random: Random, ids: Int32Array, at: number): void {
    this.#draw(center, random, ids, at * this.#slots);
  }

  readonly #strategies: Readonly<Record<Strategy, Draw>> = {
    uniform: (_center, random, ids, to) => writeWindow(this.corpus, this.#anywhere(random), ids, to),
    sentence: (center, random, ids, to) =>
      writeWindow(this.corpus, this.#sameSentence(center, random), ids, to),
    'replace-center': (center, random, ids, to) => {
      writeWindow(this.corpus, center, ids, to);
      ids[to + this.corpus.radius] = this.corpus.rows[this.#anywhere(random)];
    },
    hard: (_center, random, ids, to) => {
      const isMined = this.mined.length > 0 && random.uniform() < this.share;
      const drawn = isMined ? this.mined[random.below(this.mined.length)] : this.#anywhere(random);
      writeWindow(this.corpus, drawn, ids, to);
    },
  };

  /**
   * Draws a non-location center in proportion to its weight. Uses rejection sampling, so that no list of
   * centers is needed.
   */
  #anywhere(random: Random): number {
    const { labels } = this.corpus;
    for (;;) {
      const center = this.#positions.draw(random);
      if (labels[center] === outside) return center;
    }
  }

  #sameSentence(center: number, random: Random): number {
    const { labels } = this.corpus;
    let start = center;
    while (labels[start - 1] !== padding) start--;
    let end = center + 1;
    while (labels[end] !== padding) end++;
    let candidates = 0;
    for (let c = start; c < end; c++) if (labels[c] === outside) candidates++;
    if (candidates === 0) return this.#anywhere(random);
    let left = random.below(candidates);
    for (let c = start; ; c++) if (labels[c] === outside && left-- === 0) return c;
  }
}
