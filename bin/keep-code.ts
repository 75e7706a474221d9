/** @file The last step of the bundle: keeps what the engine compiles to tag a sentence, see `code-cache.ts`. */
import { main } from '../src/cli/main.js';
import { writeCache } from './code-cache.js';

void writeCache(import.meta.dirname, 'chunks/tag.js', () =>
  main(['tag', 'Not all museums in Paris are amazing .']),
);
