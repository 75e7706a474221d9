/** @file The commands that io-errors.ts attacks, and what they write. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command.js';
import { writeTiny } from './tiny.js';

export interface Attacked {
  /** Its arguments if its files are in the folder `place`. */
  readonly args: (place: string) => string[];
  /** The files and folders that it writes, in `place`. */
  readonly outputs: readonly string[];
  /**
   * What is there before it starts: files with other contents (the default), nothing, or what {@link writeInputs} wrote
   * with the same name.
   */
  readonly before?: 'nothing' | 'inputs';
  /** True if it goes on where it failed, with --resume; then the file that tells that it had begun. */
  readonly begun?: string;
}

const model = (place: string): string => join(place, 'one', 'model.safetensors');

export const attackedCommands: Record<string, Attacked> = {
  train: {
    args: (place) => [
      ...['train', '--config', join(place, 'config.yaml'), '--output', join(place, 'run'), '--quiet'],
      ...['--set', 'training.epochs=2'],
    ],
    outputs: ['run'],
    before: 'nothing',
    begun: 'run/manifest.json',
  },
  'train --folds': {
    args: (place) => [
      ...['train', '--config', join(place, 'config.yaml'), '--output', join(place, 'run'), '--quiet'],
      ...['--folds', '2', '--set', 'training.epochs=1'],
    ],
    outputs: ['run'],
    before: 'nothing',
    begun: 'run',
  },
  sweep: {
    args: (place) => [
      ...['sweep', '--config', join(place, 'config.yaml'), '--output', join(place, 'run'), '--quiet'],
      ...['--set', 'training.epochs=1', '--grid', 'model.hidden=3,4'],
    ],
    outputs: ['run'],
    before: 'nothing',
    begun: 'run/sweep.json',
  },
  tag: {
    args: (place) => ['tag', '-m', model(place), '-i', join(place, 'text.txt'), '-o', join(place, 'out.txt')],
    outputs: ['out.txt'],
  },
  merge: {
    args: (place) => ['merge', join(place, 'one'), join(place, 'other'), '-o', join(place, 'm.safetensors')],
    outputs: ['m.safetensors'],
  },
  export: {
    args: (place) => [
      ...['export', '-m', model(place)],
      ...['--onnx', join(place, 'model.onnx'), '--npz', join(place, 'model.npz')],
    ],
    outputs: ['model.onnx', 'model.npz'],
  },
  'vectors prune': {
    args: (place) => [
      ...['vectors', 'prune', '--words', '9', join(place, 'vectors.txt'), join(place, 'pruned.nwv')],
    ],
    outputs: ['pruned.nwv'],
  },
  eval: {
    args: (place) => [
      ...['eval', '-m', model(place), '--corpus', join(place, 'corpus.conll')],
      ...['--predictions', join(place, 'predictions.txt'), '--html', join(place, 'report.html')],
    ],
    outputs: ['predictions.txt', 'report.html'],
  },
  'corpus convert': {
    args: (place) => [
      ...['corpus', 'convert', join(place, 'corpus.conll'), '--to', 'jsonl'],
      ...['-o', join(place, 'corpus.jsonl')],
    ],
    outputs: ['corpus.jsonl'],
  },
  'corpus convert to a folder': {
    args: (place) => [
      ...['corpus', 'convert', join(place, 'marked.conll'), '--to', 'brat'],
      ...['-o', `${join(place, 'brat')}/`],
    ],
    outputs: ['brat'],
    before: 'nothing',
  },
  'corpus convert --overwrite': {
    args: (place) => [
      ...['corpus', 'convert', join(place, 'marked.conll'), '--to', 'brat', '--overwrite'],
      ...['-o', `${join(place, 'earlier-brat')}/`],
    ],
    outputs: ['earlier-brat'],
    before: 'inputs',
  },
  'corpus split': {
    args: (place) => ['corpus', 'split', join(place, 'marked.conll'), '--output', join(place, 'splits')],
    outputs: ['splits'],
    before: 'nothing',
  },
  'corpus split --overwrite': {
    args: (place) => [
      ...['corpus', 'split', join(place, 'marked.conll'), '--output', join(place, 'earlier-splits')],
      ...['--overwrite', '--seed', '3'],
    ],
    outputs: ['earlier-splits'],
    before: 'inputs',
  },
  'compare --golden --update': {
    args: (place) => ['compare', join(place, 'one'), '--golden', join(place, 'golden.json'), '--update'],
    outputs: ['golden.json'],
  },
  report: {
    args: (place) => ['report', join(place, 'one'), '--output', join(place, 'report')],
    outputs: ['report'],
    before: 'nothing',
  },
  'report of an earlier one': {
    args: (place) => ['report', join(place, 'one'), '--output', join(place, 'earlier-report')],
    outputs: ['earlier-report'],
    before: 'inputs',
  },
  'report in the run': {
    args: (place) => ['report', join(place, 'one')],
    outputs: ['one'],
    before: 'inputs',
  },
  page: {
    args: (place) => ['page', '-m', model(place), '--output', join(place, 'page')],
    outputs: ['page'],
    before: 'nothing',
  },
  'page over an earlier one': {
    args: (place) => ['page', '-m', model(place), '--output', join(place, 'earlier-page')],
    outputs: ['earlier-page'],
    before: 'inputs',
  },
};

/** Writes what the commands read into `folder`. */
export async function writeInputs(folder: string): Promise<void> {
  const config = writeTiny(folder);
  const at = (name: string): string => join(folder, name);
  const marked = ['Paris', 'Rome', 'Nice', 'Lima', 'London', 'Vienna'];
  const document = (city: string): string => `-DOCSTART- O\n\n${city} B-LOC\nis O\n\n`;
  writeFileSync(at('marked.conll'), marked.map(document).join(''));
  writeFileSync(at('reversed.conll'), marked.reverse().map(document).join(''));
  writeFileSync(at('text.txt'), 'We left Paris to see the museum in Rome .\n'.repeat(20));
  for (const args of [
    ['train', '--config', config, '--output', at('one'), '--seed', '1', '--quiet'],
    ['train', '--config', config, '--output', at('other'), '--seed', '2', '--quiet'],
    ['corpus', 'convert', at('reversed.conll'), '--to', 'brat', '-o', `${at('earlier-brat')}/`],
    ['corpus', 'split', at('marked.conll'), '--output', at('earlier-splits')],
    ['report', at('other'), '--output', at('earlier-report')],
    ['page', '-m', at('other'), '--output', at('earlier-page')],
  ]) {
    const { code, err } = await command(args);
    if (code !== 0) throw new Error(`${args.join(' ')}: ${err}`);
  }
}
