#!/usr/bin/env node
import { requireNode } from './node-version.js';

requireNode(); // before anything is loaded that an old Node cannot read

async function run(args: readonly string[]): Promise<number> {
  if (args[0] === 'tag') {
    const { loadFromCache } = await import('./code-cache.js');
    loadFromCache(import.meta.dirname, 'chunks/tag.js');
  }
  const { main } = await import('../src/cli/main.js');
  return main(args);
}

// All that was written has left by then. Node would first wait for tasks of the engine that nobody needs any more, and Node 20 was once
// seen to wait for ever.
void run(process.argv.slice(2)).then((code) => process.exit(code));
