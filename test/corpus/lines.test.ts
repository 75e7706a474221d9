import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyOfSlice, fileLines, lineBlocks } from '../../src/corpus/lines.js';
import { fileBytes, hashFile } from '../../src/file-bytes.js';
import { faultOf, scratch } from './scratch.js';

const { folder, write } = scratch();

async function linesIn(path: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const block of fileLines(path, 'corpus')) {
    expect(block.first).toBe(lines.length + 1);
    lines.push(...block.lines);
  }
  return lines;
}

/** UTF-32, which Node does not write. */
function wide(text: string, order: 'LE' | 'BE'): Buffer {
  const units = Array.from(text, (unit) => {
    const bytes = Buffer.alloc(4);
    bytes[`writeUInt32${order}`](unit.codePointAt(0) ?? 0);
    return bytes;
  });
  return Buffer.concat(units);
}

async function linesOfChunks(chunks: readonly Uint8Array[]): Promise<string[]> {
  const source = (async function* () {
    yield* chunks;
  })();
  const lines: string[] = [];
  for await (const block of lineBlocks(source, 'input', 'corpus')) {
    expect(block.first).toBe(lines.length + 1);
    lines.push(...block.lines);
  }
  return lines;
}

describe('lines of a file', () => {
  test.each([
    ['LF', 'a\nb\n', ['a', 'b']],
    ['CRLF', 'a\r\nb\r\n', ['a', 'b']],
    ['a mixture of both', 'a\r\nb\nc\r\n', ['a', 'b', 'c']],
    ['no final newline', 'a\nb', ['a', 'b']],
    ['no final newline, but a CR', 'a\r\nb\r', ['a', 'b']],
    ['a byte-order mark', '\ufeffa\nb\n', ['a', 'b']],
    ['empty lines', '\n\na\n\n', ['', '', 'a', '']],
    ['an empty file', '', []],
    ['characters that only Unicode treats as line ends', 'a\u2028b\u0085c\n', ['a\u2028b\u0085c']],
    ['a CR within a line', 'a\rb\n', ['a\rb']],
  ])('%s', async (_, content, lines) => {
    expect(await linesIn(write('plain.txt', content))).toEqual(lines);
    expect(await linesIn(write('packed.txt', gzipSync(content)))).toEqual(lines);
  });

  test('gzip of several members is one file', async () => {
    const members = Buffer.concat([gzipSync('a\nb'), gzipSync('c\nd\n')]);
    expect(await linesIn(write('members.gz', members))).toEqual(['a', 'bc', 'd']);
  });

  test('a line of three megabytes, plain and packed', async () => {
    const long = 'é'.repeat(1_500_000);
    const content = `before\n${long}\nafter\n`;
    for (const bytes of [Buffer.from(content), gzipSync(content)]) {
      const lines = await linesIn(write('long.txt', bytes));
      expect(lines.map((line) => line.length)).toEqual([6, 1_500_000, 5]);
      expect(lines[1] === long).toBe(true);
    }
  });

  test('any text, cut into any chunks, is split at its newlines', async () => {
    const anyLine = fc
      .string({ unit: 'binary', maxLength: 8 })
      .map((line) => line.replace(/[\r\n\ufeff]/g, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLine, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (lines, size, lineEnd, closed) => {
          fc.pre(closed || lines.at(-1) !== '');
          const bytes = Buffer.from(lines.join(lineEnd) + (closed ? lineEnd : ''));
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
          expect(await linesOfChunks(chunks)).toEqual(lines);
        },
      ),
    );
  });

  test('a block is yielded as soon as its chunk arrives', async () => {
    let given = 0;
    const source = (async function* () {
      for (const chunk of ['one\ntw', 'o\nthr', 'ee']) {
        given++;
        yield Buffer.from(chunk);
      }
    })();
    const seen: [number, readonly string[]][] = [];
    for await (const { lines } of lineBlocks(source, 'input', 'corpus')) seen.push([given, lines]);
    expect(seen).toEqual([
      [1, ['one']],
      [2, ['two']],
      [3, ['three']],
    ]);
  });

  test('a reader may stop early', async () => {
    for (const bytes of [Buffer.from('a\n'.repeat(500_000)), gzipSync('a\n'.repeat(500_000))]) {
      for await (const { lines } of fileLines(write('early.txt', bytes), 'corpus')) {
        expect(lines[0]).toBe('a');
        break;
      }
    }
  });

  test('a detached piece is the same text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => copyOfSlice(text) === text));
  });
});

