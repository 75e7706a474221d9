#!/usr/bin/env node
import { main } from '../src/cli/main.js';

// All that was written has left by then. Node would first wait for tasks of the engine that nobody needs any more, and Node 20 was once
// seen to wait for ever.
void main(process.argv.slice(2)).then((code) => process.exit(code));
