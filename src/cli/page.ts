/** @file `nerwin page`: writes a site on which a model and the lecture can be tried in a browser, or serves it. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { builtPath } from '../built.js';
import { NerwinError } from '../error.js';
import { writeAtomically } from '../file.js';
import { isThere } from '../is-there.js';
import { loadModel } from '../model/model-file.js';
import { OwnedFolder } from '../owned-folder.js';
import { plural } from '../plural.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { modelMeaning, modelPath } from './model-option.js';
import { wholeBetween } from './numbers.js';
import type { Terminal } from './terminal.js';

interface Options {
  readonly output?: string;
  readonly model?: string;
  readonly serve?: true;
  readonly port: number;
}

const modelName = 'model.safetensors';

const examples = `
Examples:
  nerwin page --serve
  nerwin page --output site
  nerwin page --output site --model runs/mine/model.safetensors`;

/** `nerwin page`. */
export const pageCommand = (io: Terminal): Command =>
  new Command('page')
    .description('write or serve a page on which to try a model, its training and its gradients in a browser')
    .option('-o, --output <folder>', 'the folder to write; any static host can serve it')
    .option('-m, --model <file>', `the model of the page: ${modelMeaning}`)
    .option('--serve', 'show the page on this machine until Ctrl-C')
    .option('--port <number>', 'port of --serve; 0 takes a free one', wholeBetween(0, 65_535), 8080)
    .addHelpText('after', examples)
    .action(async (options: Options) => {
      if (options.output === undefined && !options.serve)
        throw new NerwinError(
          'usage',
          'nothing to do',
          'add --output FOLDER, or --serve to look at the page',
        );
      const { output, serve } = options;
      const site =
        output === undefined
          ? siteOf(options.model)
          : await new OwnedFolder(output).locked((folder) => writeSite(folder, options.model));
      if (output !== undefined) io.note(`wrote ${plural(site.size, 'file', 'files')} to ${output}`);
      if (!serve) return;
      const server = await import('./page-server.js');
      await server.serve(site, options.port, (address) => io.out(`${address}\n`));
    });

/** The bytes of each file of the site by name. Throws 'model' if the file is not a model. */
function siteOf(model: string | undefined): Map<string, Uint8Array> {
  const path = modelPath(model);
  loadModel(path); // says what is wrong with it now, and not in the browser
  const built = builtPath('page');
  const files = siteFiles().map((name) => [name, name === modelName ? path : join(built, name)] as const);
  return new Map(files.map(([name, file]) => [name, readFileSync(file)]));
}

/** What `index.html` holds if nerwin wrote the site. */
const mark = '<meta name="generator" content="nerwin page"';

/** The names of the files of a site. */
const siteFiles = (): string[] => [...readdirSync(builtPath('page')).sort(), modelName];

/** Writes the site, completely or not at all for each file, and returns it. Refuses a folder that holds anything else. */
async function writeSite(folder: OwnedFolder, model: string | undefined): Promise<Map<string, Uint8Array>> {
  const built = siteFiles();
  const stranger = folder.entries.find((name) => !built.includes(name));
  if (stranger !== undefined) {
    throw new NerwinError(
      'file',
      `${folder.path}: holds other files, such as ${stranger}`,
      'choose a new or an empty folder',
    );
  }
  const index = join(folder.path, 'index.html');
  if (!isThere(index) || !readWhole(index, 'file', sizeLimits.table).includes(mark)) folder.demandFree(built);
  const site = siteOf(model);
  for (const [name, bytes] of site) writeAtomically(join(folder.path, name), bytes);
  return site;
}
