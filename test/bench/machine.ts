/** @file The machine and the versions that a result depends on. */
import { readFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';

export const python = '/usr/bin/python3';

export const today = (): string => new Date().toISOString().slice(0, 10);

const cpu = (): string => cpus()[0]?.model.trim() ?? 'unknown';

/** Returns processor and number of cores, as part of a file name. */
export const machineName = (): string =>
  `${cpu()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')}-${cpus().length}-cores`;

/** Returns one line each for processor, system and versions. */
export function describeMachine(): string[] {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return [
    `${cpu()}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `${platform()} ${release()} ${arch()}`,
    `nerwin ${version}, node ${process.version}`,
    'Everything that is compared was run in turn. Ratios are the median (minimum – maximum) over the rounds.',
  ];
}
