#!/usr/bin/env node
/**
 * @file What `npx nerwin` runs: the bundle beside it, as the engine compiled it when nerwin was built. An engine of another version takes
 * no notice of that, and compiles the bundle anew.
 */
const { existsSync, readFileSync } = require('node:fs');
const { Script } = require('node:vm');

const filename = `${__dirname}/nerwin.bundle.js`;
const cache = `${__dirname}/nerwin.cache`;
const script = new Script(readFileSync(filename, 'utf8'), {
  filename,
  cachedData: existsSync(cache) ? readFileSync(cache) : undefined,
});
const load = (name) => import(name);
const run = () => script.runInThisContext()(require, load, filename);
run();

module.exports = { script, cache, run };
