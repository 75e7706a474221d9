// Registers ts-node's loader for ES modules: `node --import ./bin/register.js bin/nerwin.ts …` runs from source.
import { register } from 'node:module';

process.env.TS_NODE_TRANSPILE_ONLY ??= 'true';
register('ts-node/esm', import.meta.url);
