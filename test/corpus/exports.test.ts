import { describe, expect, test } from 'vitest';
import { defaultCorpusOptions, openCorpus } from '../../src/corpus/corpus.js';
import { documentsIn } from '../../src/corpus/documents-in.js';
import { findFiles } from '../../src/corpus/files.js';
import { Notices } from '../../src/corpus/notices.js';
import { faultOf, scratch } from './scratch.js';

const { folder, write } = scratch();

/** The entities of a file as `LOC Paris 12`, with the offset in its text in UTF-16 units; and what is said. */
async function entities(path: string): Promise<{ found: string[]; notices: string }> {
  const notices = new Notices();
  const found: string[] = [];
  for await (const { text, marks } of documentsIn(path, defaultCorpusOptions, notices))
    found.push(...marks.map(({ type, start, end }) => `${type} ${text.slice(start, end)} ${start}`));
  return { found, notices: notices.lines().join('\n').replaceAll(folder, '') };
}

const text = 'Café 😀 in Rome\r\nand New York.\r\nNorth and South America\r\n';
const points = (start: number, end: number, of = text): string =>
  `${Array.from(of.slice(0, start)).length} ${Array.from(of.slice(0, end)).length}`;

describe('brat', () => {
  const at = (name: string, of = text): [number, number] => [
    of.indexOf(name),
    of.indexOf(name) + name.length,
  ];
  const files = (ann: string, txt = text): string => {
    write('a.txt', txt);
    return write('a.ann', ann);
  };

  test('offsets are code points of the text with its line ends', async () => {
    const ann = `T1\tLOC ${points(...at('Rome'))}\tRome\nT2\tGPE ${points(...at('New York'))}\tNew York\n`;
    expect((await entities(files(ann))).found).toEqual([
      `LOC Rome ${at('Rome')[0]}`,
      `GPE New York ${at('New York')[0]}`,
    ]);
  });

  test('offsets that count a line end once, or UTF-16 units, are recognized by the words', async () => {
    const unix = text.replaceAll('\r\n', '\n');
    const once = `T1\tLOC ${points(...at('New York', unix), unix)}\tNew York\r\n`;
    expect((await entities(files(once))).found).toEqual([`LOC New York ${unix.indexOf('New York')}`]);
    const units = `T1\tLOC ${at('New York').join(' ')}\tNew York\n`;
    expect((await entities(files(units))).found).toEqual([`LOC New York ${at('New York')[0]}`]);
  });

  test('relations, events, attributes, notes and normalizations are left out, and said', async () => {
    const others =
      'E1\tMeet:T1 Arg:T1\nR1\tNear Arg1:T1 Arg2:T1\t\nA1\tSure T1\nM1\tSure T1\n*\tEquiv T1 T1\n#1\tAnnotatorNotes T1\thm\nN1\tReference T1 W:1\tRome\n';
    const { found, notices } = await entities(files(`${others}T1\tLOC ${points(...at('Rome'))}\tRome\n`));
    expect(found).toEqual([`LOC Rome ${at('Rome')[0]}`]);
    expect(notices).toBe(
      '6 annotations other than entities, left out: /a.ann:1 E1, /a.ann:2 R1, /a.ann:3 A1, …',
    );
  });

  test('an entity of several parts is everything between, and said; parts on two lines are one entity', async () => {
    const parts = `${points(...at('North'))};${points(...at('America'))}`;
    const { found, notices } = await entities(files(`T1\tLOC ${parts}\tNorth America\n`));
    expect(found).toEqual([`LOC North and South America ${at('North')[0]}`]);
    expect(notices).toContain('1 entity has several parts');
    const lines = files('T1\tLOC 0 3;4 8\tNew York\n', 'New\nYork\n');
    expect(await entities(lines)).toEqual({ found: ['LOC New\nYork 0'], notices: '' });
  });

  test('a text without entities, and a text that is missing or too short', async () => {
    expect((await entities(files(''))).found).toEqual([]);
    const other = await entities(files('T1\tLOC 0 4\tOslo\nT2\tLOC 0 4\n', 'Rome\n'));
    expect(other.found).toEqual(['LOC Rome 0', 'LOC Rome 0']);
    expect(other.notices).toBe('1 entity does not cover the words that the file says: /a.ann:1 T1');
    const short = await faultOf(() => entities(files('T1\tLOC 0 50\tRome\n', 'Rome\n')));
    expect(short.message).toMatch(/a\.ann:1: T1 ends at 50, but the text has 5 characters$/);
    const alone = await faultOf(() => entities(write('alone.ann', 'T1\tLOC 0 5\tParis\n')));
    expect(alone.message).toMatch(/the text of these annotations of brat is missing: .*alone\.txt$/);
    const named = await faultOf(() => entities(write('x', 'R1\tin Arg1:T1 Arg2:T2\nT1\tLOC 0 5\tParis\n')));
    expect(named.hint).toContain('FILE.ann');
  });

  test('a folder of both kinds of files is read once', async () => {
    const path = files('T1\tLOC 0 4\tRome\n', 'Rome\n');
    for (const name of ['annotation', 'visual', 'tools', 'kb_shortcuts'])
      write(`${name}.conf`, '[entities]\nLOC\n');
    const found = await findFiles(['{a.*,*.conf}'], folder);
    expect(found).toEqual([path]);
    const corpus = await openCorpus(found, defaultCorpusOptions);
    expect(Array.from(corpus.sentences(), ({ spans }) => spans)).toEqual([
      [{ type: 'LOC', start: 0, end: 1 }],
    ]);
    const [{ format, bytes, sha256 }] = corpus.summary.files;
    expect([format, bytes]).toEqual(['brat', 'T1\tLOC 0 4\tRome\n'.length + 'Rome\n'.length]);
    write('a.txt', 'Rome!\n');
    const other = await openCorpus(found, defaultCorpusOptions);
    expect(other.summary.files[0].sha256).not.toBe(sha256); // the text counts, too
  });
});

