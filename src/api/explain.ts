/** @file Explanations in the library. */
import { NerwinError } from '../error.js';
import { scoreText } from '../lessons/explain/explained-text.js';
import { explain as explainWord } from '../lessons/explain/explanation.js';
import { type ExplanationRecord, explanationJson } from '../lessons/explain/listing.js';
import { selectTokens } from '../lessons/explain/selection.js';
import { throwIfAborted } from './abort.js';
import { checkOptions, kinds, required } from './arguments.js';
import { chosenThresholds, rejectTwoChoices } from './chosen-thresholds.js';
import type { ModelSource } from './model-source.js';
import { openModel } from './open-model.js';

/** Options of {@link explain}; they mean what the options of `nerwin explain` mean. */
export interface ExplainOptions {
  /** The text, with at least one word. */
  readonly text: string;
  /**
   * The word or name to explain; `Paris:2` is the second Paris. By default every word inside a location, and the
   * highest-scoring word outside.
   */
  readonly word?: string | undefined;
  /** The model; the shipped one by default. */
  readonly model?: ModelSource | undefined;
  /** The score above which a token is a location; the model's own thresholds by default. */
  readonly threshold?: number | undefined;
  /** A named operating point of the model. */
  readonly operatingPoint?: string | undefined;
  /** If it is aborted before the model is read, the call ends with an error of code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Explains the scores of words: their windows, z, h and s, and what each word and feature of the window contributes.
 * Returns what `nerwin explain --json` prints. Throws a `NerwinError`: `model`, `usage` if the text has no words or
 * not the word asked for, or `interrupted`.
 *
 * @example
 * ```ts
 * import { explain } from 'nerwin/tools';
 *
 * const { explanations } = await explain({ text: 'Not all museums in Paris are amazing.', word: 'Paris' });
 * const [{ isLocation, slots }] = explanations;
 * console.log(isLocation, slots.map(({ word }) => word).slice(0, 3)); // → true [ 'museums', 'in', 'Paris' ]
 * ```
 */
export async function explain(options: ExplainOptions): Promise<ExplanationRecord> {
  checkOptions('options', options, {
    text: required(kinds.isText),
    word: kinds.isText,
    model: kinds.isAnything,
    threshold: kinds.isNumber,
    operatingPoint: kinds.isText,
    signal: kinds.isSignal,
  });
  const { signal } = options;
  rejectTwoChoices(options);
  if (options.text.trim() === '')
    throw new NerwinError('usage', 'options.text: the text has no words', 'pass a text with words');
  const model = await openModel(options.model, { signal });
  throwIfAborted(signal);
  const text = scoreText(model, options.text, chosenThresholds(model.header, options));
  const option = { name: 'options.word', with: (word: string) => `word: ${JSON.stringify(word)}` };
  const tokens = selectTokens(text, options.word, option);
  return explanationJson(
    text,
    tokens.map((token) => explainWord(text, token)),
  );
}
