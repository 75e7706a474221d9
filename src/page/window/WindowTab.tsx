/** @file The lecture's toy, one SGD step at a time: scores, the margin as a ruler, parameters and gradients. */
import { maximum, minimum } from '../../extremes.js';
import { plural } from '../../plural.js';
import { useId, useMemo, useRef, useState } from 'preact/hooks';
import { numberIn, text, useLinks, useSetting, wholeIn } from '../address.js';
import { Choice, CopyJson, Fault, NumberField, Status } from '../controls.js';
import { LossChart } from '../LossChart.js';
import { fixed } from '../../lessons/explain/labels.js';
import { usePlayback } from '../use-playback.js';
import { useWidth } from '../use-width.js';
import { HeatMap } from './HeatMap.js';
import { begin, D, faultOf, H, hasTwin, lectureCenter, lectureSentence, step, type Toy, toyOf, type Update, windowText, wordsOf } from './toy.js';

const maxUpdates = 3000;
const rates = [0.003, 0.01, 0.03, 0.1, 0.3] as const;

/** Every update from the start, so that the reader can go back. */
function useUpdates(toy: Toy, alpha: number, first: number) {
  const updates = useRef<Update[]>([]);
  const owner = useRef<unknown>(undefined);
  const key = useMemo(() => ({ toy, alpha }), [toy, alpha]);
  const [at, setAt] = useState(first);
  const next = () => {
    const { length } = updates.current;
    updates.current.push(step(toy, updates.current[length - 1], length - 1, alpha));
  };
  if (owner.current !== key) {
    owner.current = key;
    updates.current = [begin(toy)];
    while (updates.current.length <= at) next();
  }
  const advance = (): boolean => {
    if (at >= maxUpdates || updates.current[at].total === 0) return false;
    if (at === updates.current.length - 1) next();
    setAt(at + 1);
    return true;
  };
  return { updates: updates.current, at, setAt, advance };
}

/** The sentence of the address if it can be one, or else the last that could; `fault` says why it cannot. */
function useWords(sentence: string): { words: readonly string[]; fault: string | undefined } {
  const own = useMemo(() => wordsOf(sentence), [sentence]);
  const fault = faultOf(own);
  const last = useRef<readonly string[]>(wordsOf(lectureSentence));
  if (!fault) last.current = own;
  return { words: last.current, fault };
}

export function WindowTab() {
  return <WindowTraining key={useLinks()} />;
}

function WindowTraining() {
  const [sentence, setSentence] = useSetting('sentence', text, lectureSentence);
  const [asked, setCenter] = useSetting('center', wholeIn(0, 1000), lectureCenter);
  const [seed, setSeed] = useSetting('seed', wholeIn(0, 2 ** 32 - 1), 4);
  const [alpha, setAlpha] = useSetting('rate', numberIn(1e-4, 10), 0.03);
  const [link, setLink] = useSetting('update', wholeIn(0, maxUpdates), 0);
  const { words, fault } = useWords(sentence);
  const center = Math.min(asked, words.length - 1);
  const toy = useMemo(() => toyOf(words, center, seed), [words, center, seed]);
  const { updates, at, setAt, advance } = useUpdates(toy, alpha, link);
  const { playing, setPlaying } = usePlayback(advance);
  const seek = (update: number) => {
    setPlaying(false);
    setAt(update);
    setLink(update);
  };
  const id = useId();
  const update = updates[at];
  const s = update.scores[center];
  const { pair } = update;
  const inside = toy.corrupt.filter((k) => 1 - s + update.scores[k] > 0).length;
  return (
    <div class="tab">
      <p class="lead">
        A window is a word with two neighbors on each side. The window around <mark>{words[center]}</mark> is true, the others are corrupt.
        Each step takes one pair and moves W, b and u so that s rises and s_c falls, until all pairs are a margin of 1 apart. Press Run, or
        write a sentence of your own and choose its true word.
      </p>
      <div class="control wide">
        <label for={id}>Sentence</label>
        <input
          id={id}
          value={sentence}
          spellcheck={false}
          aria-invalid={fault !== undefined}
          onInput={({ currentTarget: { value } }) => {
            seek(0);
            setSentence(value);
          }}
        />
      </div>
      {fault && <Fault>{fault}</Fault>}
      <div class="words" role="group" aria-label="The middle of the true window">
        {words.map((word, k) => (
          <button
            key={`${word}-${k}`}
            type="button"
            class={k === center ? 'inside' : ''}
            aria-pressed={k === center}
            onClick={() => {
              seek(0);
              setCenter(k);
            }}
          >
            {word}
          </button>
        ))}
      </div>
      <div class="bar">
        <button
          type="button"
          class="primary"
          onClick={() => {
            if (playing) setLink(at);
            setPlaying(!playing);
          }}
        >
          {playing ? 'Pause' : 'Run'}
        </button>
        <button type="button" disabled={playing || update.total === 0} onClick={() => { advance(); setLink(at + 1); }}>
          One SGD step
        </button>
        <button type="button" onClick={() => seek(0)}>
          Reset
        </button>
        <Choice label="Rate α" value={String(alpha)} options={[...new Set([...rates, alpha])].sort((a, b) => a - b).map((rate) => [String(rate), String(rate)] as const)} onChange={(rate) => { seek(0); setAlpha(Number(rate)); }} />
        <CopyJson value={() => ({ words, center, seed, alpha, step: at, ...update })} />
        <NumberField label="Seed" value={seed} min={0} max={2 ** 32 - 1} onChange={(value) => { seek(0); setSeed(value); }} />
      </div>
      <Status>
        Step {at}: J = {update.total.toFixed(4)} over {plural(toy.corrupt.length, 'pair', 'pairs')}; {inside} inside the margin.
        {update.total === 0 && ' Every corrupt window is at least 1 below the true one: nothing is left to learn.'}
        {hasTwin(toy) && ' A corrupt window has the same five words as the true one. Their scores are equal whatever W, b and u are, so J cannot become 0.'}
      </Status>
      <div class="halves">
        <div>
          <Ruler toy={toy} update={update} />
          {pair && (
            <p class="note">
              The last step used the window “{windowText(toy, pair.corrupt).slice(0, 2).join(' ')} <strong>{words[pair.corrupt]}</strong>{' '}
              {windowText(toy, pair.corrupt).slice(3).join(' ')}”. Its loss max(0, 1 − s + s_c) was {pair.J.toFixed(4)}.
              {pair.J === 0 && ' The pair is outside the margin, so the gradient is 0 and nothing moved.'}
            </p>
          )}
          <LossChart
            title="J by step: Σ max(0, 1 − s + s_c) over all pairs"
            curves={[{ name: 'J over all pairs', style: 'first', values: updates.slice(1).map(({ total }) => total) }]}
            unit="step"
            at={at}
            last={updates.length - 1}
            onSeek={seek}
          />
        </div>
        <div>
          <div class="heats">
            <div>
              <HeatMap title={`W (${H}, ${D})`} rows={update.theta.W} strong={0.6} />
              <HeatMap title="∂J/∂W of the step = δ_c x_cᵀ − δxᵀ" rows={pair?.gradient.W ?? zeros(H, D)} strong={1} />
            </div>
            <div class="pair">
              <HeatMap title={`b (${H})`} rows={update.theta.b.map((b_i) => [b_i])} strong={0.3} />
              <HeatMap title="∂J/∂b = δ_c − δ" rows={(pair?.gradient.b ?? zeros(H, 1).flat()).map((one) => [one])} strong={1} />
              <HeatMap title={`u (${H})`} rows={update.theta.u.map((u_i) => [u_i])} strong={1} />
              <HeatMap title="∂J/∂u = h_c − h" rows={(pair?.gradient.u ?? zeros(H, 1).flat()).map((one) => [one])} strong={1} />
            </div>
          </div>
          <p class="note">
            Blue: above 0. Orange: below 0. The stronger the color, the larger the number. Point at a cell to read it. A step subtracts α × gradient.
          </p>
        </div>
      </div>
    </div>
  );
}

