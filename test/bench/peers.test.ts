import { describe, expect, test } from 'vitest';
import { findPeers, missing, type Peer, versionsOf } from './peers.js';

const peers: readonly Peer[] = [
  { name: 'One', parts: ['kernels', 'run'], get: 'apt-get install one', version: '1.2' },
  { name: 'Two', parts: ['kernels'], get: 'npm run bench -- --peers', version: undefined },
  { name: 'Three', parts: ['tagging', 'growth'], get: 'apt-get install three', version: undefined },
];

describe('peers that are missing', () => {
  test('are said with the parts that go without them and how to get them', () => {
    expect(missing(peers, ['kernels', 'growth'])).toEqual([
      'Two is not here, so kernels go without: npm run bench -- --peers',
      'Three is not here, so tagging and growth go without: apt-get install three',
    ]);
  });

  test('are not said when no part needs them', () => {
    expect(missing(peers, ['run', 'graph'])).toEqual([]);
  });

  test('stand in the head of the results', () => {
    expect(versionsOf(peers)).toBe('One 1.2, no Two, no Three');
  });

  test('are looked for by name, each once', () => {
    const found = findPeers();
    expect(found.map(({ name }) => name)).toEqual([
      'PyTorch',
      'NumPy',
      'TensorFlow.js',
      'wink-nlp',
      'compromise',
    ]);
    for (const { version } of found) if (version !== undefined) expect(version).toMatch(/^\d+\.\d+/);
  });
});
