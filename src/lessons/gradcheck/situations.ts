/**
 * @file Counts of what the batches of a check covered: pairs of each kind, and the
 * ways in which windows share words.
 */
import type { Trial } from './trial.js';

/** Counts over batches. */
export interface Situations {
  /** Pairs of a true and a corrupt window; with the anchored loss, of a window and the anchor. */
  readonly pairs: number;
  /** Pairs inside the margin; the others must contribute exactly nothing. */
  readonly insideMargin: number;
  /** Pairs skipped because they were within 0.01 of their kink. */
  readonly aside: number;
  /** Coordinates and directions skipped because their steps cross a kink of f. */
  readonly stepsAside: number;
  readonly windows: number;
  /** Windows that contain a word more than once. */
  readonly repeatedWord: number;
  /** Corrupt windows that share a context word with their true window. */
  readonly sharedContext: number;
  /** True windows with several corrupt windows. */
  readonly severalCorrupt: number;
  /** Windows with sparse features. */
  readonly sparse: number;
  /** Windows with a slot for the sentence or the document. */
  readonly sentence: number;
  /** Windows with dropout. */
  readonly dropout: number;
}

/** Counts the situations of one trial. */
export function situationsOf({ problem, head, batch, touched }: Trial, stepsAside: number): Situations {
  const { radius } = problem.corpus;
  const { windows } = batch.kernel;
  const words = 2 * radius + 1;
  const slots = problem.layout.slots.length;
  const wordsOf = (i: number): number[] => [...windows.ids.subarray(i * slots, i * slots + words)];
  const every = Array.from({ length: windows.count }, (_, i) => i);
  const count = (holds: (i: number) => boolean): number => every.filter(holds).length;
  const own = new Map(head.own.map(({ block, values }) => [block.name, values]));
  const hinges = head.hinges(batch.kernel, own);
  const B = problem.settings.training.batch;
  const K = head.model === 'softmax' ? 0 : problem.settings.corruption.perTrue;
  const sharesContext = (i: number): boolean => {
    const truth = wordsOf(Math.floor((i - B) / K));
    return wordsOf(i).some((row, p) => p !== radius && row === truth[p]);
  };
  return {
    pairs: hinges.length,
    insideMargin: hinges.filter(({ value }) => value > 0).length,
    aside: batch.aside,
    stepsAside,
    windows: windows.count,
    repeatedWord: count((i) => new Set(wordsOf(i)).size < words),
    sharedContext: count((i) => i >= B && sharesContext(i)),
    severalCorrupt: K > 1 ? B : 0,
    sparse: count((i) => touched.windows[i].some(({ features }) => features.length > 0)),
    sentence: slots > words ? windows.count : 0,
    dropout: windows.dropoutSeed === undefined ? 0 : windows.count,
  };
}

/** Returns the sums over trials. */
export function addSituations(one: Situations, other: Situations): Situations {
  const names = Object.keys(one) as (keyof Situations)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as Situations;
}
