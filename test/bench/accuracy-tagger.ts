/**
 * @file nerwin or compromise as a peer of accuracy.ts, with the same arguments and answers as `accuracy_tagger.py`:
 * `KIND TASK.json MODEL`.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { loadModel } from '../../src/model/model-file.js';
import { Tagger } from '../../src/tagging/tagger.js';
import { type Sentence, type Span, spanAt } from './entity-counts.js';

interface PlaceTagger {
  find(sentences: readonly Sentence[]): Span[][];
  read(lines: readonly string[]): void;
}

function nerwin(path: string): PlaceTagger {
  const model = loadModel(path);
  const [ofTokens, ofText] = [
    new Tagger(model, { tokenized: true }),
    new Tagger(model, { scores: 'locations' }),
  ];
  const find = ({ tokens }: Sentence): Span[] => {
    const { locations } = ofTokens.tag(tokens.map((token) => token.replace(/\s+/g, '_')).join(' '));
    return Array.from({ length: locations.count }, (_, k) => [locations.starts[k], locations.ends[k]]);
  };
  return {
    find: (sentences) => sentences.map(find),
    read: (lines) => lines.forEach((line) => void ofText.tag(line)),
  };
}

/** A result of `.places().json({ offset: true })`. */
interface Place {
  readonly offset: { readonly start: number; readonly length: number };
}

function compromise(): PlaceTagger {
  const nlp = createRequire(new URL('peers/package.json', import.meta.url))('compromise');
  const find = ({ tokens, text }: Sentence): Span[] =>
    (nlp(text).places().json({ offset: true }) as Place[])
      .map(({ offset: { start, length } }) => spanAt(tokens, text, start, start + length))
      .filter((span) => span !== undefined);
  return {
    find: (sentences) => sentences.map(find),
    read: (lines) => lines.forEach((line) => void nlp(line).places().out('array')),
  };
}

const [kind, taskPath, model] = process.argv.slice(2);
const task = JSON.parse(readFileSync(taskPath, 'utf8')) as { corpora: Sentence[][]; lines: string[] };
const tagger = kind === 'nerwin' ? nerwin(model) : compromise();

/** Seconds of processor time, those of the garbage collector's threads included. */
function secondsOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const peak = (): number =>
  1024 * Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);

createInterface({ input: process.stdin }).on('line', (what) => {
  const answer =
    what === 'find'
      ? task.corpora.map((sentences) => tagger.find(sentences))
      : what === 'round'
        ? secondsOf(() => tagger.read(task.lines))
        : peak();
  console.log(JSON.stringify(answer));
});
