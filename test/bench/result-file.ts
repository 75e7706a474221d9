/** @file Results as Markdown: a title, the machine, and what each part printed. */

const fence = '```';

/** Returns the file. Parts are in the given order. */
export function writeSections(
  title: string,
  machine: readonly string[],
  sections: ReadonlyMap<string, string>,
  order: readonly string[],
): string {
  const known = order.filter((name) => sections.has(name));
  const bodies = known.map((name) => `## ${name}\n\n${fence}text\n${sections.get(name)?.trim()}\n${fence}\n`);
  return [`# ${title}\n`, `${machine.map((line) => `- ${line}`).join('\n')}\n`, ...bodies].join('\n');
}

/** Returns what each part printed, from a file that {@link writeSections} wrote. */
export function readSections(text: string): Map<string, string> {
  const found = text.matchAll(/^## (.+)\n\n```text\n([\s\S]*?)\n```$/gm);
  return new Map([...found].map(([, name, body]) => [name, body]));
}
