/**
 * @file `npm run model -- --set corpus.root=FOLDER`: trains the model that ships again, to the same bytes, and puts it in its place.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { main } from '../src/cli/main.js';
import { packagePath } from '../src/package.js';

const run = 'runs/default-model';
const config = packagePath('configs/default-model.yaml');
const target = packagePath('data/model/default.safetensors');

const code = await main([
  'train',
  '--config',
  config,
  '--output',
  run,
  '--overwrite',
  ...process.argv.slice(2),
]);
if (code === 0) {
  mkdirSync(packagePath('data/model'), { recursive: true });
  copyFileSync(`${run}/model.safetensors`, target);
  process.stderr.write(`copied to ${target}\n`);
}
process.exitCode = code;
