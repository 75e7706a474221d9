/** @file Refuses versions of Node that cannot run nerwin. It uses only what old versions of Node have, too. */

/** Ends the process with exit code 2 and one sentence if this version of Node is too old. */
export function requireNode(): void {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19)) return;
  process.stderr.write(
    `nerwin: needs Node 20.19 or newer, or Node 22.13 or newer, and this is Node ${process.versions.node}\n`,
  );
  process.exit(2);
}
