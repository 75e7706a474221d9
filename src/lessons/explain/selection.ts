/**
 * @file Selects the words of a text to explain. What is asked for goes through the tokenizer and is compared in
 * normal form, as text is, so `King’s Lynn` finds the three words of `King's Lynn`.
 */
import { shellWord } from '../../document/shell-word.js';
import { NerwinError } from '../../error.js';
import { normalForm } from '../../text/normal-form.js';
import { tokenize } from '../../text/tokenize.js';
import { tokenTexts } from '../../text/tokens.js';
import type { ScoredText } from './explained-text.js';

/** How a caller says which word it means: the name of its option, and how a word is given with it. */
export interface WordOption {
  readonly name: string;
  readonly with: (word: string) => string;
}

const onCommandLine: WordOption = { name: '--word', with: (word) => `--word ${shellWord(word)}` };

/**
 * With `asked`: the words of that name, or of the n-th of several with `name:n`. Without: every word of every
 * location and the highest-scoring other word, in text order, so there is always at least one. Throws
 * 'usage', with the words of the sentence.
 */
export function selectTokens(text: ScoredText, asked: string | undefined, option = onCommandLine): number[] {
  if (asked !== undefined) return tokensOf(text.words, asked, option);
  const inside = text.words.map((_, t) => text.locations.some(({ start, end }) => start <= t && t < end));
  let best = -1;
  text.words.forEach((_, t) => {
    if (!inside[t] && (best < 0 || text.scores[t] > text.scores[best])) best = t;
  });
  return text.words.flatMap((_, t) => (inside[t] || t === best ? [t] : []));
}

function tokensOf(words: readonly string[], asked: string, option: WordOption): number[] {
  const whole = places(words, asked);
  const numbered = /^(.+):(\d+)$/.exec(asked);
  if (whole.length === 0 && numbered) return nth(words, numbered[1], Number(numbered[2]), option);
  if (whole.length === 1) return whole[0];
  if (whole.length > 1) {
    throw new NerwinError(
      'usage',
      `${option.name}: '${asked}' occurs ${whole.length} times in the sentence`,
      `choose one: ${whole.map((_, k) => option.with(`${asked}:${k + 1}`)).join(' or ')}`,
    );
  }
  const lower = places(
    words.map((word) => word.toLowerCase()),
    asked.toLowerCase(),
  );
  throw absent(words, asked, lower[0]?.map((t) => words[t]).join(' '), option);
}

function nth(words: readonly string[], word: string, n: number, option: WordOption): number[] {
  const found = places(words, word);
  if (found.length === 0) throw absent(words, word, undefined, option);
  const tokens = found[n - 1];
  if (tokens !== undefined) return tokens;
  throw new NerwinError(
    'usage',
    `${option.name}: '${word}' occurs ${found.length === 1 ? 'once' : `${found.length} times`} in the sentence, so there is no number ${n}`,
    `use ${option.with(`${word}:1`)}${found.length > 1 ? ` … ${option.with(`${word}:${found.length}`)}` : ''}`,
  );
}

/** The places of a word or name in a sentence, each as its tokens: first as one token, then as several. */
function places(words: readonly string[], name: string): number[][] {
  const normal = words.map(normalForm);
  const one = placesOf(normal, [normalForm(name)]);
  return one.length > 0 ? one : placesOf(normal, tokenTexts(name, tokenize(name)).map(normalForm));
}

function placesOf(words: readonly string[], name: readonly string[]): number[][] {
  if (name.length === 0) return [];
  return words.flatMap((_, t) =>
    name.every((word, k) => words[t + k] === word) ? [name.map((_, k) => t + k)] : [],
  );
}

const maxNamed = 40;

function absent(
  words: readonly string[],
  word: string,
  near: string | undefined,
  option: WordOption,
): NerwinError {
  const distinct = [...new Set(words)];
  const shown = distinct.slice(0, maxNamed).join(' ') + (distinct.length > maxNamed ? ' …' : '');
  const hint = `${near === undefined ? '' : `did you mean '${near}'? `}the words are: ${shown}`;
  return new NerwinError('usage', `${option.name}: '${word}' is not in the sentence`, hint);
}
