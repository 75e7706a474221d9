/** @file Where the score of one word comes from. */
import { maximum } from '../../extremes.js';
import { signed } from '../../lessons/explain/labels.js';
import type { ExplainedWord } from './messages.js';

interface ExplanationProps {
  readonly word: ExplainedWord;
  /** That the word is in a location; null if the model has no calibration. */
  readonly probability: number | null;
}

export function Explanation({ word, probability }: ExplanationProps) {
  const largest = maximum([...word.slots.flatMap(({ gradient, leaveOneOut }) => [Math.abs(gradient), Math.abs(leaveOneOut)]), 1e-9]);
  return (
    <section class="explanation" aria-label={`The score of ${word.word}`}>
      <h2>{word.word}</h2>
      <p role="status">
        {word.verdict}
        {probability !== null && `; probability ${(100 * probability).toFixed(1)} %`}
      </p>
      <p class="note code">{word.way}</p>
      <p class="note" id="window-caption">
        The window, slot by slot. Gradient × input: what the slot adds to s, to first order. Leave-one-out: how much lower s is without
        it. A slot without a vector holds features of the sentence or document.
      </p>
      <div class="table" tabIndex={0} role="group" aria-label="The window, slot by slot">
        <table aria-describedby="window-caption">
          <thead>
            <tr>
              <th scope="col">word</th>
              <th scope="col">vector found</th>
              <th scope="col" class="wide-only">vector</th>
              <th scope="col">gradient × input</th>
              <th scope="col">leave-one-out</th>
            </tr>
          </thead>
          <tbody>
            {word.slots.map(({ label, isCenter, lookup, vector, gradient, leaveOneOut }, k) => (
              <tr key={`${k}-${label}`} class={isCenter ? 'center' : ''}>
                <th scope="row">{label}</th>
                <td>{lookup}</td>
                <td class="wide-only">
                  <Strip vector={vector} />
                </td>
                <Share value={gradient} largest={largest} />
                <Share value={leaveOneOut} largest={largest} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {word.features.length > 0 && (
        <p>
          Features that moved s most:{' '}
          {word.features.map(({ name, of, gradient }, k) => (
            <span key={`${name}-${of}`}>
              {k > 0 && ', '}
              <code>{name}</code> of {of} {signed(gradient)}
            </span>
          ))}
          .
        </p>
      )}
      <details>
        <summary>Hidden units with the largest u h</summary>
        <div class="table" tabIndex={0} role="group" aria-label="Hidden units">
          <table>
            <thead>
              <tr>
                {['unit', 'z', 'h = f(z)', 'u', 'u h'].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {word.units.map(({ name, z, h, u, share }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {[z, h, u, share].map((value, k) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change their order
                    <td key={k}>{signed(value)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

/** The numbers of a vector as stripes: blue above 0, orange below. */
function Strip({ vector }: { vector: readonly number[] }) {
  const largest = maximum([...vector.map(Math.abs), 1e-9]);
  if (vector.length === 0) return <>–</>;
  return (
    <svg class="strip" viewBox={`0 0 ${vector.length} 10`} width="120" height="14" preserveAspectRatio="none" role="img" aria-label={`${vector.length} numbers`}>
      {vector.map((value, j) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a number is known by its place in the vector
        <rect key={j} class={value < 0 ? 'negative' : 'positive'} x={j} width="1" height="10" fill-opacity={Math.abs(value) / largest} />
      ))}
    </svg>
  );
}

/** A number with its bar, drawn by a gauge so that no style attribute is needed. */
const Share = ({ value, largest }: { value: number; largest: number }) => (
  <td>
    <svg class="share" viewBox="-50 0 100 10" width="100" height="10" aria-hidden="true">
      <rect
        class={value < 0 ? 'negative' : 'positive'}
        x={Math.min(0, (50 * value) / largest)}
        width={Math.abs((50 * value) / largest)}
        height="10"
      />
    </svg>{' '}
    {signed(value)}
  </td>
);