describe('faults', () => {
  test('invalid UTF-8 names file, line, byte and offset', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Paris\tB-LOC\nM'),
      Buffer.from([0xfc]),
      Buffer.from('nchen\tB-LOC\n'),
    ]);
    const path = write('latin1.conll', bytes);
    const fault = await faultOf(() => linesIn(path));
    expect(fault.code).toBe('corpus');
    expect(fault.message).toBe(`${path}:2: invalid UTF-8: byte 0xFC at offset 1 of the line`);
    expect(fault.hint).toContain('LATIN1');
  });

  test('the line number is right far into a file, and for a character cut off at the end of the file', async () => {
    const head = Buffer.from('München\tB-LOC\n'.repeat(200_000));
    const path = write('late.conll', Buffer.concat([head, Buffer.from([0x61, 0xc3])]));
    expect((await faultOf(() => linesIn(path))).message).toBe(
      `${path}:200001: invalid UTF-8: byte 0xC3 at offset 1 of the line`,
    );
  });

  test('UTF-16 and other compression formats are recognized', async () => {
    const utf16 = write('utf16.txt', Buffer.from('\ufeffParis\tB-LOC\n', 'utf16le'));
    expect((await faultOf(() => linesIn(utf16))).hint).toContain('UTF-16');
    const zstd = write('packed.zst', Buffer.from('28b52ffd2423c90000', 'hex'));
    expect((await faultOf(() => linesIn(zstd))).hint).toContain('zstd -d');
  });

  test.skipIf(process.platform === 'win32').each([
    ['UTF-16', Buffer.from('\ufeffParis\tB-LOC\n', 'utf16le')],
    ['UTF-16', Buffer.from('\ufeffParis\tB-LOC\n', 'utf16le').swap16()],
    ['UTF-16LE', Buffer.from('Paris\tB-LOC\n', 'utf16le')],
    ['UTF-16BE', Buffer.from('Paris\tB-LOC\n', 'utf16le').swap16()],
    ['UTF-32', wide('\ufeffParis\tB-LOC\n', 'LE')],
    ['UTF-32', wide('\ufeffParis\tB-LOC\n', 'BE')],
    ['UTF-32LE', wide('Paris\tB-LOC\n', 'LE')],
    ['UTF-32BE', wide('Paris\tB-LOC\n', 'BE')],
  ])('the hint for %s converts the file', async (name, content) => {
    const path = write('wide.txt', content);
    const { hint } = await faultOf(() => linesIn(path));
    expect(hint).toContain(`-f ${name} `);
    const [, command = ''] = /`(.*) > FILE.txt`/.exec(hint) ?? [];
    const [program, ...options] = command.replace('FILE', path).split(' ');
    const text = execFileSync(program, options, { encoding: 'utf8' });
    expect(text.replace('\ufeff', '')).toBe('Paris\tB-LOC\n');
  });

  test('CR ends a line in a file without LF, and stays in a line of any other', async () => {
    expect(await linesIn(write('mac.txt', 'a\tO\r\rb\tO\r'))).toEqual(['a\tO', '', 'b\tO']);
    expect(await linesIn(write('one.txt', 'a\rb\nc\n'))).toEqual(['a\rb', 'c']);
  });

  test('damaged gzip', async () => {
    const whole = gzipSync('Paris\tB-LOC\n'.repeat(1000));
    const path = write('cut.gz', whole.subarray(0, whole.length - 12));
    const fault = await faultOf(() => linesIn(path));
    expect(fault.message).toBe(`${path}: the gzip file is truncated`);
  });

  test('a missing file and a directory, with the requested error code', async () => {
    const missing = await faultOf(async () => fileLines(`${folder}/missing`, 'vectors').next());
    expect(missing.code).toBe('vectors');
    expect(missing.message).toBe(`${folder}/missing: no such file or directory`);
    expect((await faultOf(async () => fileBytes(folder, 'file').next())).message).toContain('is a directory');
  });
});

test('a fingerprint is size and SHA-256 of the stored bytes', async () => {
  // SHA-256 of the three bytes "abc": FIPS 180-2, appendix B.1.
  expect(await hashFile(write('abc', 'abc'), 'corpus')).toEqual({
    bytes: 3,
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
});
