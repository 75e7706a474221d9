/**
 * @file `npm run check:package`: packs nerwin (run `npm run build` first), installs it in an empty TypeScript project, and compiles and runs
 * the examples, those in docstrings and those in pages, with `strict` and both kinds of module resolution.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { packagePath } from '../../src/package.js';
import { docstringExamples, pageExamples } from '../documented-code.js';
import { check } from './project.js';

const files = readdirSync(packagePath('examples'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, code: readFileSync(packagePath(`examples/${file}`), 'utf8') }))
  .filter(({ code }) => code.includes("from 'nerwin'"));
const documented = [...docstringExamples(), ...pageExamples()].map((one, k) => ({
  ...one,
  file: `doc-${k + 1}.ts`,
}));

const common = { strict: true, target: 'ES2022', rootDir: 'src', types: ['node'] };
const settings = {
  node16: { ...common, module: 'node16', moduleResolution: 'node16', outDir: 'out' },
  bundler: { ...common, module: 'ESNext', moduleResolution: 'bundler', noEmit: true },
};

await check(
  'the package in a TypeScript project',
  ['typescript', '@types/node', 'fastify'],
  async (project) => {
    for (const { file, code } of [...files, ...documented]) project.write(`src/${file}`, code);
    for (const [name, compilerOptions] of Object.entries(settings)) {
      project.write(`tsconfig.${name}.json`, JSON.stringify({ compilerOptions, include: ['src'] }));
      project.run('npx', ['tsc', '-p', `tsconfig.${name}.json`]);
      console.log(`${files.length + documented.length} examples compile with moduleResolution ${name}`);
    }
    for (const { file } of files) {
      if (project.run(process.execPath, [`out/${file.replace('.ts', '.js')}`]).trim() === '')
        throw new Error(`examples/${file} prints nothing`);
      console.log(`examples/${file} runs`);
    }
    for (const { file, name, promised } of documented) {
      const printed = project
        .run(process.execPath, [`out/${file.replace('.ts', '.js')}`])
        .trimEnd()
        .split('\n');
      if (printed.join('\n') !== promised.join('\n'))
        throw new Error(
          `${name} prints ${JSON.stringify(printed)}, its comments promise ${JSON.stringify(promised)}`,
        );
      console.log(`${name} prints what it promises`);
    }
  },
);
