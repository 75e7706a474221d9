import { describe, expect, test } from 'vitest';
import { defaultCorpusOptions } from '../../src/corpus/corpus.js';
import { documentsIn } from '../../src/corpus/documents-in.js';
import { Notices } from '../../src/corpus/notices.js';
import { faultOf, scratch } from './scratch.js';

const { folder, write } = scratch();

/** The text of each document, its entities as `LOC Paris 12` (UTF-16 units), and what is said. */
async function read(
  content: string | object,
): Promise<{ texts: string[]; found: string[]; notices: string }> {
  const path = write('x', typeof content === 'string' ? content : JSON.stringify(content));
  const notices = new Notices();
  const texts: string[] = [];
  const found: string[] = [];
  for await (const { text, marks } of documentsIn(path, defaultCorpusOptions, notices)) {
    texts.push(text);
    found.push(...marks.map(({ type, start, end }) => `${type} ${text.slice(start, end)} ${start}`));
  }
  return { texts, found, notices: notices.lines().join('\n').replaceAll(folder, '') };
}

const text = 'Café 😀 in Zürich and New York.';
const zurich = { start: 10, end: 16, text: 'Zürich', labels: ['LOC'] }; // code points
const newYork = { start: 21, end: 29, text: 'New York', labels: ['GPE'] };
const labels = (value: object) => ({ id: 'a', from_name: 'ner', to_name: 'text', type: 'labels', value });
const task = (data: object, ...result: object[]) => ({
  id: 1,
  annotations: [{ id: 1, completed_by: 1, result, was_cancelled: false, ground_truth: false }],
  drafts: [],
  predictions: [{ result: [labels(newYork)] }],
  data,
});

describe('tasks', () => {
  test('the text is the field that the entities are in, whatever it is called', async () => {
    const long = 'an address of a page that is much longer than the text that was annotated';
    const { texts, found } = await read([
      task({ source: long, body: text }, labels(zurich)),
      task({ source: long, body: 'Nothing.' }), // the field of the task before
    ]);
    expect(texts).toEqual([text, 'Nothing.']);
    expect(found).toEqual(['LOC Zürich 11']);
  });

  test('HTML is read as the text that the offsets count', async () => {
    const region = {
      start: '/div[1]/p[1]/b[1]/text()[1]',
      end: '/div[1]/p[1]/b[1]/text()[1]',
      startOffset: 0,
      endOffset: 6,
      globalOffsets: { start: 3, end: 9 },
      text: 'Zürich',
      hypertextlabels: ['LOC'],
    };
    const html = '<div><p>In <b>Zürich</b> &amp; Rome</p></div>';
    const { texts, found } = await read([task({ text: html }, { type: 'hypertextlabels', value: region })]);
    expect(texts).toEqual(['In Zürich & Rome']);
    expect(found).toEqual(['LOC Zürich 3']);
    const { globalOffsets: _, ...old } = region;
    const fault = await faultOf(() => read([task({ text: html }, { type: 'hypertextlabels', value: old })]));
    expect(fault.message).toMatch(/x:1: a region of Label Studio without offsets in the text/);
  });

  test('a dialogue is its paragraphs, one per line', async () => {
    const dialogue = [
      { author: 'A', text: 'In Rome' },
      { author: 'B', text: 'Oslo?' },
    ];
    const value = {
      start: '1',
      end: '1',
      startOffset: 0,
      endOffset: 4,
      text: 'Oslo',
      paragraphlabels: ['LOC'],
    };
    const { texts, found } = await read([task({ dialogue }, { type: 'paragraphlabels', value })]);
    expect(texts).toEqual(['In Rome\nOslo?']);
    expect(found).toEqual(['LOC Oslo 8']);
  });

  test('line ends that are counted once, and offsets that fit nowhere', async () => {
    const rome = { start: 3, end: 7, text: 'Rome', labels: ['LOC'] };
    expect((await read([task({ text: 'in\r\nRome' }, labels(rome))])).found).toEqual(['LOC Rome 3']);
    const { notices } = await read([task({ text: 'in the city of Rome' }, labels(rome))]);
    expect(notices).toContain('1 entity does not cover the words that the file says: /x:1');
  });

  test('regions without a label, choices and relations are left out, and said; the controls of a region count once', async () => {
    const { found, notices } = await read([
      task(
        { text },
        labels(zurich),
        { ...labels(zurich), type: 'textarea' },
        { ...labels({ ...newYork, labels: [] }), id: 'b' },
        { type: 'choices', value: { choices: ['good'] } },
        { type: 'relation', from_id: 'a', to_id: 'b' },
      ),
    ]);
    expect(found).toEqual(['LOC Zürich 11']);
    expect(notices).toBe(
      '3 annotations other than entities, left out: /x:1 labels, /x:1 choices, /x:1 relation',
    );
  });

  test('predictions are no annotations', async () => {
    const { texts, notices } = await read([{ ...task({ text }), annotations: [] }]);
    expect(texts).toEqual([]);
    expect(notices).toBe('1 record without an annotation, left out: /x:1');
  });
});

describe('JSON-MIN and CSV', () => {
  const flat = { id: 1, annotator: 1, annotation_id: 1, lead_time: 2.5, created_at: '2024-01-01T00:00:00Z' };

  test('controls and fields of any name', async () => {
    const { texts, found } = await read([
      { ...flat, review: text, title: `not ${text}`, places: [zurich], others: [newYork], sentiment: 'good' },
      { ...flat, id: 2, review: 'Nothing.', title: 'longer than that' },
    ]);
    expect(texts).toEqual([text, 'Nothing.']);
    expect(found).toEqual(['LOC Zürich 11', 'GPE New York 22']);
  });

  test('of several people the first is read, and that is said', async () => {
    const { found, notices } = await read([
      { ...flat, text, label: [zurich] },
      { ...flat, text, label: [newYork], annotator: 2 },
    ]);
    expect(found).toEqual(['LOC Zürich 11']);
    expect(notices).toBe('1 task has annotations of several people, of which the first is read: /x:1');
  });

  test('CSV, with columns of any name', async () => {
    const cell = JSON.stringify([zurich]).replaceAll('"', '""');
    const { texts, found, notices } = await read(
      `annotation_id,annotator,id,lead_time,places,review\n1,1,7,2.5,"${cell}",${text}\n2,1,8,2.5,,Nothing.\n,,9,,,Not yet.\n`,
    );
    expect(texts).toEqual([text, 'Nothing.']);
    expect(found).toEqual(['LOC Zürich 11']);
    expect(notices).toBe('1 record without an annotation, left out: /x:4');
  });
});
