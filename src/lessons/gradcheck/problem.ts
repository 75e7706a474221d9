/** @file A problem to check: a model with its θ, its training windows and its training settings. */
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
  /** `words` only, `all` kinds of input, or `real` windows. */
  readonly kind: 'words' | 'all' | 'real';
  readonly inputs: Inputs;
  readonly layout: NetworkShape;
  /** f; `identity` for softmax, which has none. */
  readonly activation: Activation;
  /** For softmax only. */
  readonly classes?: Classes | undefined;
  readonly corpus: EncodedCorpus;
  /** θ in float32, so that kernels of either precision start from the same numbers. */
  readonly parameters: Parameters;
  /** The training settings; the batch size comes from {@link settingsOfCheck}. */
  readonly settings: TrainingSettings;
}

/** True windows (for softmax: tokens) per batch of the check. */
const trueWindows = 4;

/**
 * Returns settings that suit a check: {@link trueWindows} true windows per batch, each with 1, 2 or 4
 * corrupt ones. The number of pairs is a power of two, so the weight of a pair in a mean is exact in the
 * float32 coefficients of training.
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
