/**
 * @file Evaluates entities of several types, found by a softmax classifier with one class per type: a token
 * gets the most likely class, and an entity is a maximal run of tokens of one class other than O. It is
 * correct if start, end and type match gold, as in conlleval.
 */

import type { Model } from '../model/model.js';
import { makeTable } from '../simd/choose.js';
import { classOfMark, type EncodedCorpus, isFirstMark } from '../windows/encoded-corpus.js';
import type { Inputs } from '../windows/inputs.js';
import { CorpusScorer, tableCapacity } from './corpus-scorer.js';
import type { Evaluation } from './evaluate.js';
import { scoresOf } from './scores.js';

/** Token and entity scores of each type. */
export type TypeEvaluations = Readonly<Record<string, Evaluation>>;

/** Memory limit of the table, in bytes. */
const tableBytes = 64 * 2 ** 20;

/** Returns the scores of every type; undefined if the model only separates locations from everything else. */
export function evaluateTypes(
  { header, layout, parameters }: Pick<Model, 'header' | 'layout' | 'parameters'>,
  inputs: Inputs,
  corpus: EncodedCorpus,
): TypeEvaluations | undefined {
  if (!corpus.entities) return undefined;
  const capacity = tableCapacity(inputs.dense.length, layout.slots.length, layout.stride, tableBytes);
  const table = makeTable('auto', layout, 'class', capacity);
  const found = new CorpusScorer(table, inputs, corpus).score(parameters);
  table.close();
  return scoreTypes(
    Uint8Array.from(found, (value) => Math.max(0, value)),
    corpus.entities,
    header.classes,
  );
}

/**
 * Scores predicted classes (positions; 0 for O and padding) against gold `entities`. `classes` begins with O.
 */
export function scoreTypes(
  predicted: Uint8Array,
  entities: Uint8Array,
  classes: readonly string[],
): TypeEvaluations {
  const counts = classes.map(() => ({
    gold: 0,
    found: 0,
    hits: 0,
    goldTokens: 0,
    foundTokens: 0,
    tokenHits: 0,
  }));
  for (let i = 0; i < predicted.length; i++) {
    const [gold, found] = [classOfMark(entities[i]), predicted[i]];
    counts[gold].goldTokens++;
    counts[found].foundTokens++;
    if (gold === found) counts[gold].tokenHits++;
    if (isFirstMark(entities[i])) counts[gold].gold++;
    if (found === 0 || predicted[i - 1] === found) continue;
    counts[found].found++;
    if (isFirstMark(entities[i]) && gold === found && runEnd(predicted, i) === entityEnd(entities, i)) {
      counts[found].hits++;
    }
  }
  return Object.fromEntries(
    counts.slice(1).map(({ gold, found, hits, goldTokens, foundTokens, tokenHits }, k) => [
      classes[k + 1],
      {
        token: scoresOf(tokenHits, foundTokens - tokenHits, goldTokens - tokenHits),
        entity: scoresOf(hits, found - hits, gold - hits),
      },
    ]),
  );
}

/** Returns the position after the run of equal classes from `start` on. */
function runEnd(predicted: Uint8Array, start: number): number {
  let end = start + 1;
  while (predicted[end] === predicted[start]) end++;
  return end;
}

/** Returns the position after the entity that starts at `start`. */
function entityEnd(entities: Uint8Array, start: number): number {
  let end = start + 1;
  while (end < entities.length && entities[end] === entities[start] - 1) end++; // the same class, not a first token
  return end;
}
