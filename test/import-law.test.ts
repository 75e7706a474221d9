import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

/** The way of the data, as in `src/README.md`: a folder may import those before it. */
const order = [
  'lecture',
  'config',
  'corpus',
  'vectors',
  'features',
  'windows',
  'network',
  'kernels',
  'simd',
  'model',
  'evaluation',
  'training',
  'dataset',
  'tagging',
  'document',
  'compare',
  'run',
  'speed',
  'lessons',
  'cli',
];

/** Folders whose files may read or write; all others get their data handed in. */
const mayTouchFiles = new Set([
  'config',
  'corpus',
  'vectors',
  'simd',
  'model',
  'dataset',
  'training',
  'tagging',
  'compare',
  'run',
  'speed',
  'lessons',
  'cli',
]);

const root = new URL('../src/', import.meta.url).pathname;

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

const imports: Import[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.includes('assembly/'))
  .flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [
      ...text.matchAll(/^(?:import|export)\s(type\s)?[^;]*?from\s'([^']+)';|import\('([^']+)'\)/gm),
    ].map(([, type, named, dynamic]) => ({
      file,
      folder: file.includes('/') ? file.split('/')[0] : '',
      from: named ?? dynamic,
      typeOnly: type !== undefined,
    }));
  });

/** The folder of src that an import leads to; '' for the files beside the folders, undefined for packages. */
function folderOf({ file, from }: Import): string | undefined {
  if (!from.startsWith('.')) return undefined;
  const path = relative(root, join(root, file, '..', from));
  return path.includes('/') ? path.split('/')[0] : '';
}

describe('the import law', () => {
  test('the files were found', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(new Set(imports.map(({ folder }) => folder))).toEqual(new Set(['', ...order]));
  });

  test('a folder imports only itself, folders before it, and the files beside the folders', () => {
    const offences = imports.filter((one) => {
      const to = folderOf(one);
      if (to === undefined || to === '' || to === one.folder) return false;
      const isTypeOfConfig = to === 'config' && one.typeOnly;
      return !isTypeOfConfig && order.indexOf(to) > order.indexOf(one.folder);
    });
    expect(offences.map(({ file, from }) => `${file} imports ${from}`)).toEqual([]);
  });

  test('graph and network know nothing of each other', () => {
    const offences = imports.filter((one) => {
      const to = folderOf(one);
      if (one.folder === 'network') return to === 'lessons';
      return one.file.startsWith('lessons/graph/') && (to === 'network' || to === 'kernels');
    });
    expect(offences.map(({ file, from }) => `${file} imports ${from}`)).toEqual([]);
  });

  test('node:fs stays where files are read or written', () => {
    const offences = imports.filter(
      ({ from, folder }) => from === 'node:fs' && folder !== '' && !mayTouchFiles.has(folder),
    );
    expect(offences.map(({ file }) => file)).toEqual([]);
  });

  test('only the terminal knows chalk, only progress knows cli-progress, only config knows zod', () => {
    const users = (name: string): string[] => [
      ...new Set(
        imports
          .filter(({ from }) => from === name)
          .map(({ file, folder }) => (name === 'zod' ? folder : file)),
      ),
    ];
    expect(users('chalk')).toEqual(['cli/terminal.ts']);
    expect(users('cli-progress')).toEqual(['cli/progress.ts']);
    expect(users('zod')).toEqual(['config']);
  });
});
