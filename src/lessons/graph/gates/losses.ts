/** @file Gates of the two losses: max-margin (hinge) and softmax with cross-entropy. */
import { arrays } from '../arrays.js';

/**
 * J = max(0, margin − s + s_c), scalars.   Margin violated (J > 0): ∂J/∂s = −1, ∂J/∂s_c = 1, ∂J/∂margin = 1;
 * satisfied: all 0, by declaration also at the kink.   Collobert et al. 2011, §4.2.
 */
export const hinge = arrays({
  name: 'hinge',
  rule: 'hinge: −1 for s and +1 for s_c and the margin while the margin is violated, 0 once it is satisfied',
  write: ([s, corrupt, margin]) => `max(0, ${margin} − ${s} + ${corrupt})`,
  arity: 3,
  takes: 'three scalars: s, s_c and the margin',
  shape: (inputs) => (inputs.every((shape) => shape.length === 0) ? [] : undefined),
  compute(J, [[s], [corrupt], [margin]]) {
    J[0] = Math.max(0, margin - s + corrupt);
  },
  differentiate([dJ], [[s], [corrupt], [margin]], [ds, dCorrupt, dMargin]) {
    if (margin - s + corrupt <= 0) return;
    ds[0] -= dJ;
    dCorrupt[0] += dJ;
    dMargin[0] += dJ;
  },
  side: (s, corrupt, margin) => Math.sign(margin - s + corrupt),
});

/**
 * J = −Σ_c y_c ln p_c with p = softmax(s), as Σ_c y_c (ln Σ_k e^(s_k) − s_c).   s (C), y (C) → J scalar.
 * ∂J/∂s = (Σ y) p − y, which is p − y for a distribution y; ∂J/∂y_c = −ln p_c.
 * The largest score is subtracted before exponentiation, so no exponential
 * overflows and their sum is at least 1.
 */
export const softmaxCrossEntropy = arrays({
  name: 'softmax-cross-entropy',
  symbol: 'softmax CE',
  rule: 'softmax with cross-entropy: ∂J/∂s = p − y',
  write: ([s, y]) => `cross_entropy(${s}, ${y})`,
  arity: 2,
  takes: 'two vectors of equal length, scores and target distribution',
  shape: ([s, y]) => (s.length === 1 && y.length === 1 && s[0] === y[0] ? [] : undefined),
  compute(J, [s, y]) {
    const surprise = surprises(s);
    J[0] = y.reduce((total, target, c) => total + target * surprise[c], 0);
  },
  differentiate([dJ], [s, y], [ds, dy]) {
    const surprise = surprises(s);
    const mass = y.reduce((total, target) => total + target, 0);
    for (let c = 0; c < s.length; c++) {
      ds[c] += dJ * (mass * Math.exp(-surprise[c]) - y[c]); // p − y
      dy[c] += dJ * surprise[c];
    }
  },
});

/** −ln softmax(s)_c = ln Σ_k e^(s_k) − s_c for each c. */
function surprises(s: Float64Array): Float64Array {
  const largest = s.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const total = s.reduce((sum, score) => sum + Math.exp(score - largest), 0);
  return s.map((score) => Math.log(total) + (largest - score));
}
