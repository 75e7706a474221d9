/**
 * @file The lecture's example, with `src/lecture/window.ts` alone: a network with 8 hidden units learns that, of the
 * eight windows of one sentence, only the one around "Paris" is a true window.
 *
 *   node --import ./bin/register.js examples/lecture.ts
 */
import { descend, pair, score, type Theta, type Vector } from '../src/lecture/window.js';
import { Random } from '../src/random.js';

const words = 'Not all museums in Paris are amazing .'.split(' ');
const paris = words.indexOf('Paris');
const [d, H, alpha] = [4, 8, 0.01]; // numbers of a word vector, hidden units, learning rate
const D = 5 * d; // x ∈ R²⁰: the word, and two words on each side
const random = Random.seeded(4);
const draw = (length: number): Vector => Array.from({ length }, () => 2 * random.uniform() - 1);

const padding = draw(d); // the vector of a word before or after the sentence
const vectors = words.map(() => draw(d));
const windows = words.map((_, center) =>
  [-2, -1, 0, 1, 2].flatMap((offset) => vectors[center + offset] ?? padding),
);
const corrupt = windows.filter((_, center) => center !== paris);

// uniform in ±√(6 / (inputs + outputs)), so that no layer starts saturated (Glorot & Bengio 2010)
let theta: Theta = {
  W: Array.from({ length: H }, () => draw(D).map((w) => w * Math.sqrt(6 / (D + H)))), // (8, 20)
  b: new Array(H).fill(0),
  u: draw(H).map((u_i) => u_i * Math.sqrt(6 / (H + 1))),
};

console.log(
  `x ∈ R^${D}, W ∈ R^${H}×${D}, ${corrupt.length} pairs in each epoch\n\nepoch   J, summed over the pairs`,
);
for (let epoch = 1, loss = Number.POSITIVE_INFINITY; loss > 0; epoch++) {
  loss = 0;
  for (const x_c of corrupt) {
    const { J, gradient } = pair(theta, windows[paris], x_c);
    theta = descend(theta, gradient, alpha);
    loss += J;
  }
  console.log(`${String(epoch).padStart(5)}   ${loss.toFixed(4)}`);
}

console.log('\n    s   window');
for (const [center, x] of windows.entries()) {
  const text = [-2, -1, 0, 1, 2].map((offset) => words[center + offset] ?? '–');
  text[2] = `[${text[2]}]`;
  const s = score(theta, x).toFixed(2);
  console.log(`${s.padStart(5)}   ${text.join(' ')}${center === paris ? '   the true window' : ''}`);
}
