/** @file The locations of a long text, about 10 bytes each: differences of positions as variable-length integers. */

/** A part of a text: in bytes of UTF-8, and in the unit of the output's offsets. */
export interface Place {
  readonly fromByte: number;
  readonly toByte: number;
  readonly start: number;
  readonly end: number;
}

/** A location and its highest score. */
export interface LoggedLocation extends Place {
  readonly score: number;
}

const blockBytes = 1 << 16;
/** Four integers of 5 bytes at most, and a float32. */
const longestEntry = 24;

export class LocationLog {
  count = 0;
  readonly #blocks: DataView[] = [];
  #at = blockBytes; // the end of the last block
  #byte = 0;
  #unit = 0;

  /** Adds a location that starts after the end of the last one. */
  add({ fromByte, toByte, start, end }: Place, score: number): void {
    if (this.#at > blockBytes - longestEntry) {
      this.#blocks.push(new DataView(new ArrayBuffer(blockBytes)));
      this.#at = 0;
    }
    const block = this.#blocks[this.#blocks.length - 1];
    for (const value of [fromByte - this.#byte, toByte - fromByte, start - this.#unit, end - start]) {
      let rest = value;
      for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) block.setUint8(this.#at++, (rest % 0x80) | 0x80);
      block.setUint8(this.#at++, rest);
    }
    block.setFloat32(this.#at, score);
    this.#at += 4;
    this.#byte = toByte;
    this.#unit = end;
    this.count++;
  }

  /** Yields all locations in text order. */
  *[Symbol.iterator](): Generator<LoggedLocation> {
    let [left, byte, unit, at] = [this.count, 0, 0, 0];
    for (const block of this.#blocks) {
      const integer = (): number => {
        for (let [value, factor] = [0, 1]; ; factor *= 0x80) {
          const next = block.getUint8(at++);
          value += (next & 0x7f) * factor;
          if (next < 0x80) return value;
        }
      };
      for (at = 0; left > 0 && at <= blockBytes - longestEntry; left--) {
        const fromByte = byte + integer();
        byte = fromByte + integer();
        const start = unit + integer();
        unit = start + integer();
        yield { fromByte, toByte: byte, start, end: unit, score: block.getFloat32(at) };
        at += 4;
      }
    }
  }
}
