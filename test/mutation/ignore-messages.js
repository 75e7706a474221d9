/** A plugin for Stryker: leaves out what only decides the wording of an error for the user. */
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const ignorer = {
  shouldIgnore: (path) =>
    path.isNewExpression() && path.node.callee.name === 'NerwinError' ? 'the text of an error' : undefined,
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'messages', ignorer)];
