/** @file Finds a Python with numpy for the tests of other programs; they are skipped, loudly, where there is none. */
import { spawnSync } from 'node:child_process';

/**
 * Returns the Python to use: `$NERWIN_PYTHON`, by default `python3`; undefined, with a warning, if it cannot import
 * `modules`.
 */
export function pythonWith(...modules: readonly string[]): string | undefined {
  const python = process.env.NERWIN_PYTHON ?? 'python3';
  const { status } = spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' });
  if (status === 0) return python;
  process.stderr.write(
    `\nSKIPPED: ${python} with ${modules.join(' and ')} is missing; install it (pip install ${modules.join(' ')}), ` +
      'or set NERWIN_PYTHON to one that has it\n',
  );
  return undefined;
}
