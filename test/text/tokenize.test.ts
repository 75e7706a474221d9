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
    // abbreviations
    ['Mr. Smith of St. Louis left in Jan. 1990.', 'Mr.|Smith|of|St.|Louis|left|in|Jan.|1990|.'],
    ['J. R. R. and J.R.R. Tolkien', 'J.|R.|R.|and|J.R.R.|Tolkien'],
    ['The U.S. and the U.S.-led force', 'The|U.S.|and|the|U.S.-led|force'],
    ['Acme Inc., e.g. at 5 p.m. today', 'Acme|Inc.|,|e.g.|at|5|p.m.|today'],
    ['No. 5, but no. Yes', 'No.|5|,|but|no|.|Yes'],
    ['Dr.Smith', 'Dr.|Smith'],
    // abbreviations at the end of a line
    ['in the U.S.', 'in|the|U.S.'],
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
    ['a\u00a0b\u200bc\u2009d\ufeffe\t f', 'a|b|c|d|e|f'],
    ['نمی\u200cخواهم', 'نمی\u200cخواهم'],
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

test('text that is tokenized already is split on spaces only', () => {
  const text = " do n't\u00a0go to St. , U.S.\t.\n";
  expect(tokenTexts(text, splitOnSpaces(text))).toEqual(['do', "n't", 'go', 'to', 'St.', ',', 'U.S.', '.']);
  expect(splitOnSpaces(' ').count).toBe(0);
});
