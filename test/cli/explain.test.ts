import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { folder, removeFolder, sampleModel } from '../lessons/explain/fixtures.js';
import { captured } from './captured.js';

/** Runs `nerwin explain …` in this process. */
const run = (...args: string[]) => captured(['explain', ...args]);

afterAll(removeFolder);
const network = sampleModel('network', { features: true }).path;
const softmax = sampleModel('softmax', { classes: ['O', 'LOC', 'PER'] }).path;
const sentence = 'Not all museums in Paris are amazing .';

describe('nerwin explain', () => {
  test('prints window, shares, features and units of a word', async () => {
    const { code, out } = await run(sentence, '--word', 'Paris', '--model', network);
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines[0].replaceAll(/[[\]]/g, '')).toBe(sentence);
    expect(lines[2]).toMatch(/^Paris {2}s = −?\d+\.\d{3} [>≤] 0\.000, (a|no) location$/);
    expect(lines[3]).toMatch(
      /^x \(42\) ‖x‖ = .* → z = Wx \+ b \+ ΣS \(9\) .* → h = tanh\(z\) \(9\) .* → s = uᵀh = /,
    );
    expect(out).toMatch(/^slot +word +lookup +‖x‖ +features +gradient × input +leave-one-out$/m);
    expect(out).toMatch(/^center +Paris +lower +\d\.\d\d +\d +[+−]\d\.\d{3} +[+−]\d\.\d{3}$/m);
    expect(out).toMatch(/^strongest unit +z +h +u +u · h$/m);
    expect(out).toMatch(/^affix=\d+ \(.*in\) +in +word−1 +[+−]\d\.\d{3} +[+−]\d\.\d{3}$/m);
    expect(out).toMatch(/^and \d+ smaller contributions$/m);
  });

  test('prints the classes of a softmax model', async () => {
    const { code, out } = await run(sentence, '-w', 'Paris', '-m', softmax);
    expect(code).toBe(0);
    expect(out).toMatch(/^class +z +p\n/m);
    expect(out).toContain('s = log-odds of being in a location = ');
  });

  test('prints JSON that holds the same', async () => {
    const { out } = await run(sentence, '--word', 'Paris', '--model', network, '--json');
    const { words, scores, explanations, kind } = JSON.parse(out);
    expect([words.length, scores.length, kind]).toEqual([8, 8, 'window']);
    const [{ token, word, score, slots, units }] = explanations;
    expect([token, word, units.length]).toEqual([4, 'Paris', 9]);
    expect(score).toBe(scores[4]);
    expect(slots[2]).toMatchObject({ slot: 'center', word: 'Paris', rung: 'lower', isPadding: false });
    expect(slots[5]).toMatchObject({ slot: 'sentence', word: null });
  });

  test('draws the graph of the score', async () => {
    const path = join(folder, 'score.svg');
    const { code, notes } = await run(sentence, '--word', 'Paris', '--model', network, '--graph', path);
    expect([code, notes]).toEqual([0, `wrote ${path}: the computation graph of the score of Paris\n`]);
    const svg = readFileSync(path, 'utf8');
    for (const label of ['museums', 'Paris', 'sentence', 'tanh', 'Wx = W @ x'])
      expect(svg).toContain(`>${label}<`);
  });

  test('writes a self-contained page in which markup is escaped', async () => {
    const path = join(folder, 'page.html');
    const { code } = await run('<script>alert(1)</script> in Paris', '--model', network, '--html', path);
    expect(code).toBe(0);
    const page = readFileSync(path, 'utf8');
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/<script|src=|href=/);
  });

  test('writes the same page and picture twice', async () => {
    const paths = ['1.html', '2.html', '1.svg', '2.svg'].map((name) => join(folder, name));
    await run(sentence, '--model', network, '--html', paths[0], '--graph', paths[2]);
    await run(sentence, '--model', network, '--html', paths[1], '--graph', paths[3]);
    const [page, again, picture, same] = paths.map((path) => readFileSync(path, 'utf8'));
    expect([again, same]).toEqual([page, picture]);
  });
});

describe('faults', () => {
  test('a word that is not in the sentence: the hint lists the words that are', async () => {
    const { code, out, notes } = await run(sentence, '--word', 'paris', '--model', network);
    expect([code, out]).toEqual([2, '']);
    expect(notes).toBe(
      "nerwin: --word: 'paris' is not in the sentence\n  hint: did you mean 'Paris'? the words are: Not all museums in Paris are amazing .\n",
    );
  });

  test('a file that is not a model', async () => {
    const path = join(folder, 'no.safetensors');
    writeFileSync(path, 'this is not a model');
    const { code, notes } = await run(sentence, '--model', path);
    expect(code).toBe(3);
    expect(notes).toContain(`${path}: not a safetensors file`);
  });

  test('no sentence, an empty sentence, an unknown operating point', async () => {
    expect((await run()).code).toBe(2);
    expect(await run('', '--model', network)).toMatchObject({ code: 2, out: '' });
    expect(await run(sentence, '--model', network, '--operating-point', 'high')).toMatchObject({ code: 2 });
  });

  test('escapes in a sentence never reach the terminal', async () => {
    const { out } = await run('Paris \u001b[31mred', '--model', network);
    expect(out).not.toContain('\u001b');
  });
});
