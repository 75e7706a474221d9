import { expect, test } from 'vitest';
import type { LoadedConfig } from '../../src/config/load.js';
import { gazetteersOf } from '../../src/dataset/name-lists.js';
import { faultOf, scratch } from '../corpus/scratch.js';

const { folder, write } = scratch();

const listed = (content: string | Uint8Array) => {
  write('names.txt', content);
  const config = {
    features: { gazetteers: [{ file: 'names.txt', name: 'n' }] },
    decision: { divide: { levels: [] } },
  };
  return gazetteersOf({ config, directory: folder } as unknown as LoadedConfig, []).map((list) => [
    ...list.entries.hashes,
  ]);
};

test.each([
  'Z\u00fcrich\r\nParis\r\n',
  'Z\u00fcrich\rParis\r',
  '\ufeffZ\u00fcrich\nParis',
  '# places\nZ\u00fcrich\nParis\n',
])('a list in whatever lines: %j', (content) => {
  expect(listed(content)).toEqual(listed('Z\u00fcrich\nParis\n'));
  expect(listed(content)[0]).toHaveLength(2);
});

test.each<[string, Buffer, string]>([
  ['Latin-1', Buffer.from('Z\u00fcrich\n', 'latin1'), 'iconv -f LATIN1'],
  ['UTF-16', Buffer.from('\ufeffZ\u00fcrich\n', 'utf16le'), 'iconv -f UTF-16'],
  ['UTF-16 without a mark', Buffer.from('Paris\n', 'utf16le'), 'iconv -f UTF-16LE'],
  ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), 'decompressed'],
])('a list in %s is refused, not read as other names', async (_, content, hint) => {
  expect((await faultOf(() => listed(content))).hint).toContain(hint);
});
