/**
 * @file A chart in a page. Without a script it is a picture, with a legend whose boxes hide lines and a box for a logarithmic axis, both in
 * CSS. The script adds a cursor that follows the pointer or the arrow keys, with the values of all lines; charts over the same x share it.
 */
import { markupText } from '../markup.js';
import { dashOf, hueOf } from './chart-style.js';
import type { PageChart } from './report.js';

/** Lines with a higher index cannot be hidden. */
const maxHidden = 12;

/** Returns the figure. */
export function chartMarkup({ wide, narrow, log, names, band, readout }: PageChart): string {
  const pictures = (kind: string, drawn: { readonly wide: string; readonly narrow: string }): string =>
    `<div class="${kind}"><div class="wide">${drawn.wide.trimEnd()}</div><div class="narrow">${drawn.narrow.trimEnd()}</div></div>`;
  const controls = [
    ...(names.length > 1 ? names.map(nameMarkup) : []),
    ...(band === undefined ? [] : [`<span>${bandSwatch} ${markupText(band)}</span>`]),
    ...(log
      ? ['<label class="choice"><input type="checkbox" class="to-log" autocomplete="off"> log scale</label>']
      : []),
  ];
  return [
    `<figure class="chart" data-readout="${markupText(JSON.stringify(readout))}">`,
    '<div class="plots">',
    pictures('linear', { wide, narrow }),
    ...(log ? [pictures('log', log)] : []),
    '</div>',
    ...(controls.length > 0 ? [`<div class="legend">${controls.join('\n')}</div>`] : []),
    '</figure>',
  ].join('\n');
}

function nameMarkup(name: string, index: number): string {
  const dash = dashOf(index) === '' ? '' : ` stroke-dasharray="${dashOf(index)}"`;
  const swatch = `<svg class="nw swatch" width="22" height="8" viewBox="0 0 22 8" aria-hidden="true"><line class="nw-line${hueOf(index)}" x1="0" x2="22" y1="4" y2="4" stroke-width="2.6"${dash}/></svg>`;
  const box =
    index < maxHidden ? `<input type="checkbox" class="show${index}" checked autocomplete="off">` : '';
  return `<label>${box}${swatch} ${markupText(name)}</label>`;
}

const bandSwatch =
  '<svg class="nw swatch" width="22" height="10" viewBox="0 0 22 10" aria-hidden="true"><rect class="nw-soft" fill-opacity="0.2" width="22" height="10"/></svg>';

const hiding = Array.from(
  { length: maxHidden },
  (_, index) => `.chart:has(.show${index}:not(:checked)) .nw-series${index}`,
);

/** CSS of charts in a page. Nothing moves by itself, so that there is nothing to switch off for readers who prefer less motion. */
export const chartPageStyle = `
.chart{container-type:inline-size;max-width:45rem;position:relative;background:var(--surface)}
.plots{position:relative;touch-action:pan-y}
.plots:focus-visible{outline:2px solid var(--strong);outline-offset:-2px;border-radius:10px}
.narrow,.log{display:none}
@container (max-width:27rem){.wide{display:none}.narrow{display:block}}
.chart:has(.to-log:checked) .linear{display:none}
.chart:has(.to-log:checked) .log{display:block}
${hiding.join(',')}{display:none}
.legend{display:flex;flex-wrap:wrap;gap:.15rem .9rem;padding:0 1rem .7rem;color:var(--soft);font-size:.78rem}
.legend label,.legend span{display:inline-flex;align-items:center;gap:.35rem;overflow-wrap:anywhere}
.legend label{cursor:pointer}
.legend input{margin:0;accent-color:var(--strong)}
.legend label:has(input:focus-visible){outline:2px solid var(--strong);outline-offset:2px;border-radius:3px}
figure svg.swatch{display:inline-block;width:22px;flex:none}
.choice{margin-left:auto}
.save{margin:0;padding:0 1rem .6rem;color:var(--soft);font-size:.78rem;text-align:right}
.save a{color:inherit;margin-left:.5rem}
.tip{position:absolute;top:0;left:0;z-index:1;pointer-events:none;max-width:80%;padding:.35rem .55rem;background:var(--surface);border:1px solid var(--soft);border-radius:6px;font-size:.75rem;line-height:1.45;font-variant-numeric:tabular-nums;box-shadow:0 2px 8px #0003}
.tip b{display:block}
.tip div{display:grid;grid-template-columns:auto 1fr auto;gap:0 .45rem;align-items:center}
.tip span:nth-child(2){overflow-wrap:anywhere}
.tip span:nth-child(3){text-align:right}
.tip .near{font-weight:650}
.nw-cursor line{stroke:var(--soft)}
@media print{.chart{max-width:none}.legend input,.legend .choice,.save,.tip,.nw-cursor,.said{display:none}}
`.trim();

