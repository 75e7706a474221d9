/** @file The margin of the network in the plane, and the threshold on its scores. */

/** The margin between positive and negative points that the network is trained with. */
export const margin = 1;

/**
 * Returns the threshold that classifies the most points correctly, halfway between two
 * scores; on a tie, the highest one.
 */
export function mostCorrect(scores: ArrayLike<number>, isTrue: Uint8Array): number {
  const order = Array.from(isTrue.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
  const others = isTrue.reduce((sum, one) => sum + 1 - one, 0);
  let best = { correct: others, threshold: scores[order[0]] }; // none above
  let correct = others;
  order.forEach((point, k) => {
    correct += isTrue[point] ? 1 : -1;
    const next = k + 1 < order.length ? scores[order[k + 1]] : scores[point] - 2 * margin;
    if (next < scores[point] && correct > best.correct)
      best = { correct, threshold: (scores[point] + next) / 2 };
  });
  return best.threshold;
}
