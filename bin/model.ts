/**
 * @file `npm run model -- --set corpus.root=FOLDER` trains the shipped model again, to the same
 * bytes, and puts it in its place.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { main } from '../src/cli/main.js';
import { packagePath } from '../src/package.js';

const run = 'runs/default-model';
const config = packagePath('configs/default-model.yaml');
const target = packagePath('data/model/default.safetensors');

async function rebuild(): Promise<number> {
  const settings = ['--config', config, '--output', run, '--overwrite', ...process.argv.slice(2)];
  const code = await main(['train', ...settings]);
  if (code !== 0) return code;
  mkdirSync(packagePath('data/model'), { recursive: true });
  copyFileSync(`${run}/model.safetensors`, target);
  process.stderr.write(`copied to ${target}\n`);
  return 0;
}

void rebuild().then((code) => {
  process.exitCode = code;
});
