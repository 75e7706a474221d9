/**
 * @file What a run was made of, as flat facts: settings that determine its bytes, corpora and vectors by hash, versions. Two runs
 * with other facts are other experiments, so a comparison names them.
 */
import { isObject, leavesOf } from '../json.js';

/** Facts by dotted name: `config.training.epochs`, `corpora.dev`, `vectors`, `versions.nerwin`. */
export type Facts = ReadonlyMap<string, string>;

/** A fact that is not the same in all runs. */
export interface FactDifference {
  readonly name: string;
  /** In the baseline; null if it does not state the fact. */
  readonly baseline: string | null;
  /** In the run that differs. */
  readonly value: string | null;
  /** Name of that run. */
  readonly run: string;
}

/** A run with its facts; undefined for a metrics file, which has none. */
export interface NamedFacts {
  readonly name: string;
  readonly facts: Facts | undefined;
}

/**
 * Returns the facts in which `runs` differ from every one of the `baselines`. Runs without facts are skipped. Names in
 * `ignored`, and all names below them, are left out: `config` ignores every setting.
 */
export function factDifferences(
  baselines: readonly NamedFacts[],
  runs: readonly NamedFacts[],
  ignored: readonly string[] = [],
): FactDifference[] {
  const known = baselines.flatMap(({ facts }) => (facts ? [facts] : []));
  if (known.length === 0) return [];
  const isIgnored = (name: string): boolean =>
    ignored.some((one) => one === 'all' || `${name}.`.startsWith(`${one}.`));
  return runs.flatMap(({ name: run, facts }) => {
    if (!facts) return [];
    const names = [...new Set([...known[0].keys(), ...facts.keys()])].filter((name) => !isIgnored(name));
    return names.flatMap((name): FactDifference[] => {
      const value = facts.get(name) ?? null;
      if (known.some((one) => (one.get(name) ?? null) === value)) return [];
      return [{ name, baseline: known[0].get(name) ?? null, value, run }];
    });
  });
}

/** Returns one line about a difference: `config.training.epochs: 3, baseline 5`. */
export const factText = ({ name, baseline, value }: FactDifference): string =>
  `${name}: ${value ?? 'not set'}, baseline ${baseline ?? 'not set'}`;

/** Twelve digits of a hash are enough to tell files apart. */
const shortHash = (sha256: unknown): string => String(sha256).slice(0, 12);

/** Returns the facts of a run from its config and its environment, as read from the run folder. */
export function factsOf(config: unknown, environment: unknown): Facts {
  const facts = new Map<string, string>();
  if (isObject(config))
    for (const [name, value] of leavesOf(decisive(config), 'config.'))
      facts.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  if (isObject(environment)) {
    const files = Array.isArray(environment.files) ? environment.files.filter(isObject) : [];
    for (const split of ['train', 'dev', 'test', 'vectors']) {
      const hashes = files.filter((file) => file.split === split).map(({ sha256 }) => shortHash(sha256));
      if (hashes.length > 0)
        facts.set(split === 'vectors' ? 'vectors' : `corpora.${split}`, hashes.join(' '));
    }
    if (environment.nerwin !== undefined) facts.set('versions.nerwin', String(environment.nerwin));
    if (environment.node !== undefined) facts.set('versions.node', String(environment.node));
  }
  return facts;
}

const shippedFile = /(^|[/\\])data[/\\](places[/\\]places\.txt|model[/\\]default\.safetensors)$/;

/** A setting with paths, without their folders, which differ from machine to machine; files of nerwin are called `shipped`. */
function fileName(key: string, paths: unknown): Record<string, unknown> {
  const last = (path: unknown): unknown => {
    if (typeof path !== 'string') return path;
    return shippedFile.test(path) ? 'shipped' : path.replace(/^.*[/\\]/, '');
  };
  if (paths === undefined) return {};
  return { [key]: Array.isArray(paths) ? paths.map(last) : last(paths) };
}

/** Leaves out paths (their contents are compared by hash), and kernel and threads, which change no byte. */
function decisive(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { kernel: _kernel, threads: _threads, corpus, vectors, features, training, model, ...rest } = config;
  const { root: _root, test: _test, train, dev, ...reading } = isObject(corpus) ? corpus : {};
  const { file: _file, ...looking } = isObject(vectors) ? vectors : {};
  const { gazetteers, ...families } = isObject(features) ? features : {};
  const portions = [train, dev].map((list) =>
    Array.isArray(list) ? list.filter(isObject).map(({ files: _files, ...portion }) => portion) : [],
  );
  const lists = Array.isArray(gazetteers) ? gazetteers.filter(isObject).map(({ name }) => name) : [];
  const { swap, ...epochs } = isObject(training) ? training : {};
  const { lists: names, ...swapping } = isObject(swap) ? swap : {};
  const { from, ...network } = isObject(model) ? model : {};
  return {
    ...rest,
    ...(model === undefined ? {} : { model: { ...network, ...fileName('from', from) } }),
    ...(training === undefined
      ? {}
      : {
          training: {
            ...epochs,
            ...(swap === undefined ? {} : { swap: { ...swapping, ...fileName('lists', names) } }),
          },
        }),
    corpus: { ...reading, ...(portions.flat().length > 0 ? { portions } : {}) },
    vectors: looking,
    features: { ...families, gazetteers: lists },
  };
}
