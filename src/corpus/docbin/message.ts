/**
 * @file MessagePack from a file that may be damaged. The decoder of @msgpack/msgpack allocates the arrays that a header
 * claims, at any depth, so claims are checked first: after that, memory is bounded by the size of the message.
 */

/** Values of a message: numbers, strings, byte strings, and lists and maps with all that is in them. */
const mostValues = 2 ** 24;
/** Lists and maps within each other. A DocBin has three. */
const deepest = 16;

/** A message that is not whole, or holds more than is decoded. */
export class MessageFault extends Error {}

/** Decodes a message. Throws a {@link MessageFault} if it is no MessagePack, ends too early, or is too large or deep. */
export async function decoded(bytes: Buffer): Promise<unknown> {
  checkClaims(bytes);
  const { decode } = await import('@msgpack/msgpack');
  try {
    return decode(bytes);
  } catch (error) {
    throw new MessageFault(error instanceof Error ? error.message : 'cannot be decoded');
  }
}

/** What follows the type byte of a value: bytes of a length or number, then this many bytes and values. */
interface Claim {
  readonly head: number;
  readonly bytes: number;
  readonly values: number;
}

/** Walks over the values of a message without building them. */
export function checkClaims(bytes: Buffer): void {
  const open = new Float64Array(deepest + 1); // values that are left at each depth
  open[0] = 1;
  let [depth, at, count] = [0, 0, 0];
  while (depth > 0 || open[0] > 0) {
    if (open[depth] === 0) {
      depth--;
      continue;
    }
    open[depth]--;
    const { head, bytes: own, values } = claimAt(bytes, at);
    at += 1 + head + own;
    count += 1 + values;
    if (at + values > bytes.length) throw new MessageFault('it is truncated');
    if (count > mostValues)
      throw new MessageFault(`it has more than ${mostValues.toLocaleString('en-US')} values`);
    if (values === 0) continue;
    if (++depth > deepest) throw new MessageFault(`its lists are nested more than ${deepest} deep`);
    open[depth] = values;
  }
  if (at < bytes.length) throw new MessageFault(`${bytes.length - at} bytes follow its end`);
}

function claimAt(bytes: Buffer, at: number): Claim {
  if (at >= bytes.length) throw new MessageFault('it is truncated');
  const type = bytes[at];
  if (type < 0x80 || type >= 0xe0) return { head: 0, bytes: 0, values: 0 }; // a small number
  if (type < 0x90) return { head: 0, bytes: 0, values: 2 * (type & 15) };
  if (type < 0xa0) return { head: 0, bytes: 0, values: type & 15 };
  if (type < 0xc0) return { head: 0, bytes: type & 31, values: 0 };
  const [head, kind] = longTypes[type - 0xc0];
  if (kind === 'none') throw new MessageFault('it contains a byte that is not valid MessagePack');
  if (kind === 'plain') return { head, bytes: 0, values: 0 };
  if (at + 1 + head > bytes.length) throw new MessageFault('it is truncated');
  const length = bytes.readUIntBE(at + 1, head);
  if (kind === 'bytes') return { head, bytes: length, values: 0 };
  if (kind === 'extension') return { head, bytes: length + 1, values: 0 };
  return { head, bytes: 0, values: kind === 'map' ? 2 * length : length };
}

/** The types 0xc0 … 0xdf: bytes of their length or number, and what it counts. */
const longTypes: readonly (readonly [
  head: number,
  'plain' | 'bytes' | 'extension' | 'list' | 'map' | 'none',
])[] = [
  [0, 'plain'], // nil
  [0, 'none'],
  [0, 'plain'], // false
  [0, 'plain'], // true
  ...([1, 2, 4] as const).map((head) => [head, 'bytes'] as const),
  ...([1, 2, 4] as const).map((head) => [head, 'extension'] as const),
  ...([4, 8, 1, 2, 4, 8, 1, 2, 4, 8] as const).map((head) => [head, 'plain'] as const), // floats, unsigned, signed
  ...([2, 3, 5, 9, 17] as const).map((head) => [head, 'plain'] as const), // extensions of 1, 2, 4, 8, 16 bytes
  ...([1, 2, 4] as const).map((head) => [head, 'bytes'] as const), // strings
  [2, 'list'],
  [4, 'list'],
  [2, 'map'],
  [4, 'map'],
];
