/** @file Constraints between settings. Each violation is reported at the setting that is easiest to change. */
import type { Config } from './settings.js';

/** Settings that contradict each other. */
export interface Contradiction {
  /** Dotted path of the setting that it is reported at. */
  readonly path: string;
  /** Dotted path of the other setting; if that one is invalid itself, the contradiction is not reported. */
  readonly other: string;
  readonly message: string;
}

/** Returns every contradiction in a config whose settings are all valid individually. */
export function contradictions(config: Config): Contradiction[] {
  const { corpus, features, corruption, locations, model, training, selection, decision } = config;
  const found: Contradiction[] = [];
  const add = (path: string, other: string, message: string) => void found.push({ path, other, message });
  const { token, tag } = corpus.columns;
  if (token === tag) {
    add('corpus.columns.tag', 'corpus.columns.token', `found ${tag}, which is also the token column`);
  }
  if (model.kind === 'softmax' && corruption.strategy === 'replace-center') {
    const reason =
      'model.kind softmax needs a label for each window, and a window with a replaced center has none';
    add('corruption.strategy', 'model.kind', `found "replace-center", but ${reason}`);
  }
  if (decision.from === 'model' && model.from === null)
    add('decision.from', 'model.from', 'found "model", but model.from names no model');
  if (model.kind === 'window' && model.types.length > 0) {
    const reason = 'needs model.kind softmax; the network only separates `locations` from everything else';
    add('model.types', 'model.kind', `found ${JSON.stringify(model.types)}, which ${reason}`);
  }
  const omitted = model.types.length > 0 ? locations.filter((type) => !model.types.includes(type)) : [];
  if (model.kind === 'softmax' && omitted.length > 0) {
    const message = `found ${JSON.stringify(model.types)}, without ${omitted.join(', ')}, which is in \`locations\``;
    add('model.types', 'locations', message);
  }
  const repeated = model.types.findIndex((type, index) => model.types.indexOf(type) < index);
  if (repeated > 0)
    add(`model.types.${repeated}`, 'model.kind', `found ${JSON.stringify(model.types[repeated])} twice`);
  if (model.kind === 'softmax' && training.bag > 1) {
    const reason = 'a softmax classifier has one optimum, whatever the seed';
    add('training.bag', 'model.kind', `found ${training.bag}, which needs model.kind window: ${reason}`);
  }
  if (training.optimizer === 'adagrad' && training.momentum > 0) {
    const message = `found ${training.momentum}, but momentum needs training.optimizer sgd`;
    add('training.momentum', 'training.optimizer', message);
  }
  const epochs = (count: number) =>
    `found ${count}, but there ${training.epochs === 1 ? 'is' : 'are'} only ${training.epochs} ${training.epochs === 1 ? 'epoch' : 'epochs'} (training.epochs)`;
  if (training.averaging.from > training.epochs) {
    add('training.averaging.from', 'training.epochs', epochs(training.averaging.from));
  }
  if (selection.patience > training.epochs) {
    add('selection.patience', 'training.epochs', epochs(selection.patience));
  }
  const first = new Map<string, number>();
  for (const [index, { name }] of features.gazetteers.entries()) {
    const before = first.get(name);
    if (before === undefined) first.set(name, index);
    else {
      const other = `features.gazetteers.${before}.name`;
      add(`features.gazetteers.${index}.name`, other, `found "${name}", the name of another gazetteer`);
    }
  }
  return found;
}
