/** @file The lecture's toy, one SGD step at a time: scores, the margin as a ruler, parameters and gradients. */
import { maximum, minimum } from '../../extremes.js';
import { useMemo, useRef, useState } from 'preact/hooks';
import { numberIn, useSetting, wholeIn } from '../address.js';
import { Choice, CopyJson, NumberField, Status } from '../controls.js';
import { LossChart } from '../LossChart.js';
import { fixed } from '../../lessons/explain/labels.js';
import { usePlayback } from '../use-playback.js';
import { useWidth } from '../use-width.js';
import { HeatMap } from './HeatMap.js';
import { begin, corruptWindows, D, H, paris, step, type Toy, toyOf, type Update, windowText, words } from './toy.js';

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
    updates.current.push(step(toy, updates.current[length - 1], corruptWindows[(length - 1) % corruptWindows.length], alpha));
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

export function WindowTab() {
  const [seed, setSeed] = useSetting('seed', wholeIn(0, 2 ** 32 - 1), 4);
  const [alpha, setAlpha] = useSetting('rate', numberIn(1e-4, 10), 0.03);
  const [link, setLink] = useSetting('update', wholeIn(0, maxUpdates), 0);
  const toy = useMemo(() => toyOf(seed), [seed]);
  const { updates, at, setAt, advance } = useUpdates(toy, alpha, link);
  const { playing, setPlaying } = usePlayback(advance);
  const seek = (update: number) => {
    setPlaying(false);
    setAt(update);
    setLink(update);
  };
  const update = updates[at];
  const s = update.scores[paris];
  const { pair } = update;
  const inside = corruptWindows.filter((k) => 1 - s + update.scores[k] > 0).length;
  return (
    <div class="tab">
      <p class="lead">
        A window is a word with two neighbors on each side. The window around <mark>Paris</mark> is true, the others are corrupt. Each step
        takes one pair and moves W, b and u so that s rises and s_c falls, until all pairs are a margin of 1 apart.
      </p>
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
        <CopyJson value={() => ({ words, seed, alpha, step: at, ...update })} />
        <NumberField label="Seed" value={seed} min={0} max={2 ** 32 - 1} onChange={(value) => { seek(0); setSeed(value); }} />
      </div>
      <Status>
        Step {at}: J = {update.total.toFixed(4)} over {corruptWindows.length} pairs; {inside} inside the margin.
        {update.total === 0 && ' Every corrupt window is at least 1 below the true one: nothing is left to learn.'}
      </Status>
      <div class="halves">
        <div>
          <Ruler update={update} />
          {pair && (
            <p class="note">
              The last step used the window “{windowText(pair.corrupt).slice(0, 2).join(' ')} <strong>{words[pair.corrupt]}</strong>{' '}
              {windowText(pair.corrupt).slice(3).join(' ')}”. Its loss max(0, 1 − s + s_c) was {pair.J.toFixed(4)}.
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

/** All windows on one axis of scores, with the margin below s drawn in. */
function Ruler({ update: { scores } }: { update: Update }) {
  const [svg, width] = useWidth<SVGSVGElement>(640);
  const isNarrow = width < 520; // a phone has room for the middle word only
  const textWidth = isNarrow ? 90 : 250;
  const s = scores[paris];
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
          const isInside = k !== paris && 1 - s + scores[k] > 0;
          return (
            <g key={`${word}-${k}`} class={k === paris ? 'true' : isInside ? 'inside' : 'outside'}>
              <text x={textWidth - 12} y={y + 4} text-anchor="end">
                {!isNarrow && `${windowText(k).slice(0, 2).join(' ')} `}
                <tspan class="center">{word}</tspan>
                {!isNarrow && ` ${windowText(k).slice(3).join(' ')}`}
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
