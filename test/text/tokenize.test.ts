import { describe, expect, test } from 'vitest';
import { tokenize } from '../../src/text/tokenize.js';
import { splitOnSpaces, TokenBuffer, tokenTexts } from '../../src/text/tokens.js';

/** The tokens of `text`, joined by a bar. */
const split = (text: string): string => tokenTexts(text, tokenize(text)).join('|');

describe('tokens of', () => {
  test.each([
    // punctuation
    ['Not all museums in Paris are amazing.', 'Not|all|museums|in|Paris|are|amazing|.'],
    ['(Paris, Texas)', '(|Paris|,|Texas|)'],
    ['Really?! Yes!!! Well...', 'Really|?!|Yes|!!!|Well|...'],
    ['wait… what', 'wait|…|what'],
    ['Rome--the city—of 1900–1910', 'Rome|--|the|city|—|of|1900|–|1910'],
    ["“Hi,” she said; ``no'' ‘x’", "“|Hi|,|”|she|said|;|``|no|''|‘|x|’"],
    ['"Rome"[1]', '"|Rome|"|[|1|]'],
    // clitics
    ["I don't, we're, I'm, they've, he'll, she'd", "I|do|n't|,|we|'re|,|I|'m|,|they|'ve|,|he|'ll|,|she|'d"],
    ['John’s and don’t', 'John|’s|and|do|n’t'],
    ["JOHN'S CAN'T", "JOHN|'S|CA|N'T"],
    ["the dogs' bowls", "the|dogs|'|bowls"],
    ["O'Connor met the Shi'ite d'Ivoire", "O'Connor|met|the|Shi'ite|d'Ivoire"],
    ["wouldn't've", "would|n't|'ve"],
    ["'90s rock 'em 'hello'", "'90s|rock|'em|'|hello|'"],
    ['I cannot', 'I|can|not'],
    // apostrophes at the start of a word and inside it
    ["to 's-Hertogenbosch, ’s-Gravenhage", "to|'s-Hertogenbosch|,|’s-Gravenhage"],
    ["'S-HERTOGENBOSCH ('s-Heerenberg's)", "'S-HERTOGENBOSCH|(|'s-Heerenberg|'s|)"],
    ['Paral·lel, COL·LEGI, Paris·London a · b', 'Paral·lel|,|COL·LEGI|,|Paris|·|London|a|·|b'],
    ["al-‘Ula, Al-'Ain and el-’Arish's", "al-‘Ula|,|Al-'Ain|and|el-’Arish|'s"],
    ["an-'odd' pro-'New Deal' al-'Ula'", "an|-|'|odd|'|pro|-|'|New|Deal|'|al|-|'|Ula|'"],
    ['to ‘Ewa Beach and ‘Aiea, ‘Ohio', 'to|‘Ewa|Beach|and|‘Aiea|,|‘|Ohio'],
    ['‘Iowa’ ‘Ewa’ x‘Ewa ‘Every', '‘|Iowa|’|‘|Ewa|’|x‘Ewa|‘|Every'],
    ["Breda/'s-Bosch ‘s-Gravenzande “'t-Harde”", "Breda|/|'s-Bosch|‘s-Gravenzande|“|'t-Harde|”"],
    ["'t Zand, ’t Gooi, ‘t Zand", "'t|Zand|,|’t|Gooi|,|‘t|Zand"],
    ["the King's-road", "the|King|'s|-|road"],
    ['Hawai‘i, Sana‘a, N‘Djamena, Ma‘rib', 'Hawai‘i|,|Sana‘a|,|N‘Djamena|,|Ma‘rib'],
    ['Hawai‛i Hawai′i Hawaiʻi Xi＇an ג׳ורג Co\u0302t’e', 'Hawai‛i|Hawai′i|Hawaiʻi|Xi＇an|ג׳ורג|Co\u0302t’e'],
    ['‘Rome’ Bob‘s 6′ 2″', '‘|Rome|’|Bob|‘s|6|′|2|″'],
    // abbreviations
    ['Mr. Smith of St. Louis left in Jan. 1990.', 'Mr.|Smith|of|St.|Louis|left|in|Jan.|1990|.'],
    ['J. R. R. and J.R.R. Tolkien', 'J.|R.|R.|and|J.R.R.|Tolkien'],
    ['The U.S. and the U.S.-led force', 'The|U.S.|and|the|U.S.-led|force'],
    ['Acme Inc., e.g. at 5 p.m. today', 'Acme|Inc.|,|e.g.|at|5|p.m.|today'],
    ['No. 5, but no. Yes', 'No.|5|,|but|no|.|Yes'],
    ['Dr.Smith', 'Dr.|Smith'],
    // abbreviations at the end of a line
    ['in the U.S.', 'in|the|U.S.'],
    ['in the u.k.', 'in|the|u.k.'],
    ['near d.c.")', 'near|d.c.|"|)'],
    ['u.s.a. and u.a.e.', 'u.s.a.|and|u.a.e.'],
    ['at 5 a.m.', 'at|5|a.m|.'],
    ['e.g.', 'e.g|.'],
    ['at Acme Inc.', 'at|Acme|Inc|.'],
    ['and so on etc.")', 'and|so|on|etc|.|"|)'],
    ['at 5 p.m.', 'at|5|p.m|.'],
    ['at Acme Inc..', 'at|Acme|Inc.|.'],
    ['Plan B.\nNext', 'Plan|B|.|Next'],
    // numbers
    ['$5.3 US$5 £500 10% 1,000.50', '$|5.3|US$|5|£|500|10|%|1,000.50'],
    ['at 10:30, on 2020-01-01 or 9/11', 'at|10:30|,|on|2020-01-01|or|9/11'],
    ['It is -5 or .5, +1', 'It|is|-5|or|.5|,|+1'],
    ['#1 in 1990.', '#|1|in|1990|.'],
    // joints within words
    ['an Anglo-French plan- and -x', 'an|Anglo-French|plan|-|and|-|x'],
    ['AT&T Smith&Co.', 'AT&T|Smith|&|Co|.'],
    ['and/or w/o b/c', 'and|/|or|w/o|b/c'],
    ['end.The next', 'end|.|The|next'],
    // the web
    [
      'See http://example.com/a?b=c, (www.example.org).',
      'See|http://example.com/a?b=c|,|(|www.example.org|)|.',
    ],
    ['Write to john.smith@example.com.', 'Write|to|john.smith@example.com|.'],
    [
      'galleryfurniture.com and report.doc, comp.sources.unix',
      'galleryfurniture.com|and|report.doc|,|comp.sources.unix',
    ],
    ['@nasa_hq: #LondonRiots #2016Election!', '@nasa_hq|:|#LondonRiots|#2016Election|!'],
    ['x@a.b𝒫', 'x@a.b|𝒫'],
    ['AT&amp;T & co', 'AT|&amp;|T|&|co'],
    ['ok:) :-( ;-) <3 ^_^ =D (see:)', 'ok|:)|:-(|;-)|<3|^_^|=D|(|see|:)'],
    ['Note:Paris 10:P', 'Note|:|Paris|10|:|P'],
    // beyond ASCII
    ['Düsseldorf, São Paulo', 'Düsseldorf|,|São|Paulo'],
    ['Cafe\u0301 e\u0301', 'Cafe\u0301|e\u0301'],
    ['東京。大阪', '東京|。|大阪'],
    ['𝒫𝒶𝓇𝒾𝓈 𐐀𐐁', '𝒫𝒶𝓇𝒾𝓈|𐐀𐐁'],
    ['hi😀😀 👩‍👩‍👧‍👦 👍🏽 🇫🇷🇩🇪 1️⃣', 'hi|😀|😀|👩‍👩‍👧‍👦|👍🏽|🇫🇷|🇩🇪|1️⃣'],
    ['a\u00a0b\u2009d\u3000e\u0085g\t f', 'a|b|d|e|g|f'],
    ['نمی\u200cخواهم', 'نمی\u200cخواهم'],
    // invisible characters
    ...['\u00ad', '\u061c', '\u180e', '\u200e', '\u200f', '\u202a', '\u2060', '\u2064'].map(
      (mark): [string, string] => [`Lon${mark}don, O${mark}'Hare`, `Lon${mark}don|,|O${mark}'Hare`],
    ),
    ...[
      '\u2066',
      '\u2069',
      '\u206f',
      '\ufeff',
      '\u{e0001}',
      '\u200c',
      '\u200d',
      '\u034f',
      '\ufe0f',
      '\u200b',
    ].map((mark): [string, string] => [`in Lon${mark}don.`, `in|Lon${mark}don|.`]),
    ['\ufeffI left \u2068U.\u2060S.\u2069 \u200b.', 'I|left|U.\u2060S.|.'],
    ['Paris,\u200bTexas.\u200bNext 東京\u200b大阪', 'Paris|,|Texas|.|Next|東京|大阪'],
    ['see http://a\u200bb.com/x\u2060.', 'see|http://a\u200bb.com/x|.'],
    ['\u200b\u2060', ''],
    ['', ''],
    [' \n\t ', ''],
  ])('%j', (text, expected) => {
    expect(split(text)).toBe(expected);
  });
});

