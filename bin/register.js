// Registers ts-node's loader for ES modules: `node --import ./bin/register.js bin/nerwin.ts …` runs from source.
import { register } from 'node:module';

process.env.TS_NODE_TRANSPILE_ONLY ??= 'true';
// ts-node uses interfaces that Node 22 and later call deprecated. The loader has a thread and a flag of its own.
process.noDeprecation = true;
register('data:text/javascript,process.noDeprecation = true');
register('ts-node/esm', import.meta.url);
