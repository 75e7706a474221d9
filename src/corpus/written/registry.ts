/** @file The registry of formats that corpora are written in. */

import { conll, conllu } from './columns.js';
import { csv } from './csv.js';
import { docbin } from './docbin.js';
import type { WrittenFormat } from './format.js';
import { geojson } from './geojson.js';
import { doccano, huggingface, jsonl, labelStudio, prodigy, spacy } from './json.js';
import { html, xml } from './markup.js';
import type { WrittenName } from './names.js';
import { brat, gate } from './stand-off.js';

export const writtenFormats: Readonly<Record<WrittenName, WrittenFormat>> = {
  conll,
  conllu,
  jsonl,
  doccano,
  'label-studio': labelStudio,
  prodigy,
  spacy,
  docbin,
  huggingface,
  brat,
  gate,
  xml,
  csv,
  html,
  geojson,
};
