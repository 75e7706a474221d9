/** @file The gold locations of a corpus, indexed for comparison with predictions. */
import { begin, centersWhere, type EncodedCorpus, inside, isInLocation } from '../windows/encoded-corpus.js';

/** Gold locations of an encoded corpus. */
export interface Gold {
  /** For a position where a location starts, the position after its end; 0 elsewhere. */
  readonly endOf: Int32Array; // (positions)
  /** For the position after the end of a location, the position where it starts; 0 elsewhere. */
  readonly startOf: Int32Array; // (positions)
  readonly entities: number;
  /** Tokens inside locations. */
  readonly tokens: number;
  /** Positions of all tokens. */
  readonly positions: Int32Array;
}

/** Returns the gold locations of a corpus, from its labels. */
export function goldOf(corpus: EncodedCorpus): Gold {
  const { labels } = corpus;
  const endOf = new Int32Array(labels.length);
  const startOf = new Int32Array(labels.length);
  let entities = 0;
  let tokens = 0;
  for (let i = 0; i < labels.length; i++) {
    if (isInLocation(labels[i])) tokens++;
    if (labels[i] !== begin) continue;
    let end = i + 1;
    while (labels[end] === inside) end++;
    endOf[i] = end;
    startOf[end] = i;
    entities++;
  }
  return { endOf, startOf, entities, tokens, positions: centersWhere(corpus, () => true) };
}

/** Returns the first positions of all gold locations, in order. */
export function goldStarts({ endOf, entities }: Gold): Int32Array {
  const starts = new Int32Array(entities);
  let count = 0;
  for (let i = 0; count < entities; i++) if (endOf[i] > 0) starts[count++] = i;
  return starts;
}
