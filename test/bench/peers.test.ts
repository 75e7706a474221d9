import { describe, expect, test } from 'vitest';
import { findPeers, missing, type Peer, versionsOf } from './peers.js';

const peers: readonly Peer[] = [
  { name: 'One', parts: ['kernels', 'run'], get: 'apt-get install one', version: '1.2' },
  { name: 'Two', parts: ['kernels'], get: 'npm run bench -- --peers', version: undefined },
  { name: 'Three', parts: ['tagging', 'growth'], get: 'apt-get install three', version: undefined },
];

describe('missing peers', () => {
  test('are listed with the parts that run without them and how to install them', () => {
    expect(missing(peers, ['kernels', 'growth'])).toEqual([
      'Two is not installed, so kernels run without it: npm run bench -- --peers',
      'Three is not installed, so tagging and growth run without it: apt-get install three',
    ]);
  });

  test('are not listed if no part needs them', () => {
    expect(missing(peers, ['run', 'graph'])).toEqual([]);
  });

  test('appear in the heading of the results', () => {
    expect(versionsOf(peers)).toBe('One 1.2, no Two, no Three');
  });

  test('are searched by name, each once', () => {
    const found = findPeers();
    expect(found.map(({ name }) => name)).toEqual([
      'PyTorch',
      'NumPy',
      'PyTorch of PyPI',
      'NumPy of PyPI',
      'TensorFlow.js',
      'wink-nlp',
      'compromise',
      'spaCy',
      'CRFsuite',
    ]);
    for (const { version } of found) if (version !== undefined) expect(version).toMatch(/^\d+\.\d+/);
  });
});
