/**
 * @file A DocBin of spaCy (`.spacy`) as its columns: zlib data, and in them a map of MessagePack. `tokens` has one row
 * of 64-bit numbers per token, one for each attribute in `attrs`; strings are numbers there, see `string-key.ts`.
 */

import { inflate } from 'node:zlib';
import { codeOf, NerwinError } from '../../error.js';
import { fileBytes } from '../../file-bytes.js';
import { isObject } from '../../json.js';
import { type ReadingLimits, tooLargeFile } from '../limits.js';
import { decoded, MessageFault } from './message.js';
import { stringKey } from './string-key.js';
import { attributes } from './symbols.js';

/** The columns of a DocBin; its documents follow each other in them. */
export interface DocBin {
  /** Tokens of each document. */
  readonly lengths: readonly number[];
  /** The number in the row of a token; undefined if the file has no such attribute. */
  readonly column: (attribute: keyof typeof attributes) => ((token: number) => bigint) | undefined;
  /** True if a space follows the token. */
  readonly hasSpace: (token: number) => boolean;
  readonly strings: ReadonlyMap<bigint, string>;
  /** True if nobody knows where the spaces of a document are. */
  readonly hasUnknownSpaces: (document: number) => boolean;
  /** True if a document has spans or categories beside its entities. */
  readonly hasMore: (document: number) => boolean;
}

const again = 'write it again with `DocBin(docs=docs).to_disk(FILE)` of spaCy 3';

/** Returns the error for a file that cannot be read. */
export const damaged = (path: string, what: string, hint = again): NerwinError =>
  new NerwinError('corpus', `${path}: ${what}`, hint);

/**
 * Reads a file of at most `limits.file` bytes, and twice as many decompressed: by default 13 attributes, as spaCy writes
 * them, of five million tokens. Throws 'corpus' if it is no DocBin, damaged, or too large.
 */
export async function readContents(path: string, limits: ReadingLimits): Promise<DocBin> {
  const plain = await inflated(await packed(path, limits), 2 * limits.file, path);
  try {
    return columnsOf(await decoded(plain), path);
  } catch (error) {
    if (!(error instanceof MessageFault)) throw error;
    throw damaged(path, `the DocBin is damaged: ${error.message}`);
  }
}

async function packed(path: string, limits: ReadingLimits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of fileBytes(path, 'corpus')) {
    size += chunk.length;
    if (size > limits.file) throw tooLargeFile(path, limits);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const inflated = (bytes: Buffer, largest: number, path: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    inflate(bytes, { maxOutputLength: largest }, (error, plain) => {
      if (!error) return resolve(plain);
      const code = codeOf(error);
      if (code === 'Z_BUF_ERROR') return reject(damaged(path, 'the DocBin is truncated'));
      if (code.startsWith('Z_')) return reject(damaged(path, 'the zlib data of the DocBin are damaged'));
      reject(
        damaged(
          path,
          `a DocBin of more than ${largest / 2 ** 20} MB when decompressed`,
          'split it into several files with spaCy',
        ),
      );
    });
  });

function columnsOf(message: unknown, path: string): DocBin {
  if (!isObject(message) || !Array.isArray(message.attrs) || !(message.tokens instanceof Uint8Array))
    throw damaged(path, 'zlib data, but no DocBin of spaCy', 'decompress the file, if it is text');
  const { attrs, tokens, spaces, strings, cats, flags, span_groups: groups } = message;
  const lengths = lengthsOf(message.lengths, path);
  const count = lengths.reduce((sum, length) => sum + length, 0);
  const isRow = attrs.every(Number.isInteger) && tokens.length === count * attrs.length * 8;
  if (!isRow || !(spaces instanceof Uint8Array) || spaces.length !== count)
    throw damaged(path, 'the DocBin is damaged: its tokens, spaces and lengths do not agree');
  if (!Array.isArray(strings) || !strings.every((text) => typeof text === 'string'))
    throw damaged(path, 'the DocBin is damaged: its strings are not a list of strings');
  const view = new DataView(tokens.buffer, tokens.byteOffset, tokens.byteLength);
  const row = 8 * attrs.length;
  return {
    lengths,
    column(attribute) {
      const at = attrs.indexOf(attributes[attribute]);
      return at < 0 ? undefined : (token) => view.getBigUint64(token * row + 8 * at, true);
    },
    hasSpace: (token) => spaces[token] !== 0,
    strings: new Map(strings.map((text: string) => [stringKey(text), text])),
    hasUnknownSpaces: (document) => isSet(itemOf(flags, document), 'has_unknown_spaces'),
    hasMore: (document) =>
      hasKeys(itemOf(cats, document)) || ((itemOf(groups, document) as Uint8Array)?.length ?? 0) > 1,
  };
}

const itemOf = (list: unknown, k: number): unknown => (Array.isArray(list) ? list[k] : undefined);
const isSet = (value: unknown, key: string): boolean => isObject(value) && value[key] === true;
const hasKeys = (value: unknown): boolean => isObject(value) && Object.keys(value).length > 0;

/** Returns 32-bit numbers, little-endian. */
function lengthsOf(bytes: unknown, path: string): number[] {
  if (!(bytes instanceof Uint8Array) || bytes.length % 4 !== 0)
    throw damaged(path, 'the DocBin is damaged: the lengths of its documents are missing');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lengths = Array.from({ length: bytes.length / 4 }, (_, k) => view.getInt32(4 * k, true));
  if (lengths.some((length) => length < 0))
    throw damaged(path, 'the DocBin is damaged: a document has a negative number of tokens');
  return lengths;
}
