/**
 * Streams a gzip file of lines through the tagger, in bounded memory, and stops after the first three lines with a
 * location: `node --import ./bin/register.js examples/gzip-stream.ts [FILE.gz]`.
 */
import { createReadStream, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gzipSync } from 'node:zlib';
import { Tagger } from 'nerwin';

/** A file for a first try. */
function writtenFile(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'nerwin-')), 'news.txt.gz');
  const lines = Array.from({ length: 10_000 }, (_, k) =>
    k % 10 === 0 ? `Fire ${k} in Chicago.` : 'No news.',
  );
  writeFileSync(path, gzipSync(`${lines.join('\n')}\n`));
  return path;
}

const file = process.argv[2] ?? writtenFile();
const tagger = await Tagger.load();
// After the load: readline drops lines that come before somebody reads them.
const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });

let found = 0;
for await (const { text, locations } of tagger.stream(lines)) {
  if (locations.length === 0) continue;
  console.log(`${text}  ${locations.map((location) => location.text).join(', ')}`);
  if (++found === 3) break;
}
