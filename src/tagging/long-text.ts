/**
 * @file Tags a long line piece by piece, in bounded memory, with the same result as `Tagger`. Passes over the
 * line: one for the mean of the document, if the model uses it, and one that scores sentence after sentence. If a
 * sentence continues in the next piece, its words are counted up to its end first, because its features depend on
 * all of them.
 */
import type { LongLine } from '../corpus/long-line.js';
import { isLowercaseWord } from '../features/sentence-context.js';
import { type SplitState, sentences, splitStart } from '../text/sentences.js';
import { TokenBuffer, type Tokens } from '../text/tokens.js';
import { LocationLog, type Place } from './location-log.js';
import type { OffsetUnit } from './offset-unit.js';
import { type OnToken, OpenSentence } from './open-sentence.js';
import { RunDecoder } from './run-decoder.js';
import type { Tagger } from './tagger.js';
import { defaultPieceSizes, TextPiece } from './text-pieces.js';

/** A part of a long text: its tokens, and the sentences that end in it. */
interface Part {
  readonly piece: TextPiece;
  /** Sentence k is tokens `starts[k]` … `ends[k] − 1`; a negative start means that it began earlier. */
  readonly ends: Tokens;
  /** Where splitting stands after the part. */
  readonly state: SplitState;
}

export class LongText {
  readonly locations = new LocationLog();

  constructor(
    readonly line: LongLine,
    readonly tagger: Tagger,
    readonly offsets: OffsetUnit = 'utf16',
    readonly sizes = defaultPieceSizes,
  ) {}

  /** Yields the parts in order; each is valid until the next one. */
  *parts(from = { byte: 0, unit: 0 }, state = splitStart()): Generator<Part> {
    const { tokenized } = this.tagger;
    const piece = new TextPiece(this.line, tokenized, this.offsets, this.sizes);
    const ends = new TokenBuffer(16);
    for (let at = from; at.byte < this.line.length; at = piece.next) {
      piece.read(at);
      if (!tokenized) sentences(piece.text, piece.tokens, ends, undefined, state);
      yield { piece, ends, state };
    }
  }

  /** Finds all {@link locations}. Calls `onToken` with each token, and yields after each part. */
  *tag(onToken?: OnToken): Generator<void> {
    this.#openDocument();
    const { tagger } = this;
    const { scorer, model } = tagger;
    const found = (place: Place, score: number): void => {
      if (tagger.isProbable(score)) this.locations.add(place, score);
    };
    const run = new RunDecoder(tagger.thresholds, found, tagger.cutsOf);
    const onScored: OnToken = (text, place, score) => {
      if (run.takes(score)) run.add(place, score, isLowercaseWord(text), text);
      else run.end();
      onToken?.(text, place, score);
    };
    let open: OpenSentence | undefined;
    let scores = new Float32Array(0);
    for (const { piece, ends, state } of this.parts()) {
      const { tokens, units } = piece;
      if (tokens.count > scores.length) scores = new Float32Array(2 * tokens.count);
      let from = 0;
      for (let k = 0; k < ends.count; k++) {
        const to = ends.ends[k];
        if (open) {
          open.add(piece, from, to);
          open.end();
          open = undefined;
        } else {
          scorer.score(units, tokens, from, to, scores);
          for (let t = from; t < to; t++) {
            if (!onToken && !run.takes(scores[t])) run.end();
            else onScored(piece.textOf(t), piece.placeOf(t), scores[t]);
          }
        }
        run.end();
        from = to;
      }
      if (from < tokens.count) {
        if (!open) {
          if (scorer.usesSentence) this.#countOpen(piece, from, state);
          open = new OpenSentence(scorer, model.features.gazetteers, model.header.radius, onScored);
        }
        open.add(piece, from, tokens.count);
      }
      yield;
    }
    open?.end();
    run.end();
  }

  /** Counts a sentence from token `from` of a piece to its end in a later one. */
  #countOpen({ units, tokens, next }: TextPiece, from: number, state: SplitState): void {
    const { scorer } = this.tagger;
    scorer.beginCount();
    scorer.count(units, tokens, from, tokens.count);
    for (const { piece, ends } of this.parts(next, { ...state })) {
      scorer.count(piece.units, piece.tokens, 0, ends.count > 0 ? ends.ends[0] : piece.tokens.count);
      if (ends.count > 0) return;
    }
  }

  #openDocument(): void {
    const { scorer } = this.tagger;
    if (!scorer.usesDocument) return;
    scorer.beginCount();
    let count = 0;
    for (const { piece } of this.parts()) {
      scorer.count(piece.units, piece.tokens, 0, piece.tokens.count);
      count += piece.tokens.count;
    }
    scorer.openCounted(count);
  }
}
