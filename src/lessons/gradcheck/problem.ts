/** @file What is checked: a model with its θ, the windows that it learns from, and how. */
import type { Activation } from '../../network/activation.js';
import type { NetworkShape } from '../../network/network-shape.js';
import type { Parameters } from '../../network/parameters.js';
import type { Classes } from '../../training/classes.js';
import type { TrainingSettings } from '../../training/settings.js';
import type { EncodedCorpus } from '../../windows/encoded-corpus.js';
import type { Inputs } from '../../windows/inputs.js';

/** One model × activation × loss × size. */
export interface Problem {
  /** `toy`, `medium`, `default`, `configured` or `trained`. */
  readonly size: string;
  /** `words` alone, `all` that x may hold, or `real` windows. */
  readonly kind: 'words' | 'all' | 'real';
  readonly inputs: Inputs;
  readonly layout: NetworkShape;
  /** f; of a softmax, which has none, `identity`. */
  readonly activation: Activation;
  /** Of a softmax. */
  readonly classes?: Classes | undefined;
  readonly corpus: EncodedCorpus;
  /** θ, float32, so that kernels of either precision start from the same numbers. */
  readonly parameters: Parameters;
  /** How the model is trained; the size of a batch is that of {@link settingsOfCheck}. */
  readonly settings: TrainingSettings;
}

/** True windows, or a softmax's tokens, in a batch of the check. */
const trueWindows = 4;

/**
 * Settings whose batches suit a check: {@link trueWindows} true windows, each with 1, 2 or 4 corrupt ones. With a power of two
 * for the number of pairs the share of a pair in a mean is exact in the float32 coefficients of training.
 */
export function settingsOfCheck(settings: TrainingSettings): TrainingSettings {
  const { corruption, training } = settings;
  const perTrue = corruption.perTrue >= 4 ? 4 : corruption.perTrue >= 2 ? 2 : 1;
  return {
    ...settings,
    corruption: { ...corruption, perTrue },
    training: { ...training, batch: trueWindows },
  };
}
