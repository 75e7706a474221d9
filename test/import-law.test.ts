import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** The way of the data, as in `src/README.md`: a folder may import those before it. */
const order = [
  'lecture',
  'network',
  'text',
  'config',
  'corpus',
  'vectors',
  'features',
  'windows',
  'kernels',
  'simd',
  'model',
  'export',
  'evaluation',
  'training',
  'dataset',
  'tagging',
  'document',
  'compare',
  'run',
  'speed',
  'lessons',
  'api',
  'page',
  'cli',
];

/** The entries of the package may import every folder but the commands. */
const entries = ['index.ts', 'tools.ts', 'browser.ts'];

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
  'api',
  'cli',
]);

const root = fileURLToPath(new URL('../src/', import.meta.url));

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly from: string;
  readonly typeOnly: boolean;
  /** True if it is loaded when the code runs: `import('…')`. */
  readonly dynamic: boolean;
}

const everyImport: Import[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [
      ...text.matchAll(/^(?:import|export)\s(type\s)?[^;]*?from\s'([^']+)';|import\('([^']+)'\)/gm),
    ].map(([, type, named, dynamic]) => ({
      file,
      folder: file.includes('/') ? file.split('/')[0] : '',
      from: named ?? dynamic,
      typeOnly: type !== undefined,
      dynamic: dynamic !== undefined,
    }));
  });

const imports = everyImport.filter(({ file }) => !file.includes('assembly/'));

/** Path from src of the file that an import leads to; undefined for packages. */
function fileOf({ file, from }: Import): string | undefined {
  if (!from.startsWith('.')) return undefined;
  const path = relative(root, join(root, file, '..', from)).replace(/\.js$/, '');
  return existsSync(join(root, `${path}.tsx`)) ? `${path}.tsx` : `${path}.ts`;
}

/** Returns the shortest way from `start` back to `start` along `edges`; empty if there is none. */
function cycleThrough(start: string, edges: ReadonlyMap<string, readonly string[]>): string[] {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of edges.get(way[way.length - 1]) ?? []) {
      if (next === start) return [...way, start];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return [];
}

/** The folder of src that an import leads to; '' for the files beside the folders, undefined for packages. */
function folderOf({ file, from }: Import): string | undefined {
  if (!from.startsWith('.')) return undefined;
  const path = relative(root, join(root, file, '..', from));
  return path.includes('/') ? path.split('/')[0] : '';
}

