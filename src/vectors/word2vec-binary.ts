/**
 * @file word2vec's binary format: a line `V d`, then for each word its bytes, a space, d
 * float32, and usually a line end.
 */

import { NerwinError } from '../error.js';
import { plural } from '../plural.js';
import type { ByteStream } from './byte-stream.js';
import type { Collector } from './collector.js';
import { wordFrom } from './word-bytes.js';

/** Reads `count` entries. Throws if the file ends before them or continues after them. */
export async function readWord2vecBinary(
  stream: ByteStream,
  collector: Collector,
  count: number,
): Promise<void> {
  const bytesOfRow = 4 * collector.d;
  stream.nextLine() || (await stream.nextLineAfterMore());
  while (!collector.full && collector.seen < count) {
    const { bytes } = stream;
    while (bytes[stream.start] === 0x0a) stream.start++;
    const space = bytes.indexOf(0x20, stream.start);
    const end = space + 1 + bytesOfRow;
    if (space >= 0 && end <= bytes.length) {
      const word = wordFrom(bytes, stream.start, space);
      collector.add(word, bytes, space + 1, end, `word ${collector.seen + 1} ('${word ?? '?'}')`);
      stream.start = end;
    } else if (!(await stream.more())) {
      throw new NerwinError(
        'vectors',
        `${stream.path}: truncated after ${collector.seen} of ${count} words`,
        'download the file again',
      );
    }
  }
  if (collector.full) return;
  if (stream.bytes[stream.start] === 0x0a) stream.start++;
  if (stream.start < stream.bytes.length || (await stream.more())) {
    if (stream.bytes.toString('latin1', stream.start).trim() === '' && !(await stream.more())) return;
    throw new NerwinError(
      'vectors',
      `${stream.path}: has more data after the ${plural(count, 'word', 'words')} that its first line specifies`,
      'the first line may be wrong, or the file may have another format',
    );
  }
}
