/** @file Entities of each sentence, gold and predicted: from a scored corpus, or from a file with both as tags. */
import { usualSpelling } from '../corpus/tag-spelling.js';
import { NerwinError } from '../error.js';
import { decode, decodingOf } from '../evaluation/decoding.js';
import type { Gold } from '../evaluation/gold.js';
import { isTag, type TaggedEntity } from '../evaluation/seqeval.js';
import type { EntityPairs } from '../evaluation/standards.js';
import type { Thresholds } from '../model/thresholds.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { type EncodedCorpus, endOf } from '../windows/encoded-corpus.js';

/** Returns the locations of each sentence, as type LOC. */
export function entityPairsOf(
  scores: Float32Array,
  encoded: EncodedCorpus,
  gold: Gold,
  thresholds: Thresholds,
): EntityPairs {
  const decoding = decodingOf(encoded, thresholds);
  const pairs: { gold: (readonly TaggedEntity[])[]; predicted: (readonly TaggedEntity[])[] } = {
    gold: [],
    predicted: [],
  };
  for (let sentence = 0; sentence + 1 < encoded.starts.length; sentence++) {
    const from = encoded.starts[sentence];
    const to = endOf(encoded, sentence);
    let truth: TaggedEntity[] | undefined;
    for (let i = from; i < to; i++) {
      if (gold.endOf[i] === 0) continue;
      truth ??= [];
      truth.push({ type: 'LOC', start: i - from, end: gold.endOf[i] - from });
    }
    const found: TaggedEntity[] = [];
    decode(scores, from, to, decoding, (start, end) => {
      found.push({ type: 'LOC', start: start - from, end: end - from });
    });
    pairs.gold.push(truth ?? none);
    pairs.predicted.push(found.length > 0 ? found : none);
  }
  return pairs;
}

/** The entities of most sentences. */
const none: readonly TaggedEntity[] = [];

/** Tags of each sentence. */
export interface TagPairs {
  readonly gold: readonly (readonly string[])[];
  readonly predicted: readonly (readonly string[])[];
}

/**
 * Reads a file as conlleval reads it: the last two columns of a line are the gold tag and the predicted tag; a blank line ends a
 * sentence.
 * @throws {NerwinError} `corpus`, with the line, if a line has fewer than two columns or a cell is no tag.
 */
export function readTagPairs(file: string, bytes?: Uint8Array): TagPairs {
  const text = (bytes ? Buffer.from(bytes) : readWhole(file, 'corpus', sizeLimits.table)).toString();
  const pairs: { gold: string[][]; predicted: string[][] } = { gold: [], predicted: [] };
  let isOpen = false;
  for (const [index, line] of text.split('\n').entries()) {
    const columns = line.trim().split(/\s+/);
    if (line.trim() === '') {
      isOpen = false;
      continue;
    }
    const [truth, found] = columns.slice(-2);
    const isUsual = (tag: string) => isTag(tag) && usualSpelling(tag) === tag;
    const wrong = [truth, found].find((tag) => tag === undefined || !isUsual(tag));
    const usual = usualSpelling(wrong ?? '');
    if (columns.length < 2 || wrong !== undefined)
      throw new NerwinError(
        'corpus',
        `${file}:${index + 1}: ${columns.length < 2 ? 'one column' : `${JSON.stringify(wrong)} is no tag`}`,
        usual !== wrong && isTag(usual)
          ? `write ${usual} in its place`
          : 'each line must end with the gold tag and the predicted tag, such as `Paris B-LOC O`',
      );
    if (!isOpen) {
      pairs.gold.push([]);
      pairs.predicted.push([]);
    }
    isOpen = true;
    pairs.gold[pairs.gold.length - 1].push(truth);
    pairs.predicted[pairs.predicted.length - 1].push(found);
  }
  if (pairs.gold.length === 0)
    throw new NerwinError(
      'corpus',
      `${file}: there is no tagged word in it`,
      'check that this is the right file',
    );
  return pairs;
}
