/** Plays pull requests through, in real git repositories, with the workflows of examples/ci: no network, no CI host. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';

vi.setConfig({ testTimeout: 300_000 }); // each test trains once or twice

const root = fileURLToPath(new URL('..', import.meta.url));
const binary = join(root, 'dist/bin/nerwin.js');
const folder = mkdtempSync(join(tmpdir(), 'nerwin-ci-'));
const repository = join(folder, 'work');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly notes: string;
}

function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = repository,
): Ended {
  const { PATH = '' } = process.env;
  const all = { ...process.env, PATH: `${join(folder, 'bin')}:${PATH}`, ...env };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env: all, encoding: 'utf8' });
  return { code: status, out: stdout, notes: stderr };
}

function git(...args: string[]): void {
  const { code, notes } = run('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args]);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${notes}`);
}

const config = (settings = '') => `
corpus: { root: shipped, train: train.conll, dev: dev.conll, test: test.conll }
vectors: { file: shipped }
features: { shape: true }
model: { hidden: 8 }
training: { epochs: 2${settings} }
`;

/** Commits files on a branch that begins at main. */
function branch(name: string, files: Record<string, string>): void {
  git('checkout', '--quiet', '-B', name, 'main');
  for (const [file, text] of Object.entries(files)) writeFileSync(join(repository, file), text);
  git('add', '.');
  git('commit', '--quiet', '--allow-empty', '-m', name);
}

beforeAll(() => {
  mkdirSync(join(folder, 'bin'));
  const npx = join(folder, 'bin/npx');
  writeFileSync(npx, `#!/bin/sh\nshift\nexec '${process.execPath}' '${binary}' "$@"\n`);
  chmodSync(npx, 0o755);
  mkdirSync(repository);
  run('git', ['init', '--quiet', '--initial-branch=main']);
  for (const name of ['gate.sh', 'gates.yaml'])
    copyFileSync(join(root, 'examples/ci', name), join(repository, name));
  writeFileSync(join(repository, '.gitignore'), 'runs\n');
  git('add', '.');
  git('commit', '--quiet', '-m', 'without a config');
  git('tag', 'before');
  writeFileSync(join(repository, 'nerwin.yaml'), config());
  git('add', '.');
  git('commit', '--quiet', '-m', 'base');
  git('update-ref', 'refs/remotes/origin/main', 'main');
});

const worse = { 'nerwin.yaml': config(', rate: { schedule: constant, start: 0.0001 }') };
const diverging =
  config(', rate: { start: 100 }').replace('hidden: 8', 'hidden: 8, activation: relu') +
  'loss: { reduction: sum }\n';
const better = {
  'nerwin.yaml': config().replace('hidden: 8', 'hidden: 60').replace('epochs: 2', 'epochs: 4'),
};

describe('gate.sh', () => {
  const gate = (...args: string[]) => run('sh', ['gate.sh', ...args]);

  test('equal: 0, and the baseline is trained once', () => {
    branch('equal', {});
    const { code, notes } = gate('main');
    expect(code).toBe(0);
    expect(notes).not.toMatch(/warning|nerwin:/);
    const time = (): string => readFileSync(join(repository, 'runs', baseline, 'report.json'), 'utf8');
    const [baseline] = run('ls', ['runs'])
      .out.split('\n')
      .filter((name) => name.startsWith('baseline-'));
    const before = time();
    expect(gate('main').code).toBe(0);
    expect(time()).toBe(before);
    expect(run('git', ['worktree', 'list']).out.trim().split('\n')).toHaveLength(1);
  });

  test('better, with another config: 0, and the config is named', () => {
    branch('better', better);
    const { code, out } = gate('main');
    expect(code).toBe(0);
    expect(out).not.toMatch(/^(?:run|model|report) /m); // what training prints
    expect(out).toMatch(/config\.model\.hidden: 60, baseline 8/);
    expect(out).toMatch(/final\.dev\.entity\.f1 .* better/);
  });

  test('worse: 4, with the gate, both values and what is allowed', () => {
    branch('worse', worse);
    const { code, notes } = gate('main');
    expect(code).toBe(4);
    expect(notes).toMatch(/final\.dev\.entity\.f1: 0(\.\d+)?, baseline 0\.\d+, worse by .* allowed/);
    expect(notes).toContain('is below 0.6');
  });

  test('diverged: 5', () => {
    branch('diverged', { 'nerwin.yaml': diverging });
    const { code, notes } = gate('main');
    expect(code).toBe(5);
    expect(notes).toContain('diverged in epoch 1');
  });

  test('missing baseline: 3, with what to do', () => {
    branch('first', {});
    const { code, notes } = gate('before');
    expect(code).toBe(3);
    expect(notes).toContain('before has no nerwin.yaml, so there is no baseline yet');
    expect(notes).toContain('there is no baseline:');
  });

  test('a base that does not exist, and a config that is wrong', () => {
    expect(gate('no-such-branch').code).not.toBe(0);
    expect(existsSync(join(repository, 'runs/new/metrics.jsonl'))).toBe(true); // of an earlier call
    branch('wrong', { 'nerwin.yaml': 'corpus: 1\n' });
    expect(gate('main')).toMatchObject({ code: 2, out: '' });
  });
});

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
}

