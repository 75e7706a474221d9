import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { defaultCorpusOptions, openCorpus } from '../../src/corpus/corpus.js';
import { faultOf, scratch } from './scratch.js';

const { folder, write } = scratch();
const conll = 'In\tO\nParis\tB-LOC\n';
const open = async (content: string | Uint8Array, name = 'x.conll') =>
  (await openCorpus([write(name, content)], defaultCorpusOptions)).summary;
const bytes = (hex: string, rest = '\x9d\xb5\x01\x02\x03') =>
  Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(rest, 'latin1')]);
/** The head of a zip archive with one file of this name. */
const zipped = (name: string) =>
  Buffer.concat([bytes('504b0304', '\0'.repeat(26)), Buffer.from(name), deflateRawSync(conll)]);

describe('a file that is no corpus is named, with what to do', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['a PDF', '%PDF-1.7\n%\n', 'export its text'],
    ['a spreadsheet', zipped('xl/workbook.xml'), 'CSV'],
    ['a document of a word processor', zipped('word/document.xml'), 'plain text'],
    [
      'a document of a word processor',
      zipped('mimetypeapplication/vnd.oasis.opendocument.text'),
      'plain text',
    ],
    ['a zip archive', zipped('train.conll'), 'unzip'],
    ['a document of old Microsoft Office', bytes('d0cf11e0a1b11ae1'), 'CSV'],
    ['a document in RTF', '{\\rtf1\\ansi text}', 'plain text'],
    ['an image', bytes('89504e470d0a1a0a'), 'text file'],
    ['an image', bytes('ffd8ffe000104a464946'), 'text file'],
    ['a program', bytes('7f454c4602010100'), 'text file'],
    ['compressed with gzip', gzipSync(gzipSync(conll)), 'gzip -dc'],
    ['compressed with zstd', bytes('28b52ffd'), 'zstd -d'],
    ['compressed with bzip2', bytes('425a6839'), 'bzip2 -d'],
    ['compressed with LZ4', bytes('04224d18'), 'lz4 -d'],
    ['a RAR archive', bytes('526172211a0700'), 'unrar'],
    ['a tar archive', `${'train.conll'.padEnd(257, '\0')}ustar`, 'tar -xf'],
    ['a tar archive', gzipSync(`${'train.conll'.padEnd(257, '\0')}ustar`), 'tar -xf'],
    ['a Parquet file', bytes('50415231'), 'to_json'],
    ['an Avro file', bytes('4f626a01'), 'JSON Lines'],
    ['a model in the format safetensors', '\x10\0\0\0\0\0\0\0{"a":{"dtype":"F32"}}', '--model'],
    ['a binary file', bytes('0102c3e9030405'), 'text file'],
    ['no text: it holds zero bytes', `${conll}${'\0'.repeat(100)}`, 'downloaded again'],
    ['a pointer of git-annex', '/annex/objects/MD5E-s3--aa.conll\n', 'git annex get'],
    ['a pointer of DVC', 'outs:\n- md5: aa\n  path: x.conll\n', 'dvc pull'],
    ['the error message of a server', '404: Not Found', 'download'],
    ['the error message of a server', '{"message":"Not Found","status":"404"}', 'download'],
    [
      'the error message of a server',
      '<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>',
      'download',
    ],
    [
      'a web page',
      '\n\n<!DOCTYPE html>\n<html><title>x · GitHub</title><table><td>Paris B-LOC</td></table></html>',
      'raw',
    ],
  ])('%s', async (name, content, hint) => {
    const fault = await faultOf(() => open(content));
    expect(fault.message).toContain(name);
    expect(fault.hint).toContain(hint);
  });

  test('words that begin like the signature of a file are words', async () => {
    for (const word of ['PAR1', 'RIFF', 'BZh', 'FEA1', 'GIF89a', '404'])
      expect((await open(`${word}\tO\nParis\tB-LOC\n`)).tokens).toBe(2);
    const record = { message: 'Paris not found', text: 'Paris', spans: [{ start: 0, end: 5, type: 'LOC' }] };
    const { text, spans, message } = record;
    expect((await open(JSON.stringify({ text, message, spans }))).entities).toEqual([
      { type: 'LOC', count: 1 },
    ]);
  });
});

describe('line ends of Unicode, and control characters', () => {
  const ends = ['\v', '\f', '\x1c', '\x1e', '\x85', '\u2028', '\u2029'];

  test.each(ends)('a file whose lines end with %j is refused with a command that repairs it', async (end) => {
    const fault = await faultOf(() => open(conll.replaceAll('\n', end)));
    const name = `U+${end.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    expect(fault.message).toMatch(new RegExp(`its lines end with ${name.replace('+', '\\+')}, not with LF$`));
    expect(fault.hint).toContain(`s/\\x{${name.slice(2)}}/\\n/g`);
    const one = await faultOf(() => open(`${conll}is\tO${end}big\tO\n`));
    expect(one.message).toMatch(/x\.conll:3: 3 columns/);
    expect(one.hint).toBe(`write LF in place of the line end ${name}`);
  });

  test.each([...ends, '\0', '\x1a'])('%j inside a token is kept, and counted', async (sign) => {
    for (const content of [
      `Pa${sign}ris\tB-LOC\nis\tO\nPa${sign}ris\tB-LOC\n`,
      JSON.stringify({ tokens: [`Pa${sign}ris`, `Pa${sign}ris`], tags: ['O', 'B-LOC'] }),
    ]) {
      const { warnings } = await open(content);
      expect(warnings).toHaveLength(1);
      expect(warnings[0].replaceAll(folder, '')).toMatch(
        /^2 tokens with a control character or line end inside, kept: \/x\.conll:1 /,
      );
    }
  });

  test.each([...ends, '\x1a', '\ufeff'])('a line of %j is blank', async (sign) => {
    const { sentences, tokens } = await open(`${conll}${sign}\n${conll}${sign}`);
    expect([sentences, tokens]).toEqual([2, 4]);
  });
});
