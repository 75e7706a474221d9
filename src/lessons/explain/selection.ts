/** @file Selects the words of a text to explain. */
import { NerwinError } from '../../error.js';
import type { ScoredText } from './explained-text.js';

/**
 * With `asked`: the word of that form, or the n-th of several with `form:n`. Without: every word of every
 * location and the highest-scoring other word, in text order, so there is always at least one. Throws
 * 'usage', with the words of the sentence.
 */
export function selectTokens(text: ScoredText, asked: string | undefined): number[] {
  if (asked !== undefined) return [tokenOf(text.words, asked)];
  const inside = text.words.map((_, t) => text.locations.some(({ start, end }) => start <= t && t < end));
  let best = -1;
  text.words.forEach((_, t) => {
    if (!inside[t] && (best < 0 || text.scores[t] > text.scores[best])) best = t;
  });
  return text.words.flatMap((_, t) => (inside[t] || t === best ? [t] : []));
}

function tokenOf(words: readonly string[], asked: string): number {
  const whole = places(words, asked);
  const numbered = /^(.+):(\d+)$/.exec(asked);
  if (whole.length === 0 && numbered) return nth(words, numbered[1], Number(numbered[2]));
  if (whole.length === 1) return whole[0];
  if (whole.length > 1) {
    throw new NerwinError(
      'usage',
      `--word: '${asked}' occurs ${whole.length} times in the sentence`,
      `choose one: ${whole.map((_, k) => `--word ${asked}:${k + 1}`).join(' or ')}`,
    );
  }
  const lower = places(
    words.map((word) => word.toLowerCase()),
    asked.toLowerCase(),
  );
  throw absent(words, asked, lower.length > 0 ? words[lower[0]] : undefined);
}

function nth(words: readonly string[], word: string, n: number): number {
  const found = places(words, word);
  if (found.length === 0) throw absent(words, word, undefined);
  const token = found[n - 1];
  if (token !== undefined) return token;
  throw new NerwinError(
    'usage',
    `--word: '${word}' occurs ${found.length === 1 ? 'once' : `${found.length} times`} in the sentence, so there is no number ${n}`,
    `use --word ${word}:1${found.length > 1 ? ` … ${word}:${found.length}` : ''}`,
  );
}

const places = (words: readonly string[], word: string): number[] =>
  words.flatMap((other, t) => (other === word ? [t] : []));

const maxNamed = 40;

function absent(words: readonly string[], word: string, near: string | undefined): NerwinError {
  const distinct = [...new Set(words)];
  const shown = distinct.slice(0, maxNamed).join(' ') + (distinct.length > maxNamed ? ' …' : '');
  const hint = `${near === undefined ? '' : `did you mean '${near}'? `}the words are: ${shown}`;
  return new NerwinError('usage', `--word: '${word}' is not in the sentence`, hint);
}
