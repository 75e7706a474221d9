/** @file How much of a text has word vectors: its tokens and distinct forms by the lookup step that finds them. */
import { findForm, type Rung, rungs, type Vocabulary } from './ladder.js';

/** What one lookup step finds. */
export interface StepCoverage {
  readonly step: Rung;
  readonly tokens: number;
  readonly forms: number;
  /** Its most frequent forms, the most frequent first. */
  readonly examples: readonly string[];
}

export interface Coverage {
  readonly tokens: number;
  readonly forms: number;
  /** Share of the tokens with a vector of their own or of numbers; 0 for an empty text. */
  readonly tokenShare: number;
  /** The same for distinct forms. */
  readonly formShare: number;
  /** The steps that find something, in the order in which they are tried; `unknown` is the last. */
  readonly steps: readonly StepCoverage[];
}

const shownForms = 8;

/** Returns the coverage of a text with these forms, each with its number of tokens. */
export function coverageOf(forms: ReadonlyMap<string, number>, vocabulary: Vocabulary): Coverage {
  const found = new Map<Rung, [form: string, tokens: number][]>();
  for (const [form, tokens] of forms) {
    const { rung } = findForm(form, vocabulary);
    const list = found.get(rung);
    if (list) list.push([form, tokens]);
    else found.set(rung, [[form, tokens]]);
  }
  const steps = rungs.flatMap((step): StepCoverage[] => {
    const list = found.get(step);
    if (!list) return [];
    const frequent = [...list].sort(([, a], [, b]) => b - a).slice(0, shownForms);
    return [{ step, tokens: tokensOf(list), forms: list.length, examples: frequent.map(([form]) => form) }];
  });
  const tokens = tokensOf([...forms]);
  const unknown = steps.find(({ step }) => step === 'unknown');
  const share = (all: number, missing = 0): number => (all === 0 ? 0 : (all - missing) / all);
  return {
    tokens,
    forms: forms.size,
    tokenShare: share(tokens, unknown?.tokens),
    formShare: share(forms.size, unknown?.forms),
    steps,
  };
}

const tokensOf = (list: readonly (readonly [string, number])[]): number =>
  list.reduce((sum, [, tokens]) => sum + tokens, 0);
