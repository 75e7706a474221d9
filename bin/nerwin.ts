#!/usr/bin/env node
import { requireNode } from './node-version.js';

requireNode(); // before anything is loaded that an old Node cannot read

// All that was written has left by then. Node would first wait for tasks of the engine that nobody needs any more, and Node 20 was once
// seen to wait for ever.
void import('../src/cli/main.js')
  .then(({ main }) => main(process.argv.slice(2)))
  .then((code) => process.exit(code));