describe('the import law', () => {
  test('the files were found', () => {
    expect(imports.length).toBeGreaterThan(200);
    const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name)).toEqual([...order].sort());
  });

  test('the lecture page imports nothing', () => {
    expect(imports.filter(({ folder }) => folder === 'lecture')).toEqual([]);
  });

  test('a folder imports only itself, folders before it, and the files beside the folders', () => {
    const offences = imports.filter((one) => {
      const to = folderOf(one);
      if (to === undefined || to === '' || to === one.folder) return false;
      if (entries.includes(one.file)) return to === 'cli';
      const isTypeOfConfig = to === 'config' && one.typeOnly;
      return !isTypeOfConfig && order.indexOf(to) > order.indexOf(one.folder);
    });
    expect(offences.map(({ file, from }) => `${file} imports ${from}`)).toEqual([]);
  });

  test('no files import each other in a circle, not even for types', () => {
    const edges = new Map<string, string[]>();
    for (const one of everyImport) {
      const to = fileOf(one);
      if (to !== undefined) edges.set(one.file, [...(edges.get(one.file) ?? []), to]);
    }
    const circles = [...edges.keys()].map((file) => cycleThrough(file, edges).join(' → '));
    expect(circles.filter(Boolean)).toEqual([]);
    const planted = new Map([...edges, ['error.ts', ['cli/main.ts']]]);
    expect(cycleThrough('error.ts', planted)).not.toEqual([]);
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
    expect(users('chalk').sort()).toEqual(['cli/safe-terminal.ts', 'cli/terminal.ts']);
    expect(users('cli-progress')).toEqual(['cli/progress.ts']);
    expect(users('zod')).toEqual(['config']);
  });

  test('a command never reaches the numerics: it takes values from the folders that compute them for the library too', () => {
    const numerics = ['lecture', 'network', 'text', 'features', 'windows', 'kernels', 'simd', 'training'];
    /** Names of settings and texts, which options and warnings need; nothing that computes. */
    const named = ['network/activation.ts', 'training/metrics.ts', 'simd/choose.ts'];
    const deep = imports
      .filter((one) => one.folder === 'cli' && !one.typeOnly && numerics.includes(folderOf(one) ?? ''))
      .map((one) => fileOf(one));
    expect([...new Set(deep)].sort()).toEqual(named.sort());
  });

  test('what a command computes with, the library computes with too; the rest is presentation, options, or listed here', () => {
    /** Writers of text, tables, pictures and pages: a command may choose any of them. */
    const presentation = [
      'compare/comparison-chart',
      'compare/comparison-document',
      'compare/comparison-fault',
      'compare/comparison-github',
      'compare/comparison-junit',
      'compare/comparison-markdown',
      'compare/comparison-table',
      'compare/facts',
      'config/write',
      'lessons/boundary/contest',
      'lessons/explain/listing',
      'lessons/explain/page',
      'lessons/gradcheck/report',
      'lessons/graph/drawing',
      'lessons/graph/listing',
      'lessons/graph/notation',
      'lessons/graph/picture',
      'run/environment',
      'run/error-tables',
      'run/evaluation-document',
      'run/reliability-table',
      'run/rung-meanings',
      'run/series-report',
      'run/sweep-report',
    ];
    /** What options can be, and how they are read: lists of names, defaults, and parsers of one option. */
    const options = [
      'compare/gates-of',
      'compare/moment',
      'config/gates-schema',
      'config/shipped-configs',
      'config/starter',
      'config/warnings',
      'corpus/files',
      'corpus/options',
      'corpus/tags',
      'corpus/written/names',
      'corpus/written/registry', // which formats are binary
      'evaluation/nervaluate',
      'lessons/gradcheck/plant',
      'lessons/graph/assignment',
      'lessons/graph/operation',
      'run/evaluation-groups',
      'run/sweep-plan',
      'simd/choose',
    ];
    /** Steps that only commands take, because they read or write streams and many files. This list only gets shorter. */
    const onlyCommands = [
      'compare/golden',
      'compare/repeated-runs', // compare: files to keep, golden files that are written
      'dataset/entity-pairs',
      'dataset/evaluation-shards',
      'dataset/model-evaluation', // eval: files of tags, shards, reports
      'dataset/other-entities',
      'dataset/predictions',
      'evaluation/resampling',
      'run/evaluation-table',
      'run/trained-names',
      'run/rewrite-report', // report
      'run/fold-summary',
      'run/learning-curve',
      'run/read-report',
      'run/repeat',
      'run/run-folder', // sweep and series of runs
      'run/run-options',
      'run/series',
      'run/sweep',
      'tagging/tag-job', // tag: one sentence
    ];
    const valuesOf = (file: string): (readonly [module: string, name: string])[] => {
      const text = readFileSync(join(root, file), 'utf8');
      const all = text.matchAll(
        /import (?!type\b)\{([^{}]*)\} from '(\.[^']+)'|\{([^{}]*)\} = await import\('(\.[^']+)'\)/g,
      );
      return [...all].flatMap(([, names, from, later, laterFrom]) =>
        (names ?? later)
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '' && !name.startsWith('type '))
          .map((name) => {
            const module = relative(root, join(root, file, '..', from ?? laterFrom)).replace(/\.js$/, '');
            return [module, name.split(/ as |: /)[0]] as const;
          }),
      );
    };
    const filesIn = (folder: string): string[] =>
      readdirSync(join(root, folder), { recursive: true })
        .map((name) => `${folder}/${String(name)}`)
        .filter((file) => file.endsWith('.ts'));
    const shared = new Set(
      filesIn('api')
        .flatMap(valuesOf)
        .map((one) => one.join(' ')),
    );
    const deep = filesIn('cli')
      .flatMap(valuesOf)
      .filter(([module]) => module.includes('/') && !/^(?:cli|api|document)\//.test(module))
      .filter((one) => !shared.has(one.join(' ')))
      .map(([module]) => module);
    expect(shared.size).toBeGreaterThan(50);
    expect([...new Set(deep)].sort()).toEqual([...presentation, ...options, ...onlyCommands].sort());
  });

  test('a command that uses the library uses what its entries list', () => {
    const listed = new Set(
      everyImport.filter(({ file }) => entries.includes(file)).map((one) => fileOf(one)),
    );
    const used = imports.filter((one) => one.folder === 'cli' && folderOf(one) === 'api');
    expect(used.length).toBeGreaterThan(0);
    expect(
      used.filter((one) => !listed.has(fileOf(one))).map(({ file, from }) => `${file}: ${from}`),
    ).toEqual([]);
  });

  test('a program that only tags loads no package and neither training nor evaluation of corpora', () => {
    const loaded = new Set(['index.ts']);
    for (const file of loaded) {
      const loads = (one: Import): boolean => one.file === file && !one.typeOnly && !one.dynamic;
      for (const one of everyImport.filter(loads)) {
        const to = fileOf(one);
        if (to === undefined) expect(one.from).toMatch(/^node:/);
        else loaded.add(to);
      }
    }
    const folders = [...loaded].map((file) => file.split('/')[0]);
    expect(folders).toContain('tagging');
    for (const folder of ['config', 'run', 'dataset']) expect(folders).not.toContain(folder);
  });

  test('what the library loads neither prints nor ends the process', () => {
    const loaded = new Set([...entries, 'model-url.ts']);
    for (const file of loaded)
      for (const one of everyImport.filter((each) => each.file === file && !each.typeOnly)) {
        const to = fileOf(one);
        if (to !== undefined) loaded.add(to);
      }
    expect(loaded.size).toBeGreaterThan(100);
    expect([...loaded].filter((file) => file.startsWith('cli/'))).toEqual([]);
    const offences = [...loaded].filter((file) => {
      const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''); // without docstrings
      return /\bconsole\.|\bprocess\.(exit\b|exitCode|stdout|stderr|abort)/.test(code);
    });
    expect(offences).toEqual([]);
  });

  test('the commands do what the library does with the same functions', () => {
    /** `tagging/record.js recordWriter` for each name that a file imports, at its top or when it needs it. */
    const namesIn = (file: string): string[] => {
      const text = readFileSync(join(root, file), 'utf8');
      const all = text.matchAll(
        /import \{([^{}]*)\} from '(\.[^']+)'|\{([^{}]*)\} = await import\('(\.[^']+)'\)/g,
      );
      return [...all].flatMap(([, names, from, later, laterFrom]) =>
        (names ?? later)
          .split(',')
          .map((name) => name.trim().split(/ as |: /)[0])
          .map((name) => `${relative(root, join(root, file, '..', from ?? laterFrom))} ${name}`),
      );
    };
    const shared: readonly (readonly [
      api: string,
      commands: readonly string[],
      functions: readonly string[],
    ])[] = [
      [
        'compare.ts',
        ['cli/compare.ts', 'cli/compare-output.ts'],
        ['compareRuns', 'comparisonObjects', 'readRunSource'],
      ],
      [
        'evaluate.ts',
        ['cli/eval-action.ts'],
        ['scoreCorpus', 'evaluateScored', 'entityPairsOf', 'sentenceCounts', 'bootstrapIntervals'],
      ],
      ['tagger.ts', ['cli/tag-action.ts', 'tagging/tag-job.ts'], ['recordWriter', 'Tagger']],
      ...['cli/tag-action.ts', 'cli/eval-action.ts', 'cli/explain.ts'].map(
        (command) => ['chosen-thresholds.ts', [command], ['operatingPoint']] as const,
      ),
      ['train.ts', ['cli/train.ts'], ['TrainingRun']],
      ['explain.ts', ['cli/explain.ts'], ['scoreText', 'explain', 'explanationJson', 'selectTokens']],
      ['model-info.ts', ['cli/model-info.ts'], ['infoOf']],
      ['corpus.ts', ['cli/corpus-stats.ts'], ['CorpusCounter']],
      ['nearest-words.ts', ['cli/vectors-nearest.ts'], ['readVectorSource', 'nearestTo']],
      [
        'graph.ts',
        ['cli/graph.ts', 'cli/gradcheck.ts'],
        ['computed', 'askedOf', 'checksOf', 'recordOf', 'problemsOf', 'gradientCheck', 'gradientCheckJson'],
      ],
    ];
    for (const api of ['tagger.ts', 'evaluate.ts', 'explain.ts'])
      expect(namesIn(`api/${api}`)).toContain('api/chosen-thresholds.js chosenThresholds');
    for (const [api, commands, functions] of shared) {
      const used = commands.flatMap(namesIn);
      for (const name of functions) {
        const own = namesIn(`api/${api}`).find((one) => one.endsWith(` ${name}`));
        expect(own, `api/${api} uses ${name}`).toBeDefined();
        expect(used, `${commands[0]} uses ${name}`).toContain(own);
      }
    }
  });
});
