/** @file The environment of a run: versions, machine, and hashes of all files that were read. */
import { arch, cpus, platform, release, totalmem } from 'node:os';
import type { PreparedRun } from '../dataset/prepared-run.js';
import { packageVersion } from '../package.js';
import { resolveKernel } from '../simd/choose.js';
import type { RunReport } from './run-report.js';

type ReportEnvironment = RunReport['environment'];

/** The version of nerwin and what it runs on. */
export type MachineFacts = Omit<ReportEnvironment, 'kernel' | 'threads' | 'files'>;

/** The environment as shown in the report, and the files. */
export interface Environment extends ReportEnvironment {
  readonly files: readonly {
    readonly split: string;
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

/** Returns the version of nerwin and what it runs on. */
export const environmentFacts = (): MachineFacts => ({
  nerwin: packageVersion(),
  node: process.version,
  platform: `${platform()} ${release()} ${arch()}`,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryBytes: totalmem(),
});

export function readEnvironment({ splits, vectors, config }: PreparedRun): Environment {
  const files = splits.flatMap(({ name, summary }) =>
    summary.files.map(({ path, bytes, sha256 }) => ({ split: name, path, bytes, sha256 })),
  );
  return {
    ...environmentFacts(),
    kernel: resolveKernel(config.kernel),
    threads: config.threads,
    files: [
      ...files,
      { split: 'vectors', path: config.vectors.file, bytes: vectors.bytes, sha256: vectors.sha256 },
    ],
  };
}
