/**
 * @file Writes protocol buffers: a message is its fields one after another, each a tag and a value. A tag is 8 · number + type; type 0
 * is a varint (7 bits per byte, lowest first), type 2 a length and that many bytes. Source: protobuf.dev/programming-guides/encoding.
 */

/** The contents of a message, as pieces, so that large tensors are not copied. */
export type Message = readonly Uint8Array[];

/** Number of bytes of a message. */
export const byteLength = (message: Message): number => message.reduce((sum, piece) => sum + piece.length, 0);

/** The bytes of a whole number as a varint; a negative one as its 64-bit two's complement. */
function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

const [VARINT, BYTES] = [0, 2];

const tag = (field: number, type: number): Uint8Array => varint(8 * field + type);

/** A field that holds a whole number. */
export const whole = (field: number, value: number | bigint): Message => [tag(field, VARINT), varint(value)];

/** A field that holds a message, or bytes. */
export const nested = (field: number, ...messages: readonly Message[]): Message => {
  const pieces = messages.flat();
  return [tag(field, BYTES), varint(byteLength(pieces)), ...pieces];
};

/** A field that holds a text. */
export const text = (field: number, value: string): Message => nested(field, [Buffer.from(value)]);
