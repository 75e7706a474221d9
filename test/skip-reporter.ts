/** @file Says at the end of a run how many tests were skipped, and why: the reason is the end of a title, `(skipped: reason)`. */
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** `title`, with the reason if the test is skipped because something is not `present`. */
export const titleIf = (present: boolean, reason: string, title: string): string =>
  present ? title : `${title} (skipped: ${reason})`;

/** The closing line, for example `4 tests skipped: ../shared/data is missing`; one for each reason. */
export function skipLines(
  skipped: readonly { readonly fullName: string; readonly file: string }[],
): string[] {
  const counts = new Map<string, number>();
  for (const { fullName, file } of skipped) {
    const reason = /\(skipped: ([^)]*)\)/.exec(fullName)?.[1] ?? `see ${file}`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => `${count} test${count === 1 ? '' : 's'} skipped: ${reason}`);
}

export default class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map(({ fullName }) => ({
        fullName,
        file: relative('.', module.moduleId),
      })),
    );
    const lines = skipLines(skipped);
    process.once('exit', () => process.stdout.write(lines.map((line) => `${line}\n`).join(''))); // after all other reports
  }
}
