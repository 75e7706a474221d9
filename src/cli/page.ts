/** @file `nerwin page`: writes a site on which a model and the lecture can be tried in a browser, or serves it. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { builtPath } from '../built.js';
import { asPathError, NerwinError } from '../error.js';
import { makeFolder, writeAtomically } from '../file.js';
import { loadModel } from '../model/model-file.js';
import { shippedModelPath } from '../model/shipped.js';
import { plural } from '../plural.js';
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
  nerwin page --serve                              # look at it now, at http://127.0.0.1:8080
  nerwin page --output site                        # a folder that any static host serves
  nerwin page --output site --model runs/mine/model.safetensors`;

/** `nerwin page`. */
export const pageCommand = (io: Terminal): Command =>
  new Command('page')
    .description('write or serve a page on which to try a model, its training and its gradients in a browser')
    .option('-o, --output <folder>', 'the folder to write; any static host can serve it')
    .option('-m, --model <file>', 'the model of the page (default: the shipped model)')
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
      const site = siteOf(options.model);
      if (options.output !== undefined) {
        writeSite(site, options.output);
        io.note(`wrote ${plural(site.size, 'file', 'files')} to ${options.output}`);
      }
      if (!options.serve) return;
      const { serve } = await import('./page-server.js');
      await serve(site, options.port, (address) => io.out(`${address}\n`));
    });

/** The bytes of each file of the site by name. Throws 'model' if the model is none. */
function siteOf(model: string | undefined): Map<string, Uint8Array> {
  const path = model ?? shippedModelPath();
  loadModel(path); // says what is wrong with it now, and not in the browser
  const built = builtPath('page');
  return new Map([
    ...readdirSync(built)
      .sort()
      .map((name) => [name, readFileSync(join(built, name))] as const),
    [modelName, readFileSync(path)],
  ]);
}

/** Writes the site, completely or not at all for each file. Refuses a folder that holds anything else. */
function writeSite(site: ReadonlyMap<string, Uint8Array>, folder: string): void {
  const strangers = foundIn(folder).filter((name) => !site.has(name));
  if (strangers.length > 0) {
    throw new NerwinError(
      'file',
      `${folder}: holds other files, such as ${strangers[0]}`,
      'choose a new or an empty folder',
    );
  }
  makeFolder(folder);
  for (const [name, bytes] of site) writeAtomically(join(folder, name), bytes);
}

function foundIn(folder: string): string[] {
  try {
    return existsSync(folder) ? readdirSync(folder) : [];
  } catch (error) {
    throw asPathError('file', folder, error);
  }
}