const zeros = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, () => new Array<number>(columns).fill(0));

const rowHeight = 26;

/** A word of the ruler, which has room for nine letters of each. */
const shortened = (word: string): string => ([...word].length > 9 ? `${[...word].slice(0, 8).join('')}…` : word);

/** All windows on one axis of scores, with the margin below s drawn in. */
function Ruler({ toy, update: { scores } }: { toy: Toy; update: Update }) {
  const { words, center } = toy;
  const shown = (k: number) => windowText(toy, k).map(shortened);
  const [svg, measured] = useWidth<SVGSVGElement>(640);
  const width = Math.max(measured, 200); // a tab that opens has no width at first
  const isNarrow = width < 520; // a phone has room for the middle word only
  const textWidth = isNarrow ? 90 : 250;
  const s = scores[center];
  const low = minimum([...scores, s - 1]) - 0.2;
  const high = maximum(scores) + 0.2;
  const x = (value: number) => textWidth + ((value - low) / (high - low)) * (width - textWidth - 10);
  const height = words.length * rowHeight + 32;
  return (
    <figure class="ruler">
      <figcaption>The scores of all windows, and the margin</figcaption>
      <svg ref={svg} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words.map((word, k) => `${word}: ${scores[k].toFixed(2)}`).join(', ')}>
        <rect class="margin" x={x(s - 1)} y={0} width={x(s) - x(s - 1)} height={height - 22} />
        <text class="axis" x={(x(s) + x(s - 1)) / 2} y={height - 6} text-anchor="middle">
          margin 1
        </text>
        {words.map((word, k) => {
          const y = k * rowHeight + 20;
          const isInside = k !== center && 1 - s + scores[k] > 0;
          return (
            <g key={`${word}-${k}`} class={k === center ? 'true' : isInside ? 'inside' : 'outside'}>
              <text x={textWidth - 12} y={y + 4} text-anchor="end">
                {!isNarrow && `${shown(k).slice(0, 2).join(' ')} `}
                <tspan class="center">{shortened(word)}</tspan>
                {!isNarrow && ` ${shown(k).slice(3).join(' ')}`}
              </text>
              <line x1={x(Math.max(low, Math.min(0, high)))} x2={x(scores[k])} y1={y} y2={y} />
              <circle cx={x(scores[k])} cy={y} r={5} />
              <text class="number" x={x(scores[k]) + (scores[k] > (low + high) / 2 ? -10 : 10)} y={y - 5} text-anchor={scores[k] > (low + high) / 2 ? 'end' : 'start'}>
                {fixed(scores[k], 2)}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
