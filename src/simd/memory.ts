/**
 * @file Arrays in one WebAssembly memory. All are reserved first, then the memory is allocated
 * once, so that views stay valid.
 */
import { NerwinError } from '../error.js';

const page = 65_536;
/** The limit of 32-bit addresses, 4 GiB. */
const maxPages = 65_536;

/** A memory layout in progress. Every array starts at a multiple of 64 bytes, the size of a cache line. */
export class MemoryBuilder {
  #bytes = 64; // no array at address 0

  /** Reserves `count` 32-bit numbers, plus room to read one SIMD vector past the end. Returns the address. */
  numbers(count: number): number {
    const address = this.#bytes;
    this.#bytes += Math.ceil((4 * count + 16) / 64) * 64;
    return address;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Allocates the memory, filled with 0. Throws 'config' if it is larger than 4 GiB or than the machine can
   * provide.
   */
  allocate(): WebAssembly.Memory {
    const pages = Math.ceil(this.#bytes / page);
    const size = `${Math.ceil(this.#bytes / 2 ** 20)} MiB`;
    if (pages > maxPages) {
      throw new NerwinError(
        'config',
        `the SIMD kernel needs ${size} of memory, but can use at most 4096 MiB`,
        advice,
      );
    }
    try {
      return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    } catch (error) {
      throw new NerwinError('config', `cannot allocate ${size} of memory for the SIMD kernel`, advice, {
        cause: error,
      });
    }
  }
}

const advice = 'use fewer word vectors, a smaller dimension or smaller batches, or set kernel to loops';
