/** @file The settings used to train one network: a part of a resolved config. */
import type { Config } from '../config/settings.js';

export type TrainingSettings = Pick<
  Config,
  'seed' | 'corruption' | 'model' | 'loss' | 'selection' | 'decision' | 'kernel' | 'threads'
> & { readonly training: Omit<Config['training'], 'bag' | 'recase' | 'swap'> };