/** The script of a page with charts. It is the same in every page, so that its hash is, too. */
export const chartScript = `
'use strict';
const page = document;
const spoken = page.body.appendChild(page.createElement('p'));
spoken.className = 'said';
spoken.setAttribute('role', 'status');
spoken.setAttribute('aria-live', 'polite');
const number = (value) => (value === null ? '\\u2013' : String(Number(value.toPrecision(4))).replace('-', '\\u2212'));
// A name may end with its unit: recall, %
const nameOf = (name) => name.replace(/, %.*/, '');
const numberOf = (name, value) => number(value) + (value !== null && name.includes(', %') ? ' %' : '');
const leastOf = (list) => list.reduce((best, value, k) => (value < list[best] ? k : best), 0);
const svgOf = (name, attributes) => {
  const element = page.createElementNS(page.querySelector('svg').namespaceURI, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

/** A drawing of a chart: where its values are, and its cursor. */
function plotOf(svg, lines) {
  const [left, right, x0, x1, bottom, top, y0, y1] = svg.dataset.frame.split(' ').map(Number);
  const scaleOf = (axis) => ((svg.dataset.log ?? '').includes(axis) ? Math.log : Number);
  const [across, scale] = [scaleOf('x'), scaleOf('y')];
  const at = (value, from, to, low, high) => (low === high ? (from + to) / 2 : from + ((value - low) / (high - low)) * (to - from));
  const x = (value) => at(across(value), left, right, across(x0), across(x1));
  const y = (value) => at(scale(value), bottom, top, scale(y0), scale(y1));
  const cursor = svg.appendChild(svgOf('g', { class: 'nw-cursor', display: 'none' }));
  const line = cursor.appendChild(svgOf('line', { y1: top, y2: bottom }));
  const dots = lines.map((_, k) => cursor.appendChild(svgOf('circle', { class: 'nw-dot' + (k % 6), r: 5, 'stroke-width': 1.5 })));
  for (const title of svg.querySelectorAll('circle title, path title')) title.remove();
  return {
    svg, left, right, x, y,
    show(value, values) {
      cursor.setAttribute('display', value === null ? 'none' : 'inline');
      if (value === null) return;
      line.setAttribute('x1', x(value));
      line.setAttribute('x2', x(value));
      dots.forEach((dot, k) => {
        const height = values[k] === null ? NaN : y(values[k]);
        dot.setAttribute('display', Number.isFinite(height) ? 'inline' : 'none');
        if (Number.isFinite(height)) dot.setAttribute('cy', height), dot.setAttribute('cx', x(value));
      });
    },
  };
}

/** Adds a link that saves a file. */
function saver(figure, name, file, kind, textOf) {
  const link = page.createElement('a');
  link.textContent = name;
  link.href = '#';
  link.download = file;
  link.setAttribute('aria-label', 'Save this chart as ' + name);
  link.addEventListener('click', () => {
    const address = URL.createObjectURL(new Blob([textOf()], { type: kind }));
    link.href = address;
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
  figure.querySelector('.save').append(link);
}

/** Adds the names of the lines that are shown below a picture, and removes the other lines. */
function addLegend(svg, labels, isOn) {
  const { width, height } = svg.viewBox.baseVal;
  let left = 16;
  labels.forEach((label, k) => {
    if (!isOn(k)) return svg.querySelector('.nw-series' + k)?.remove();
    const line = label.querySelector('line').cloneNode();
    const name = svgOf('text', { class: 'nw-soft', x: left + 28, y: height + 8, 'font-size': 12 });
    name.textContent = label.textContent.trim();
    line.setAttribute('transform', 'translate(' + left + ' ' + height + ')');
    svg.append(line, name);
    left += 50 + 7 * name.textContent.length;
  });
  if (left === 16) return;
  const wide = Math.max(width, left);
  svg.setAttribute('viewBox', '0 0 ' + wide + ' ' + (height + 20));
  svg.setAttribute('width', wide);
  svg.setAttribute('height', height + 20);
  const surface = svg.querySelector('.nw-surface');
  surface.setAttribute('width', wide);
  surface.setAttribute('height', height + 20);
}

const cell = (text) => (/[",\\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);

function chartOf(figure) {
  const { title, x, at, texts, values, isPath } = JSON.parse(figure.dataset.readout);
  const area = figure.querySelector('.plots');
  const labels = [...figure.querySelectorAll('.legend label:not(.choice)')];
  const drawn = Math.max(1, labels.length);
  const plots = [...area.querySelectorAll('svg[data-frame]')].map((svg) => plotOf(svg, values.slice(0, drawn)));
  const tip = area.appendChild(page.createElement('div'));
  tip.className = 'tip';
  tip.hidden = true;
  tip.setAttribute('aria-hidden', 'true');
  const isOn = (k) => labels[k]?.querySelector('input')?.checked ?? true;
  const plot = () => plots.find(({ svg }) => svg.getBoundingClientRect().width > 0);
  const heading = (index) => nameOf(x) + ' ' + (texts ? texts[index] : numberOf(x, at[index]));
  const chart = { x, index: null, show, hide, nearest };

  /** Shows the values at an index; of the pointer, the line nearest to it is bold. */
  function show(index, pointer) {
    chart.index = index;
    const own = values.map((one, k) => (isOn(k) ? one.at[index] : null));
    for (const one of plots) one.show(at[index], own);
    return pointer === undefined ? undefined : showTip(index, own, pointer);
  }

  function showTip(index, own, pointer) {
    const { svg, x: place, y: height } = plot();
    const box = svg.getBoundingClientRect();
    const scale = box.width / svg.viewBox.baseVal.width;
    const heights = own.slice(0, drawn).map((value) => (value === null ? NaN : scale * height(value)));
    const gaps = heights.map((one) => (Number.isFinite(one) && pointer !== null ? Math.abs(one - pointer) : Infinity));
    const nearest = leastOf(gaps);
    const rows = page.createElement('div');
    const head = page.createElement('b');
    head.textContent = heading(index);
    values.forEach((one, k) => {
      if (!isOn(k)) return;
      const cells = [page.createElement('span'), page.createElement('span'), page.createElement('span')];
      const swatch = labels[k]?.querySelector('svg');
      if (swatch) cells[0].append(swatch.cloneNode(true));
      cells[1].textContent = nameOf(one.name);
      cells[2].textContent = numberOf(one.name, own[k]);
      if (drawn > 1 && k === nearest && gaps[k] < Infinity) cells.forEach((cell) => cell.classList.add('near'));
      rows.append(...cells);
    });
    tip.replaceChildren(head, rows);
    tip.hidden = false;
    const line = scale * place(at[index]);
    const { offsetWidth: width, offsetHeight: high } = tip;
    const left = line + 14 + width <= box.width ? line + 14 : line - 14 - width;
    const middle = pointer ?? heights.find(Number.isFinite) ?? box.height / 2;
    tip.style.left = Math.max(2, Math.min(box.width - width - 2, left)) + 'px';
    tip.style.top = Math.max(2, Math.min(box.height - high - 2, middle - high / 2)) + 'px';
  }

  function hide() {
    chart.index = null;
    tip.hidden = true;
    for (const one of plots) one.show(null);
  }

  function nearest(value) {
    return leastOf(at.map((one) => Math.abs(one - value)));
  }

  /** Moves the cursor here and, at the same x, in the other charts of the page. */
  function move(index, pointer) {
    show(index, pointer);
    for (const other of charts)
      if (other !== chart && other.x === x) other.hide(), other.show(other.nearest(at[index]));
  }
  function leave() {
    for (const other of charts) if (other.x === x) other.hide();
  }
  function follow(event) {
    const { svg, left, right, x: place, y: height } = plot();
    const box = svg.getBoundingClientRect();
    const where = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
    if (where < left - 24 || where > right + 24) return leave();
    const high = ((event.clientY - box.top) / box.height) * svg.viewBox.baseVal.height;
    const gaps = at.map((value, k) => Math.hypot(place(value) - where, isPath ? height(values[0].at[k]) - high : 0));
    move(leastOf(gaps), event.clientY - box.top);
  }
  if (at.length === 0) return chart;
  const save = figure.appendChild(page.createElement('p'));
  save.className = 'save';
  save.textContent = 'save ';
  const file = title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  saver(figure, 'SVG', file + '.svg', 'image/svg+xml', () => {
    const copy = plot().svg.closest('.linear,.log').querySelector('.wide svg').cloneNode(true);
    copy.querySelectorAll('.nw-cursor').forEach((one) => one.remove());
    if (!copy.querySelector('style')) copy.prepend(page.querySelector('svg style').cloneNode(true));
    addLegend(copy, labels, isOn);
    return new XMLSerializer().serializeToString(copy);
  });
  saver(figure, 'CSV', file + '.csv', 'text/csv', () => {
    const shown = values.filter((_, k) => isOn(k));
    const rows = at.map((value, index) => [texts ? texts[index] : value, ...shown.map((one) => one.at[index] ?? '')]);
    return [[x, ...shown.map((one) => one.name)], ...rows].map((row) => row.map(String).map(cell).join(',') + '\\n').join('');
  });
  area.tabIndex = 0;
  area.setAttribute('role', 'group');
  area.setAttribute('aria-label', title + '. Read the values with the arrow keys, Home and End.');
  area.addEventListener('pointermove', follow);
  area.addEventListener('pointerdown', follow);
  area.addEventListener('pointerleave', (event) => { if (event.pointerType !== 'touch') leave(); });
  area.addEventListener('blur', leave);
  area.addEventListener('keydown', (event) => {
    const last = at.length - 1;
    const far = Math.max(1, Math.round(at.length / 10));
    const now = chart.index;
    const to = {
      ArrowLeft: now === null ? last : now - 1,
      ArrowRight: now === null ? 0 : now + 1,
      PageUp: (now ?? 0) + far,
      PageDown: (now ?? last) - far,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Escape') leave();
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(last, to));
    move(index, null);
    spoken.textContent = heading(index) + ': ' + values.flatMap((one, k) => (isOn(k) ? [nameOf(one.name) + ' ' + numberOf(one.name, one.at[index])] : [])).join(', ');
  });
  return chart;
}

const charts = [...page.querySelectorAll('figure[data-readout]')].map(chartOf);
`.trim();
