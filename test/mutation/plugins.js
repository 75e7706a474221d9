/** Plugins for Stryker: one leaves out the wording of errors, one collects results while it runs. */
import { declareClassPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const messages = {
  shouldIgnore: (path) =>
    path.isNewExpression() && path.node.callee.name === 'NerwinError' ? 'the text of an error' : undefined,
};

/** The mutants tested so far. */
export const tested = [];

class Collector {
  onMutantTested(mutant) {
    tested.push(mutant);
  }
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'messages', messages),
  declareClassPlugin(PluginKind.Reporter, 'collector', Collector),
];
