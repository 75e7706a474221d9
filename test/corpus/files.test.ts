import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFiles, findPlacedFiles } from '../../src/corpus/files.js';
import { faultOf, scratch } from './scratch.js';

const { folder, write } = scratch();
const elsewhere = scratch();
mkdirSync(join(folder, 'news', 'old'), { recursive: true });
for (const name of ['news/b.conll', 'news/a.conll', 'news/old/c.conll', 'train.conll', 'a[1].conll']) {
  write(name, 'x');
}

const found = async (...patterns: string[]): Promise<string[]> =>
  (await findFiles(patterns, folder)).map((path) => relative(folder, path));

describe('files of a split', () => {
  test.each([
    ['a path', ['train.conll'], ['train.conll']],
    ['a glob', ['news/*.conll'], ['news/a.conll', 'news/b.conll']],
    [
      'a glob over folders',
      ['**/*.conll'],
      ['a[1].conll', 'news/a.conll', 'news/b.conll', 'news/old/c.conll', 'train.conll'],
    ],
    [
      'both, each file once, in the order of the config',
      ['train.conll', './news/b.conll', 'news/[ab].conll'],
      ['train.conll', 'news/b.conll', 'news/a.conll'],
    ],
    ['a name that looks like a glob', ['a[1].conll'], ['a[1].conll']],
    ['an absolute path', [join(folder, 'train.conll')], ['train.conll']],
    ['an absolute glob', [join(folder, 'news/{a,b}.conll')], ['news/a.conll', 'news/b.conll']],
    ['a path upwards', [`../${folder.split('/').at(-1)}/train.*`], ['train.conll']],
    ['no pattern', [], []],
  ])('%s', async (_, patterns, expected) => {
    expect(await found(...patterns)).toEqual(expected);
  });

  test('names stay relative when the root is', async () => {
    const root = relative(process.cwd(), folder);
    expect(await findFiles(['news/a.conll', 'train.c*'], root)).toEqual([
      join(root, 'news/a.conll'),
      join(root, 'train.conll'),
    ]);
  });

  test('the order depends on the patterns and on paths below the root only', async () => {
    const places = ['a', 'z', 'ü (1) [x]'].map((name) => join(elsewhere.folder, name));
    const orders: string[][] = [];
    for (const place of places) {
      const other = join(elsewhere.folder, `m-${places.indexOf(place)}`);
      for (const folder of [join(place, 'q'), join(place, 'b'), other])
        mkdirSync(folder, { recursive: true });
      for (const name of ['q/1.conll', 'b/2.conll', 'b/10.conll', 'b/é.conll', 'b/f.conll'])
        elsewhere.write(relative(elsewhere.folder, join(place, name)), 'x');
      elsewhere.write(relative(elsewhere.folder, join(other, 'x.conll')), 'x');
      const files = await findPlacedFiles([
        { pattern: 'q/1.conll', root: place },
        { pattern: '*.conll', root: other },
        { pattern: 'b/*.conll', root: place },
      ]);
      orders.push(files.map((path) => relative(path.startsWith(other) ? other : place, path)));
    }
    const expected = ['q/1.conll', 'x.conll', 'b/10.conll', 'b/2.conll', 'b/f.conll', 'b/é.conll'];
    expect(orders).toEqual([expected, expected, expected]);
  });
});

describe('faults', () => {
  test('a missing file: pattern, root, nearest name', async () => {
    const fault = await faultOf(() => found('trian.conll'));
    expect(fault.code).toBe('corpus');
    expect(fault.message).toBe(`no such file: trian.conll in ${folder}`);
    expect(fault.hint).toBe(`did you mean ${join(folder, 'train.conll')}?`);
  });

  test('a missing parent folder', async () => {
    const fault = await faultOf(() => found('newz/a.conll'));
    expect(fault.hint).toBe(`did you mean ${join(folder, 'news/')}?`);
  });

  test('a file where a parent folder is expected', async () => {
    expect((await faultOf(() => found('train.conll/a.conll'))).message).toContain(
      'no such file: train.conll/a.conll',
    );
  });

  test('no similar name: lists what exists', async () => {
    expect((await faultOf(() => found('corpora/wikigold/whatever.txt'))).hint).toBe(
      `${folder} has a[1].conll, news/, train.conll: check the path`,
    );
  });

  test('a glob without a match', async () => {
    const fault = await faultOf(() => found('news/*.txt'));
    expect(fault.message).toBe(`no file matches news/*.txt in ${folder}`);
    expect(fault.hint).toContain('a.conll, b.conll, old/');
  });

  test('a directory', async () => {
    const fault = await faultOf(() => found('news'));
    expect(fault.message).toBe(`${join(folder, 'news')}: is a directory, expected a file or a glob`);
    expect(fault.hint).toContain('news/*');
  });

  test('a device', async () => {
    expect((await faultOf(() => found('/dev/null'))).message).toBe('/dev/null: is not a regular file');
  });
});