test('offsets count UTF-16 units of the input', () => {
  const tokens = tokenize('  😀 Paris.');
  expect(Array.from(tokens.starts.subarray(0, tokens.count))).toEqual([2, 5, 10]);
  expect(Array.from(tokens.ends.subarray(0, tokens.count))).toEqual([4, 10, 11]);
});

test('a buffer is overwritten, grows, and is returned', () => {
  const buffer = new TokenBuffer(1);
  expect(tokenize('a b c d.', buffer)).toBe(buffer);
  expect(buffer.count).toBe(5);
  const { starts } = buffer;
  tokenize('x', buffer);
  expect([buffer.count, buffer.starts[0], buffer.ends[0]]).toEqual([1, 0, 1]);
  expect(buffer.starts).toBe(starts);
});

test.each([
  '\u00a0',
  '\u202f',
  '\u3000',
  '\u200b',
  '\u2060',
  '\ufeff',
  '\u0085',
  '\t',
  '\u2028',
  '\u00ad',
  '\v',
])('text that is tokenized already is split at the ASCII space only: %j stays where it is', (mark) => {
  const tokens = [`10${mark}000`, mark, 'St.', `${mark}x`, "n't,"];
  const text = `  ${tokens.join(' ')}  `;
  expect(tokenTexts(text, splitOnSpaces(text))).toEqual(tokens);
  expect(splitOnSpaces(' ').count).toBe(0);
});
