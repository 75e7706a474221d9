/** @file `nerwin eval --shard` and `--merge`: an evaluation that is divided among several processes. */

import type { CorpusOptions } from '../corpus/corpus.js';
import { findFiles } from '../corpus/files.js';
import { filesOf, readShards, shardPieces } from '../dataset/evaluation-shards.js';
import { type ScoredCorpus, scoreCorpus, scoreMerged } from '../dataset/model-evaluation.js';
import type { Shard, ShardOrigin } from '../dataset/shard-header.js';
import { NerwinError } from '../error.js';
import { hashFile } from '../file-bytes.js';
import type { Model } from '../model/model.js';
import { rejectOverwrite } from '../output-guard.js';
import { plural } from '../plural.js';
import { commandWords } from './raw-arguments.js';
import type { Terminal } from './terminal.js';
import { writeOutput } from './write-output.js';

/** Scores the files of one shard and saves them. `args` are those of the command, to run another shard. */
export async function saveShard(
  model: { readonly model: Model; readonly path: string },
  patterns: readonly string[],
  reading: CorpusOptions,
  locations: readonly string[],
  { shard, save }: { readonly shard: Shard; readonly save: string },
  args: readonly string[],
  io: Terminal,
): Promise<void> {
  const files = filesOf(await findFiles(patterns, process.cwd()), shard);
  if (save !== '-') rejectOverwrite('--save', save, [model.path, ...files]);
  const scored = await scoreCorpus(model.model, files, reading, locations, 'auto', 'any');
  const origin: ShardOrigin = { model: (await hashFile(model.path, 'model')).sha256, locations };
  const command = commandWords('eval', withoutShard(args));
  await writeOutput(save, shardPieces(shard, origin, command, scored), io);
  if (save !== '-')
    await io.out(
      `${save}: shard ${shard.number} of ${shard.of}, ${plural(scored.summary.sentences, 'sentence', 'sentences')}\n`,
    );
}

/** Returns the arguments without `--shard` and `--save`. */
function withoutShard(args: readonly string[]): string[] {
  const kept: string[] = [];
  for (let k = 0; k < args.length; k++) {
    if (args[k] === '--shard' || args[k] === '--save') k++;
    else if (!/^--(?:shard|save)=/.test(args[k])) kept.push(args[k]);
  }
  return kept;
}

/** Reads shards that this model has scored, as one corpus. */
export async function mergedShards(
  model: { readonly model: Model; readonly path: string },
  patterns: readonly string[],
  locations: readonly string[],
): Promise<ScoredCorpus> {
  const merged = await readShards(await findFiles(patterns, process.cwd()));
  if (merged.origin.model !== (await hashFile(model.path, 'model')).sha256)
    throw new NerwinError(
      'usage',
      `the shards are of another model than ${model.path}`,
      'name the model that scored them with --model',
    );
  if (merged.origin.locations.join() !== locations.join())
    throw new NerwinError(
      'usage',
      `the shards count ${merged.origin.locations.join(', ')} as locations`,
      `add --locations ${merged.origin.locations.join(',')}`,
    );
  return scoreMerged(model.model, merged, locations);
}
