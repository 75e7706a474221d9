/** @file The speed of this machine, in the library. */
import type { SpeedReport } from '../speed/speed.js';
import { checkOptions, conflict, kinds, numberFrom } from './arguments.js';

/** Options of {@link measureSpeed}; they mean what the options of `nerwin bench` mean. */
export interface SpeedOptions {
  /** The model file or run folder; the shipped model by default. */
  readonly model?: string | undefined;
  /** The path of a config: then its network is measured on its training corpus. */
  readonly config?: string | undefined;
  /** How long to measure, 1 … 3600 seconds; 10 by default. */
  readonly seconds?: number | undefined;
}

/** Measures a model file, or the network of a config. `clock` returns seconds. */
export async function speedOfSubject(
  subject: { readonly model: string } | { readonly config: string },
  seconds: number,
  clock: () => number,
): Promise<SpeedReport> {
  const { openModelSubject, prepareConfigSubject } = await import('../speed/bench-subject.js');
  const { speedOf } = await import('../speed/speed.js');
  const opened =
    'config' in subject
      ? await prepareConfigSubject(subject.config, clock)
      : await openModelSubject(subject.model);
  try {
    return speedOf(opened, seconds, clock);
  } finally {
    opened.close();
  }
}

/**
 * Measures how fast a model, or the network of a config, trains and tags on this machine. It blocks the thread meanwhile.
 * Returns what `nerwin bench --json` prints. Throws a `NerwinError`: `model`, `config`, `corpus`, `vectors` or `usage`.
 *
 * @example
 * ```ts
 * import { measureSpeed } from 'nerwin/tools';
 *
 * const { lines } = await measureSpeed({ seconds: 1 });
 * console.log(lines.every(({ median }) => median > 0)); // → true
 * ```
 */
export async function measureSpeed(options: SpeedOptions = {}): Promise<SpeedReport> {
  checkOptions('options', options, {
    model: kinds.isText,
    config: kinds.isText,
    seconds: numberFrom(1, 3600),
  });
  const { model, config, seconds = 10 } = options;
  if (model !== undefined && config !== undefined) throw conflict('options.config', 'options.model');
  const { shippedModelPath } = await import('../model/shipped.js');
  const subject = config === undefined ? { model: model ?? shippedModelPath() } : { config };
  return speedOfSubject(subject, seconds, () => performance.now() / 1000);
}
