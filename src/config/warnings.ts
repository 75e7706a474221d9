/** @file Warnings about settings that are valid but rarely a good idea. */
import type { Config } from './settings.js';

/**
 * For each corruption strategy that is a trap: what the network never sees if all its corrupt windows come
 * from it, with dev entity F1 (percent) of configs/lecture.yaml on WikiGold and on UNER English EWT. For
 * comparison, `uniform` reaches 67.1 and 63.9, `hard` 65.8 and 64.4.
 */
const traps: Readonly<Partial<Record<Config['corruption']['strategy'], string>>> = {
  sentence:
    'the network never sees sentences without a location; dev entity F1 was 60.3 on WikiGold and 58.7 on UNER EWT',
  'replace-center':
    'the network never sees a non-location word in its own context; dev entity F1 was 42.9 on WikiGold and 31.3 on UNER EWT',
};

/** Returns a warning for each such setting; most configs have none. */
export function configWarnings({ model, corruption }: Pick<Config, 'model' | 'corruption'>): string[] {
  const reason = model.kind === 'window' ? traps[corruption.strategy] : undefined;
  if (reason === undefined) return [];
  return [
    `corruption.strategy ${corruption.strategy}: with this strategy alone, ${reason} (uniform: 67.1 and 63.9, hard: 65.8 and 64.4)`,
  ];
}
