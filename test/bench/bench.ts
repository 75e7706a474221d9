/**
 * @file `npm run bench [-- PART …] [--peers] [--large]`: runs the parts one after the other, each in a process of its own, shows
 * what they print, and keeps it in `results/`, in one Markdown file a day and machine. A part that runs again on the same day
 * replaces what it said before.
 *
 * --peers installs the taggers that nerwin is compared with into `peers/`; --large adds the sizes that take many minutes.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine, machineName, today } from './machine.js';
import { readSections, writeSections } from './result-file.js';

/** File by part, in the order of the results. */
const parts: Readonly<Record<string, string>> = {
  kernels: 'kernels.ts',
  graph: 'graph.ts',
  tagging: 'tagging.ts',
  starting: 'starting.ts',
  reading: 'reading.ts',
  growth: 'growth.ts',
  memory: 'memory.ts',
  run: 'whole-run.ts',
};

const here = fileURLToPath(new URL('.', import.meta.url));

/** Runs a part and shows what it prints; gives that. */
async function outputOf(file: string, isLarge: boolean): Promise<string> {
  const env = { ...process.env, NERWIN_BENCH_LARGE: isLarge ? '1' : '' };
  const child = spawn(process.execPath, ['--import', './bin/register.js', here + file], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    printed += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const load = `load of the machine at the end: ${loadavg()[0]!.toFixed(1)} on ${cpus().length} cores\n`;
  return code === 0 ? printed + load : `${printed}(ended with ${code}: not complete)\n`;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { peers: { type: 'boolean' }, large: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`no part ${unknown.join(', ')}; the parts are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
if (values.peers)
  execFileSync('npm', ['ci', '--prefix', `${here}peers`, '--no-audit', '--no-fund'], { stdio: 'inherit' });

const path = `${here}results/${today()}-${machineName()}.md`;
mkdirSync(`${here}results`, { recursive: true });
const sections = existsSync(path) ? readSections(readFileSync(path, 'utf8')) : new Map<string, string>();
for (const name of Object.keys(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`\n== ${name}`);
  sections.set(name, await outputOf(parts[name]!, values.large === true));
  writeFileSync(
    path,
    writeSections(`Benchmarks of ${today()}`, describeMachine(), sections, Object.keys(parts)),
  );
}
console.log(`\nkept in ${path}`);
