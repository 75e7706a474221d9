import { afterEach, describe, expect, test, vi } from 'vitest';

/** choose.ts as a process finds it whose engine has this WebAssembly. */
async function chooseWith(webAssembly: unknown) {
  vi.resetModules();
  vi.stubGlobal('WebAssembly', webAssembly);
  return import('../../src/simd/choose.js');
}

/** Stands for the constructor of modules in an engine that knows fewer instructions. */
function refuse(): never {
  throw new SyntaxError('invalid opcode');
}

describe('auto', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  test('is simd, without a warning, if the engine accepts it', async () => {
    const { fallbackOf, resolveKernel } = await chooseWith(WebAssembly);
    expect(resolveKernel('auto')).toBe('simd');
    expect(fallbackOf('auto')).toBeUndefined();
  });

  test.each([
    ['has no WebAssembly', undefined],
    ['does not support the SIMD kernel', { Module: refuse }],
  ])('falls back to loops, and says why, if the engine %s', async (reason, webAssembly) => {
    const { fallbackOf, resolveKernel } = await chooseWith(webAssembly);
    expect(resolveKernel('auto')).toBe('loops');
    expect(fallbackOf('auto')).toContain(reason);
    expect(fallbackOf('loops')).toBeUndefined();
  });
});
