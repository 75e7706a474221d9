/** @file Arrays in one WebAssembly memory: all are reserved first, then the memory is made, once, so that views stay valid. */
import { NerwinError } from '../error.js';

const page = 65_536;
/** What 32-bit addresses reach. */
const mostPages = 65_536;

/** A memory that is being laid out. Everything starts at a multiple of 64 bytes, a line of the cache. */
export class Reservation {
  #bytes = 64; // no array at address 0

  /** Reserves `count` numbers of 32 bits, and room to read a vector beyond their end; gives the address. */
  numbers(count: number): number {
    const address = this.#bytes;
    this.#bytes += Math.ceil((4 * count + 16) / 64) * 64;
    return address;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The memory, all zero. Throws a 'config' fault when it is more than 4 GiB, or than the machine gives. */
  allocate(): WebAssembly.Memory {
    const pages = Math.ceil(this.#bytes / page);
    const size = `${Math.ceil(this.#bytes / 2 ** 20)} MiB`;
    if (pages > mostPages) {
      throw new NerwinError('config', `the SIMD kernel needs ${size} of memory, but can use at most 4096 MiB`, advice);
    }
    try {
      return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    } catch (error) {
      throw new NerwinError('config', `cannot allocate ${size} of memory for the SIMD kernel`, advice, { cause: error });
    }
  }
}

const advice = 'use fewer word vectors, a smaller dimension or smaller batches, or set kernel to loops';
