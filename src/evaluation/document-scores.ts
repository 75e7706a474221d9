/**
 * @file The document pass: mentions of the same form agree. A form that begins with an uppercase letter is most often a
 * location everywhere in a document or nowhere, but its sentences show it to different degrees. So each of its scores
 * moves toward their mean m over the document:
 *
 *     s′ = (1 − λ) s + λ m,   λ = 0.4
 *
 * A form that occurs once keeps its score. λ and the rule were chosen on dev splits; `test/bench/results` has the
 * figures. (The idea: one sense per discourse; Gale, Church & Yarowsky 1992.)
 */

import { type EncodedCorpus, endOf } from '../windows/encoded-corpus.js';

/** λ, how far a score moves toward the mean of its form in the document. */
export const agreement = 0.4;

const beginsUppercase = /^\p{Lu}/u;

/** The scores of the forms of one document, in two passes: first all tokens are added, then each gets its new score. */
export class DocumentScores {
  readonly #forms = new Map<string, { sum: number; count: number }>(); // sums in float64, in the order of the text

  clear(): void {
    this.#forms.clear();
  }

  /** Adds a token of the document with its score. */
  add(form: string, s: number): void {
    if (!beginsUppercase.test(form)) return;
    const known = this.#forms.get(form);
    if (known) {
      known.sum += s;
      known.count++;
    } else this.#forms.set(form, { sum: s, count: 1 });
  }

  /** Returns s′ of a token that was added with the score s. */
  agreed(form: string, s: number): number {
    const known = this.#forms.get(form);
    return known === undefined || known.count < 2
      ? s
      : (1 - agreement) * s + agreement * (known.sum / known.count);
  }
}

/** Returns s′ of every position of a corpus with the scores s. */
export function agreeInDocuments(
  s: Float32Array,
  corpus: EncodedCorpus,
  formAt: (position: number) => string,
): Float32Array {
  const agreed = s.slice();
  const document = new DocumentScores();
  let from = 0; // the first sentence of the document
  for (const to of corpus.documentEnds) {
    document.clear();
    for (let pass = 0; pass < 2; pass++) {
      for (let k = from; k < to; k++) {
        for (let i = corpus.starts[k]; i < endOf(corpus, k); i++) {
          if (pass === 0) document.add(formAt(i), s[i]);
          else agreed[i] = document.agreed(formAt(i), s[i]);
        }
      }
    }
    from = to;
  }
  return agreed;
}
