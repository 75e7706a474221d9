/** @file TensorFlow.js as a peer, if `npm run bench -- --peers` has installed it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Contender } from './contender.js';
import { PeerContender } from './peer-contender.js';

const peers = fileURLToPath(new URL('peers/', import.meta.url));

/**
 * Starts TensorFlow.js on the pairs in `folder`; prints a line and returns nothing if it is not installed.
 */
export function tfjsPeer(folder: string): Contender[] {
  if (existsSync(`${peers}node_modules/@tensorflow/tfjs`))
    return [new PeerContender('tfjs wasm', process.execPath, `${peers}tfjs-step.js`, folder)];
  console.log('  no tfjs (npm run bench -- --peers installs it): skipped');
  return [];
}
