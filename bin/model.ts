/**
 * @file `npm run model -- --set corpus.root=FOLDER` trains the shipped model again, to the same
 * bytes wherever nerwin and the corpora are, and puts it in its place.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { main } from '../src/cli/main.js';
import { packagePath } from '../src/package.js';

const config = packagePath('configs/default-model.yaml');
const target = packagePath('data/model/default.safetensors');

async function rebuild(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { output: { type: 'string', short: 'o', default: 'runs/default-model' } },
    strict: false,
  });
  const run = String(values.output);
  const code = await main(['train', '--config', config, '--overwrite', ...args, '--output', run]);
  if (code !== 0) return code;
  const { writeAtomically } = await import('../src/file.js'); // a static import would make this script part of other commands
  mkdirSync(packagePath('data/model'), { recursive: true });
  writeAtomically(target, readFileSync(join(run, 'model.safetensors')));
  process.stderr.write(`copied to ${target}\n`);
  return 0;
}

void rebuild(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