describe('XML and HTML', () => {
  test.each([
    [
      'MUC',
      '<DOC><DOCNO>1</DOCNO>\n<p>In <ENAMEX TYPE="LOCATION">New York</ENAMEX> &amp; <enamex type=\'LOCATION\'>Rome</enamex>.</p></DOC>',
      ['LOCATION New York 3', 'LOCATION Rome 14'],
    ],
    [
      'TEI',
      '<?xml version="1.0"?><TEI><teiHeader><title>Paris</title></teiHeader><text><body><p>In <placeName ref="#p">Rom<hi>e</hi></placeName></p></body></text></TEI>',
      ['placeName Rome 3'],
    ],
    [
      'types as elements, no element around',
      'In <LOC>Paris</LOC> .\n<PER>Ann</PER> is here\n',
      ['LOC Paris 3', 'PER Ann 0'],
    ],
    [
      'nested',
      '<s><ORG>University of <LOC>Oslo</LOC></ORG></s>',
      ['ORG University of Oslo 0', 'LOC Oslo 14'],
    ],
    [
      'characters',
      '<s>&#x1F600; &lt;3 <NE type="LOC">Z&uuml;rich</NE><![CDATA[ <b>]]><!-- <LOC>x</LOC> --></s>',
      ['LOC Zürich 6'],
    ],
    [
      'our own HTML',
      '<p>In <mark title="GPE">Rome</mark></p>\n<p>and <mark>Oslo</mark></p>\n',
      ['GPE Rome 3', 'LOC Oslo 4'],
    ],
    [
      'displaCy',
      '<!DOCTYPE html>\n<html><head><title>x</title><style>p{}</style></head><body><figure><div class="entities" style="x">In \n<mark class="entity" style="background: #fff">\n    Paris\n    <span style="x">GPE</span>\n</mark>\n .</div></figure></body></html>',
      ['GPE Paris 9'],
    ],
    [
      'GATE',
      '<?xml version="1.0"?>\n<GateDocument version="3"><GateDocumentFeatures><Feature><Name>x</Name></Feature></GateDocumentFeatures><TextWithNodes><Node id="0"/>😀 in <Node id="6"/>Rome<Node id="10"/> &lt; 3</TextWithNodes><AnnotationSet><Annotation Id="1" Type="Token" StartNode="6" EndNode="10"></Annotation><Annotation Id="2" Type="Location" StartNode="6" EndNode="10"><Feature><Name className="java.lang.String">locType</Name><Value>city</Value></Feature></Annotation></AnnotationSet><AnnotationSet Name="Original markups"><Annotation Id="0" Type="paragraph" StartNode="0" EndNode="10"/></AnnotationSet></GateDocument>',
      ['Location Rome 6'],
    ],
    [
      'GATE with a set Key',
      '<GateDocument><TextWithNodes><Node id="0"/>Rome<Node id="4"/></TextWithNodes><AnnotationSet><Annotation Id="1" Type="Person" StartNode="0" EndNode="4"/></AnnotationSet><AnnotationSet Name="Key"><Annotation Id="2" Type="LOC" StartNode="0" EndNode="4"/></AnnotationSet></GateDocument>',
      ['LOC Rome 0'],
    ],
  ])('%s', async (_, content, expected) => {
    expect((await entities(write('x', content))).found).toEqual(expected);
  });
});

