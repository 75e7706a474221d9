/** @file The model that a command uses: `--model`, or else NERWIN_MODEL, or else the shipped one. */

import { NerwinError } from '../error.js';
import { isThere } from '../is-there.js';
import { modelFileOf } from '../model/model-path.js';
import { shippedModelPath } from '../model/shipped.js';

/** The description of `--model` for commands with a default model. */
export const modelMeaning =
  'a model file or a run folder (default: the model named by NERWIN_MODEL, or else the shipped model)';

/** Returns the file of the model named by `--model`, or of the default model. */
export function modelPath(option: string | undefined): string {
  if (option !== undefined)
    return option === 'shipped' && !isThere(option) ? shippedModelPath() : modelFileOf(option);
  const { NERWIN_MODEL: named } = process.env;
  if (named === undefined || named === '' || named === 'shipped') return shippedModelPath();
  if (isThere(named)) return modelFileOf(named);
  throw new NerwinError(
    'model',
    `NERWIN_MODEL: ${named} does not exist`,
    'set the environment variable NERWIN_MODEL to a model file or a run folder, or unset it',
  );
}
