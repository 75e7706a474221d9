/** @file A folder in which the packed nerwin is installed, as a user would install it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packagePath } from '../../src/package.js';

const { devDependencies } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};

export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'nerwin-installed-'));

  /** Runs a program in the folder; throws with all that it printed if it fails. */
  run(command: string, args: readonly string[]): string {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', npm_config_audit: 'false', npm_config_fund: 'false' },
    });
    if (status !== 0)
      throw new Error(`${command} ${args.join(' ')}: ${error ?? `exit code ${status}`}\n${stdout}${stderr}`);
    return stdout;
  }

  /**
   * Packs nerwin as it is built and installs it with these packages, at the versions that nerwin itself is developed with
   * unless they have one. Throws if the registry cannot be reached.
   */
  install(packages: readonly string[]): void {
    this.write('package.json', '{ "private": true, "type": "module" }\n');
    spawnSync('npm', ['pack', '--ignore-scripts', '--pack-destination', this.folder], {
      cwd: packagePath('.'),
    });
    const tarball = readdirSync(this.folder).find((file) => file.endsWith('.tgz'));
    if (tarball === undefined) throw new Error('npm pack wrote no tarball');
    const versions = packages.map((name) =>
      devDependencies[name] ? `${name}@${devDependencies[name]}` : name,
    );
    this.run('npm', ['install', `./${tarball}`, ...versions]);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs a check; a registry that cannot be reached is said loudly and is no failure. */
export async function check(
  what: string,
  packages: readonly string[],
  run: (project: Project) => Promise<void>,
) {
  const project = new Project();
  try {
    try {
      project.install(packages);
    } catch (error) {
      if (!/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ENOTCACHED/.test(String(error))) throw error;
      console.error(`SKIPPED: ${what}: the npm registry cannot be reached`);
      return;
    }
    await run(project);
  } finally {
    project.remove();
  }
}
