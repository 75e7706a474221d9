/** @file Settings that are allowed and yet seldom what is wanted. */
import type { Config } from './schema.js';

/**
 * What the network never sees when its corrupt windows come from nowhere else; dev entity F1 (percent) of configs/lecture.yaml on
 * WikiGold and on UNER English EWT, where `uniform` reaches 65.7 and 66.0, `hard` 69.9 and 63.8.
 */
const traps: Readonly<Partial<Record<Config['corruption']['strategy'], string>>> = {
  sentence:
    'the network never meets sentences without a location; dev entity F1 was 64.2 and 58.4 on WikiGold and UNER EWT',
  'replace-centre':
    'the network never meets a word that is no location in its own context; dev entity F1 was 53.0 and 28.6 on WikiGold and UNER EWT',
};

/** A warning for each such setting; none for most configs. */
export function advice({ model, corruption }: Pick<Config, 'model' | 'corruption'>): string[] {
  const reason = model.kind === 'window' ? traps[corruption.strategy] : undefined;
  if (reason === undefined) return [];
  return [
    `corruption.strategy ${corruption.strategy}: used alone, ${reason}, where uniform had 65.7 and 66.0, and hard 69.9 and 63.8`,
  ];
}
