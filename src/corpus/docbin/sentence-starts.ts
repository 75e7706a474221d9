/** @file Where the sentences of a document of a DocBin begin. */

import type { DocBin } from './contents.js';

const begins = 1n; // of the attribute SENT_START

/**
 * Returns the tokens, counted in the document, at which sentences begin, the first of which is 0: as SENT_START says,
 * else at the borders between dependency trees. Undefined if the file says nothing.
 */
export function sentenceStarts(bin: DocBin, from: number, to: number): number[] | undefined {
  const marks = bin.column('sentence');
  const starts = [0];
  let isMarked = false;
  for (let token = from + 1; marks && token < to; token++) {
    const mark = marks(token); // of the first token it says nothing: spaCy always sets that
    if (mark !== 0n) isMarked = true;
    if (mark === begins) starts.push(token - from);
  }
  return isMarked ? starts : treeStarts(bin, from, to);
}

/** Returns the tokens at which no dependency goes across the border before them. */
function treeStarts(bin: DocBin, from: number, to: number): number[] | undefined {
  const [heads, labels] = [bin.column('head'), bin.column('dep')];
  if (!heads || !labels) return undefined;
  let isParsed = false;
  const starts: number[] = [];
  const reach = new Int32Array(to - from); // the last token that is joined with this one or one before it
  for (let token = from; token < to; token++) {
    if (labels(token) !== 0n) isParsed = true;
    const at = token - from;
    const head = Math.min(Math.max(at + Number(BigInt.asIntN(32, heads(token))), 0), to - from - 1);
    const [low, high] = head < at ? [head, at] : [at, head];
    reach[low] = Math.max(reach[low], high);
  }
  let last = -1;
  for (let at = 0; at < to - from; at++) {
    if (at > last) starts.push(at);
    last = Math.max(last, at, reach[at]);
  }
  return isParsed ? starts : undefined;
}