describe('doccano, Label Studio and Prodigy', () => {
  const sentence = 'I 😀 live in Paris and Rome';
  const [from, to] = [12, 17]; // code points
  const value = { start: from, end: to, text: 'Paris', labels: ['LOC'] };
  const region = { id: 'a', from_name: 'label', to_name: 'text', type: 'labels', value };
  const rome = { type: 'labels', value: { start: 22, end: 26, text: 'Rome', labels: ['GPE'] } };
  const task = (...annotations: object[]) => [{ id: 1, annotations, drafts: [], data: { text: sentence } }];
  test.each<[string, unknown, string[]]>([
    ['label', { id: 1, text: sentence, label: [[from, to, 'LOC']], Comments: [] }, ['LOC Paris 13']],
    ['labels', { id: 1, text: sentence, labels: [[from, to, 'LOC']] }, ['LOC Paris 13']],
    ['data', { id: 1, data: sentence, label: [[from, to, 'LOC']] }, ['LOC Paris 13']],
    [
      'entities and relations',
      {
        text: sentence,
        entities: [{ id: 1, label: 'LOC', start_offset: from, end_offset: to }],
        relations: [],
        Comments: [],
      },
      ['LOC Paris 13'],
    ],
    [
      'entities as triples, with categories',
      { text: sentence, cats: ['x'], entities: [[from, to, 'LOC']] },
      ['LOC Paris 13'],
    ],
    [
      'numbers of labels, with their names',
      {
        text: sentence,
        annotations: [{ label: 3, start_offset: from, end_offset: to, user: 1 }],
        id2label: { 3: 'LOC' },
      },
      ['LOC Paris 13'],
    ],
    [
      'a task',
      task({ result: [region, { type: 'choices', value: { choices: ['x'] } }, { type: 'relation' }] }),
      ['LOC Paris 13'],
    ],
    [
      'UTF-16 units, as old versions counted',
      task({ result: [{ ...region, value: { ...value, start: 13, end: 18 } }] }),
      ['LOC Paris 13'],
    ],
    [
      'several labels',
      task({ result: [{ ...region, value: { ...value, labels: ['LOC', 'GPE'] } }] }),
      ['LOC Paris 13', 'GPE Paris 13'],
    ],
    ['ground truth', task({ result: [rome] }, { ground_truth: true, result: [region] }), ['LOC Paris 13']],
    ['canceled first', task({ was_cancelled: true, result: [rome] }, { result: [region] }), ['LOC Paris 13']],
    [
      'JSON_MIN',
      [
        { text: sentence, id: 1, label: [value], annotator: 1 },
        { text: 'x', id: 2, annotator: 1 },
      ],
      ['LOC Paris 13'],
    ],
    [
      'Prodigy',
      { text: sentence, tokens: [], spans: [{ start: from, end: to, label: 'LOC' }], answer: 'accept' },
      ['LOC Paris 13'],
    ],
  ])('%s', async (_, record, expected) => {
    expect((await entities(write('x', JSON.stringify(record)))).found).toEqual(expected);
  });

  test('relations are left out, and said', async () => {
    const spans = [{ id: 1, label: 'LOC', start_offset: from, end_offset: to }];
    const relations = [{ id: 1, from_id: 1, to_id: 1, type: 'near' }];
    const { found, notices } = await entities(
      write('x', JSON.stringify({ text: sentence, entities: spans, relations })),
    );
    expect(found).toEqual(['LOC Paris 13']);
    expect(notices).toBe('1 annotation other than entities, left out: /x:1 relations');
  });

  test.each([
    ["[[7, 12, 'LOC']]", 'text'],
    ['[(7, 12, ""LOC"")]', 'data'],
    ['[{""start"": 7, ""end"": 12, ""label"": ""LOC""}]', 'text'],
  ])('CSV with the spans %s', async (cell, name) => {
    const path = write('x', `id,${name},label\n1,"I, in\n Paris","${cell}"\n2,nothing here,[]\n`);
    expect((await entities(path)).found).toEqual(['LOC Paris 7']);
  });

  test('of several people the first is read, and that is said', async () => {
    const { found, notices } = await entities(
      write('x', JSON.stringify(task({ result: [region] }, { result: [rome] }))),
    );
    expect(found).toEqual(['LOC Paris 13']);
    expect(notices).toBe('1 task has annotations of several people, of which the first is read: /x:1');
  });

  test("Label Studio's CSV has the spans in JSON", async () => {
    const cell = JSON.stringify([{ ...value, start: 11, end: 16 }]).replaceAll('"', '""');
    const path = write(
      'x',
      `text,id,label,annotator\n"I live, in Paris",1,"${cell}",1\nnothing here,2,[],1\nnobody,3,,1\n`,
    );
    expect((await entities(path)).found).toEqual(['LOC Paris 11']);
    const tabs = write('x', `text\tid\tlabel\tannotator\n"I live, in Paris"\t1\t"${cell}"\t1\n`);
    expect((await entities(tabs)).found).toEqual(['LOC Paris 11']);
  });
});

