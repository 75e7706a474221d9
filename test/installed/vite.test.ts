/** Vite, which vitest brings, bundles the entry for browsers; `npm run check:bundlers` tries the others. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packagePath } from '../../src/package.js';
import { hasChromium, noChromium } from '../api/chromium.js';
import { titleIf } from '../skip-reporter.js';
import { html, opened, promised, shipped, startWorker, tagging } from './site.js';

const vite = packagePath('node_modules/vite/bin/vite.js');
const reason = existsSync(vite) ? noChromium : 'Vite is missing';
const canRun = existsSync(vite) && hasChromium;

const project = mkdtempSync(join(tmpdir(), 'nerwin-vite-'));
afterAll(() => rmSync(project, { recursive: true }));

test.skipIf(!canRun)(
  titleIf(canRun, reason, 'a page and its worker, bundled by Vite without configuration, find the locations'),
  { timeout: 120_000 },
  async () => {
    for (const folder of ['src', 'node_modules']) mkdirSync(join(project, folder));
    symlinkSync(packagePath('.'), join(project, 'node_modules/nerwin'));
    writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
    writeFileSync(join(project, 'index.html'), html('/src/index.js'));
    writeFileSync(join(project, 'src/index.js'), tagging(shipped, 'model', startWorker));
    writeFileSync(join(project, 'src/worker.js'), tagging(shipped, 'model', 'postMessage(found);'));
    const { status, stderr } = spawnSync(process.execPath, [vite, 'build'], {
      cwd: project,
      encoding: 'utf8',
    });
    expect([status, stderr.includes('error')]).toEqual([0, false]);
    expect(await opened(join(project, 'dist'))).toBe(promised);
  },
);
