/**
 * @file The pairs of windows that every contender trains on, random or from a real corpus,
 * and their files for the peers.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Random } from '../../src/random.js';

export const d = 100;
export const H = 100;
const words = 5;

/** N pairs (true, corrupt) of five rows each, θ, and the word vectors. */
export interface Pairs {
  readonly name: string;
  readonly V: number;
  readonly N: number;
  readonly table: Float32Array; // (V, d)
  readonly windows: Int32Array; // (N, 2, 5)
  readonly W: Float32Array; // (H, 5d)
  readonly u: Float32Array; // (H)
}

function withWeights(name: string, V: number, windows: Int32Array, random: Random): Pairs {
  const draw = (length: number, bound: number): Float32Array =>
    Float32Array.from({ length }, () => (2 * random.uniform() - 1) * bound);
  return {
    name,
    V,
    N: windows.length / (2 * words),
    table: draw(V * d, 0.5),
    windows,
    W: draw(H * words * d, 0.1),
    u: draw(H, 0.25),
  };
}

/** Returns windows of independently drawn rows: nothing to share. */
export function randomPairs(V: number, N: number): Pairs {
  const random = Random.seeded(1);
  const windows = Int32Array.from({ length: N * 2 * words }, () => random.below(V));
  return withWeights('random rows', V, windows, random);
}

/**
 * Returns the rows of a corpus with two columns, with two rows of padding (row 0) around every sentence,
 * and the centers of its windows.
 */
function encode(path: string): { rows: number[]; places: number[]; others: number[]; V: number } {
  const known = new Map<string, number>([['', 0]]);
  const rows: number[] = [0, 0];
  const places: number[] = [];
  const others: number[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [word, tag] = line.split('\t');
    if (!word) {
      if (rows.at(-1) !== 0) rows.push(0, 0);
      continue;
    }
    const key = word.toLowerCase();
    const row = known.get(key) ?? known.size;
    known.set(key, row);
    (tag?.endsWith('LOC') ? places : others).push(rows.length);
    rows.push(row);
  }
  rows.push(0, 0);
  return { rows, places, others, V: known.size };
}

/**
 * Returns true windows of a corpus, with a location at the center, and corrupt ones: other windows of the
 * corpus, or the same window with another center. Undefined if the corpus is not there.
 */
export function corpusPairs(path: string, corruption: 'window' | 'center', N: number): Pairs | undefined {
  if (!existsSync(path)) return undefined;
  const { rows, places, others, V } = encode(path);
  const random = Random.seeded(2);
  const windows = new Int32Array(N * 2 * words);
  const write = (center: number, at: number): void => {
    for (let p = 0; p < words; p++) windows[at + p] = rows[center - 2 + p];
  };
  for (let k = 0; k < N; k++) {
    const place = places[random.below(places.length)];
    const other = others[random.below(others.length)];
    write(place, k * 2 * words);
    write(corruption === 'window' ? other : place, k * 2 * words + words);
    if (corruption === 'center') windows[k * 2 * words + words + 2] = rows[other];
  }
  return withWeights(corruption === 'window' ? 'real windows' : 'real, center replaced', V, windows, random);
}

/** Writes the files that the peers read. */
export function writePairs({ V, N, table, windows, W, u }: Pairs, folder: string): void {
  writeFileSync(`${folder}/table.f32`, new Uint8Array(table.buffer));
  writeFileSync(`${folder}/windows.i32`, new Uint8Array(windows.buffer));
  writeFileSync(`${folder}/W.f32`, new Uint8Array(W.buffer));
  writeFileSync(`${folder}/u.f32`, new Uint8Array(u.buffer));
  writeFileSync(`${folder}/shape.json`, JSON.stringify({ V, d, H, N }));
}