test('CSV with a sentence and its tags in a row, separated by spaces; also a sentence of one word', async () => {
  const path = write('labels.csv', 'text,labels\nIn New York,O B-geo I-geo\nRome,B-geo\nParis,B-geo\n');
  const { sentences } = await openCorpus([path], defaultCorpusOptions);
  expect(Array.from(sentences(), ({ tokens, spans }) => [tokens.join(' '), spans.length])).toEqual([
    ['In New York', 1],
    ['Rome', 1],
    ['Paris', 1],
  ]);
  const short = write('short.csv', 'text,labels\nIn New York,O B-geo\n');
  expect((await faultOf(() => openCorpus([short], defaultCorpusOptions))).message).toMatch(
    /3 words, but 2 tags$/,
  );
});

test('GLiNER: ends of spans are inclusive', async () => {
  const record = { tokenized_text: ['In', 'New', 'York'], ner: [[1, 2, 'LOC']] };
  const path = write('gliner.json', JSON.stringify([record]));
  const { sentences } = await openCorpus([path], defaultCorpusOptions);
  expect(Array.from(sentences(), ({ spans }) => spans)).toEqual([[{ type: 'LOC', start: 1, end: 3 }]]);
});

test('a file without any annotation says so', async () => {
  const value = { start: 3, end: 7, text: 'Rome', labels: ['LOC'] };
  const predictions = [{ result: [{ type: 'labels', from_name: 'label', to_name: 'text', value }] }];
  const path = write(
    'task.json',
    JSON.stringify([{ data: { text: 'In Rome' }, annotations: [], predictions }]),
  );
  const { message, hint } = await faultOf(() => openCorpus([path], defaultCorpusOptions));
  expect(message).toBe(`${path}: no record has an annotation`);
  expect(hint).toContain('accept the predictions');
});

test.each([
  [
    'XMI',
    '<?xml version="1.0"?>\n<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"><cas:Sofa sofaString="In Rome"/></xmi:XMI>\n',
  ],
  ['CAS JSON', '{\n "%TYPES" : { },\n "%FEATURE_STRUCTURES" : [ {"%ID" : 1} ]\n}\n'],
  ['old CAS JSON', '{"_context":{},"_views":{},"_referenced_fss":{}}\n'],
  ['WebAnno TSV', '\ufeff#FORMAT=WebAnno TSV 3.3\r\n\r\n#Text=In Rome\r\n1-1\t0-2\tIn\t_\r\n'],
])('INCEpTION: %s is named, with the export that is read', async (_, content) => {
  const { message, hint } = await faultOf(() => openCorpus([write('x', content)], defaultCorpusOptions));
  expect(message).toMatch(
    /is (the XMI of UIMA|the JSON of UIMA|WebAnno TSV) ?\(INCEpTION\).*which is not read$/,
  );
  expect(hint).toContain('CoNLL 2002');
});
