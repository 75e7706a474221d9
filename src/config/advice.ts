/** @file Settings that are allowed and yet seldom what is wanted. */
import type { Config } from './schema.js';

/**
 * What the network never sees when its corrupt windows come from nowhere else; dev entity F1 (percent) of configs/lecture.yaml on
 * WikiGold and on UNER English EWT, where `uniform` reaches 64.6 and 59.5, `hard` 66.2 and 65.0.
 */
const traps: Readonly<Partial<Record<Config['corruption']['strategy'], string>>> = {
  sentence:
    'the network never meets sentences without a location; dev entity F1 was 53.3 and 56.6 on WikiGold and UNER EWT',
  'replace-centre':
    'the network never meets a word that is no location in its own context; dev entity F1 was 47.7 and 38.2 on WikiGold and UNER EWT',
};

/** A warning for each such setting; none for most configs. */
export function advice({ model, corruption }: Pick<Config, 'model' | 'corruption'>): string[] {
  const reason = model.kind === 'window' ? traps[corruption.strategy] : undefined;
  if (reason === undefined) return [];
  return [
    `corruption.strategy ${corruption.strategy}: used alone, ${reason}, where uniform had 64.6 and 59.5, and hard 66.2 and 65.0`,
  ];
}
