/** @file Labels for the parts of an explanation. */
import { printable } from '../../document/text-width.js';
import type { ScoredText } from './explained-text.js';
import type { Explanation, SlotShare } from './explanation.js';

/** Returns the word of a slot, or a label in its place. */
export const labelOf = ({ word, isPadding, slot }: SlotShare): string =>
  word === undefined ? (isPadding ? 'padding' : slot) : printable(word);

/** Returns all features of the window with slot and label, largest |gradient × input| first. */
export const featuresOf = ({ slots }: Explanation) =>
  slots
    .flatMap((slot) => slot.features.map((feature) => ({ ...feature, of: labelOf(slot), slot: slot.slot })))
    .sort((one, other) => Math.abs(other.gradient) - Math.abs(one.gradient));

/** Formats `0.412`, `−1.030`, with a true minus sign. */
export const fixed = (value: number, digits = 3): string => value.toFixed(digits).replace(/^-/, '−');

/** Formats `+0.412`, `−1.030`. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return `${value < 0 && Number(text) !== 0 ? '−' : '+'}${text}`;
}

/** Returns `Paris`, or `Paris (1 of 2)` if the word occurs several times. */
export const nameOf = ({ word, occurrence, occurrences }: Explanation): string =>
  `${printable(word)}${occurrences > 1 ? ` (${occurrence} of ${occurrences})` : ''}`;

/** Returns the verdict: `s = 1.234 > 0.500, a location`. */
export function verdictOf({ score, isLocation, token }: Explanation, text: ScoredText): string {
  const { start, extend, edge } = text.thresholds;
  const s = `s = ${fixed(score)}`;
  if (isLocation) {
    return score > start
      ? `${s} > ${fixed(start)}, a location`
      : `${s} > ${fixed(extend)}, part of a location with a word above ${fixed(start)}`;
  }
  if (score <= extend) return `${s} ≤ ${fixed(start)}, not a location`;
  if (edge !== undefined && (score > start || isAtEnd(token, text)))
    return `${s} ≤ ${fixed(edge)}, too low for a lowercase word at the edge of a location`;
  return `${s} > ${fixed(extend)}, but no adjacent word is above ${fixed(start)}: not a location`;
}

/**
 * True if a word outside all locations was cut off at the edge of one: all words from it to a location in its
 * sentence are above the lower threshold.
 */
function isAtEnd(token: number, { scores, thresholds, locations, starts }: ScoredText): boolean {
  const sentenceOf = (word: number): number => starts.findLastIndex((first) => first <= word);
  return locations.some(({ start, end }) => {
    const between = token < start ? scores.subarray(token, start) : scores.subarray(end, token + 1);
    return sentenceOf(token) === sentenceOf(start) && between.every((score) => score > thresholds.extend);
  });
}

/** Returns the steps from x to s, with sizes and norms. */
export function wayOf({ norms, score }: Explanation, { model }: ScoredText): string {
  const { D, H } = model.layout;
  const f = model.header.kind === 'softmax' ? undefined : model.header.activation;
  const last = f
    ? `h = ${f === 'identity' ? 'z' : `${f}(z)`} (${H}) ‖h‖ = ${norms.h.toFixed(2)} → s = uᵀh = ${fixed(score)}`
    : `s = log-odds of being in a location = ${fixed(score)}`;
  return `x (${D}) ‖x‖ = ${norms.x.toFixed(2)} → z = Wx + b${model.layout.F > 0 ? ' + ΣS' : ''} (${H}) ‖z‖ = ${norms.z.toFixed(2)} → ${last}`;
}