describe('github.yml', () => {
  const workflow = parse(readFileSync(join(root, 'examples/ci/github.yml'), 'utf8'));
  const steps: Step[] = workflow.jobs.gate.steps;

  /** Runs the named steps as the host does: bash -e, later ones after a failure only if they say so. */
  function play(): { code: number; out: string; summary: string } {
    rmSync(join(repository, 'runs'), { recursive: true, force: true });
    rmSync(join(folder, 'base'), { recursive: true, force: true });
    git('worktree', 'prune');
    mkdirSync(join(repository, 'node_modules'), { recursive: true });
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, '');
    const env = {
      GITHUB_BASE_REF: 'main',
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_ACTIONS: 'true',
      ...workflow.jobs.gate.env,
    };
    let [code, out] = [0, ''];
    for (const { name, run: script, if: condition } of steps) {
      if (name === undefined || script === undefined || (code !== 0 && condition === undefined)) continue;
      const ended = run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], env);
      out += ended.out;
      code ||= ended.code ?? 1;
    }
    return { code, out, summary: readFileSync(summary, 'utf8') };
  }

  test('asks for no more rights than reading, and only uses actions of the host', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const { uses } of steps) if (uses) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
    expect(JSON.stringify(steps)).not.toContain('github.event.pull_request.title'); // nothing a stranger can write reaches a script
  });

  test('better: 0, a notice and the summary', () => {
    branch('better', better);
    const { code, out, summary } = play();
    expect(code).toBe(0);
    expect(out).toContain('::notice title=nerwin compare::nerwin compare passed: 3 checks');
    expect(out).toContain('::warning title=nerwin compare::runs/new: config.model.hidden: 60, baseline 8');
    expect(summary).toContain('### nerwin compare passed: 3 checks');
    expect(existsSync(join(repository, 'runs/compare.svg'))).toBe(true);
  });

  test('worse: 4, an error at the gate, and the summary', () => {
    branch('worse', worse);
    const { code, out, summary } = play();
    expect(code).toBe(4);
    expect(out).toMatch(/^::error file=gates\.yaml,line=3,title=final\.dev\.entity\.f1%3A worse::/m);
    expect(summary).toMatch(/^### nerwin compare failed: \d failures/);
  });

  test('diverged: 5; missing baseline: 3', () => {
    branch('diverged', { 'nerwin.yaml': diverging });
    expect(play().code).toBe(5);
    git('update-ref', 'refs/remotes/origin/main', 'before');
    branch('first', {});
    expect(play().code).toBe(3);
    git('update-ref', 'refs/remotes/origin/main', 'main');
  });
});

describe('gitlab.yml', () => {
  const { nerwin: job } = parse(readFileSync(join(root, 'examples/ci/gitlab.yml'), 'utf8'));

  /** Runs the script as the host does: line by line in one shell that ends at the first failure. */
  function play(): Ended {
    rmSync(join(repository, 'runs'), { recursive: true, force: true });
    rmSync(join(folder, 'base'), { recursive: true, force: true });
    git('worktree', 'prune');
    mkdirSync(join(repository, 'node_modules'), { recursive: true });
    const script = (job.script as string[]).filter((line) => line !== 'npm ci').join('\n');
    return run('sh', ['-e', '-c', script], {
      CI_MERGE_REQUEST_DIFF_BASE_SHA: 'main',
      CONFIG: job.variables.CONFIG,
    });
  }

  test('worse: 4, and a JUnit report', () => {
    branch('worse', worse);
    expect(play().code).toBe(4);
    const report = readFileSync(join(repository, job.artifacts.reports.junit), 'utf8');
    expect(report).toContain('<failure message="final.dev.entity.f1: worse">');
  });

  test('equal: 0', () => {
    branch('equal', {});
    const { code, out } = play();
    expect(code).toBe(0);
    expect(out).toContain('### nerwin compare passed: 3 checks');
  });
});

test('every file has a line in examples/ci/README.md', () => {
  const page = readFileSync(join(root, 'examples/ci/README.md'), 'utf8');
  for (const name of ['gate.sh', 'github.yml', 'gitlab.yml', 'gates.yaml'])
    expect(page).toContain(`(${name})`);
});
