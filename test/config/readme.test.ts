import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { starter } from '../../src/config/starter.js';

const folder = new URL('../../configs/', import.meta.url);
const page = readFileSync(new URL('README.md', folder), 'utf8');

test('the page on configs ends with the starter config; `nerwin config init` writes the same text', () => {
  expect(page.endsWith(`\`\`\`yaml\n${starter()}\`\`\`\n`)).toBe(true);
});

test('the page names every config that ships', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
    expect(page).toContain(`[${name}](${name})`);
  }
});
