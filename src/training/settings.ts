/** @file The settings that training heeds: a part of a resolved config. */
import type { Config } from '../config/schema.js';

export type TrainingSettings = Pick<
  Config,
  'seed' | 'corruption' | 'model' | 'loss' | 'training' | 'selection' | 'decision' | 'kernel' | 'threads'
>;
