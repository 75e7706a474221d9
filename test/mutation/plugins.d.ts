import type { MutantResult } from '@stryker-mutator/api/core';

export const tested: readonly MutantResult[];
