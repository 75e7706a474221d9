import { describe, expect, test } from 'vitest';
import { readSections, writeSections } from './result-file.js';

const order = ['first', 'second', 'third'];

describe('the results file', () => {
  test('has a title, the machine, and the parts in fixed order, independent of the order in which they ran', () => {
    const sections = new Map([
      ['third', 'c\n'],
      ['first', '  a 1\n  a 2\n'],
    ]);
    expect(writeSections('Title', ['a machine', 'node'], sections, order)).toBe(`# Title

- a machine
- node

## first

\`\`\`text
a 1
  a 2
\`\`\`

## third

\`\`\`text
c
\`\`\`
`);
  });

  test('reading and writing it again changes nothing; a part that ran again replaces its result', () => {
    const once = writeSections(
      'T',
      ['m'],
      new Map([
        ['first', 'one'],
        ['second', ''],
      ]),
      order,
    );
    const sections = readSections(once);
    expect(writeSections('T', ['m'], sections, order)).toBe(once);
    sections.set('first', 'two');
    expect(readSections(writeSections('T', ['m'], sections, order))).toEqual(
      new Map([
        ['first', 'two'],
        ['second', ''],
      ]),
    );
  });
});
