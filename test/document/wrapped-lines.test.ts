import { Chalk } from 'chalk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textWidth } from '../../src/document/text-width.js';
import { filledText, wrappedLines } from '../../src/document/wrapped-lines.js';

test('a long line is broken between words, and the rest is indented', () => {
  expect(wrappedLines('warning: corpus.dev has only one location', 24)).toBe(
    'warning: corpus.dev has\n  only one location',
  );
  expect(wrappedLines('  hint: see `nerwin help`, or ask', 22)).toBe(
    '  hint: see\n    `nerwin help`, or\n    ask',
  );
});

test('the second column of a list is continued below itself', () => {
  expect(wrappedLines('tag   mark the locations in a text\nend', 24)).toBe(
    'tag   mark the locations\n      in a text\nend',
  );
});

test('an example that is broken can still be copied', () => {
  expect(wrappedLines('  nerwin tag "I am in Paris." --json', 32)).toBe(
    '  nerwin tag "I am in Paris." \\\n    --json',
  );
});

test('help: a paragraph is filled, and a list or an example stays as it is', () => {
  const help = 'Prints what\nthe check finds.\n\nExamples:\n  nerwin graph x\n\nExit codes: 0 equal, 4 not\n';
  expect(filledText(help, 20)).toBe(
    'Prints what the\ncheck finds.\n\nExamples:\n  nerwin graph x\n\nExit codes: 0 equal,\n4 not\n',
  );
});

test('a word that is too wide stays whole; without a width, nothing is broken', () => {
  expect(wrappedLines('see /a/very/long/path/to/a/file now', 12)).toBe(
    'see\n/a/very/long/path/to/a/file\n  now',
  );
  expect(wrappedLines('a b c', undefined)).toBe('a b c');
});

test('a word that fits only with less indentation gets less', () => {
  expect(wrappedLines('model   /runs/first/model.bin, from epoch 3', 24)).toBe(
    'model\n  /runs/first/model.bin,\n        from epoch 3',
  );
});

test('colors take no room, and wide characters take two columns', () => {
  const { red } = new Chalk({ level: 1 });
  expect(wrappedLines(`${red('nerwin:')} one two`, 15)).toBe(`${red('nerwin:')} one two`);
  expect(wrappedLines('東京 東京 東京', 9)).toBe('東京 東京\n  東京');
});

test('words stay as they are and in order, and no line is too wide if its words are short', () => {
  const word = fc.stringMatching(/^[a-z]{1,10}$/);
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 20, max: 90 }),
      (words, columns) => {
        const text = wrappedLines(words.join(' '), columns);
        expect(text.split(/\s+/)).toEqual(words);
        for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(columns);
      },
    ),
  );
});
