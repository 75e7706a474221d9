/** @file The decision boundary, live: a softmax classifier and the network learn the same points of the plane. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Vector } from '../../lecture/window.js';
import { type PointSet, pointSets } from '../../lessons/boundary/point-sets.js';
import { type Activation, activations, definitionOf } from '../../network/activation.js';
import { numberIn, oneOf, useLinks, useSetting, wholeIn, writeSetting } from '../address.js';
import { Choice, CopyJson, Fault, NumberField, Slider, Status } from '../controls.js';
import { LossChart } from '../LossChart.js';
import { usePlayback } from '../use-playback.js';
import { BentPlane } from './BentPlane.js';
import {
  advance,
  countCorrect,
  hiddenOf,
  type Loss,
  networkScore,
  type Options,
  overflowIn,
  type State,
  softmaxScore,
  start,
} from './classifiers.js';
import { maxPoints, type Placed, placedKind, pointsOf, setOf } from './own-points.js';
import { Plane } from './Plane.js';

const lastEpoch = 2000;
const maxUnits = 50;
const rates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10] as const;

/** What the reader chose; every choice is in the address. */
function useOptions() {
  const [set, setSet] = useSetting<PointSet>('set', oneOf(pointSets), 'circles');
  const [seed, setSeed] = useSetting('seed', wholeIn(0, 2 ** 32 - 1), 1);
  const [hidden, setHidden] = useSetting('hidden', wholeIn(1, maxUnits), 8);
  const [activation, setActivation] = useSetting<Activation>('f', oneOf(activations), 'tanh');
  const [rate, setRate] = useSetting('rate', numberIn(1e-4, 100), 0.03);
  const [loss, setLoss] = useSetting<Loss>('loss', oneOf<Loss>(['margin', 'cross-entropy']), 'margin');
  const [own, setOwn] = useSetting('points', placedKind, undefined);
  const ownText = own && placedKind.print(own);
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal texts are equal points, although not the same list
  const placed = useMemo(() => own ?? setOf(set, seed), [ownText, set, seed]);
  const options = useMemo<Options>(
    () => ({ points: pointsOf(placed), hidden, activation, loss, rate, margin: 1, seed }),
    [placed, hidden, activation, loss, rate, seed],
  );
  return { set, setSet, setSeed, setHidden, setActivation, setRate, setLoss, setOwn, isOwn: own !== undefined, placed, options };
}

/** All states from the start to `epoch`, or to the last one before a number is too large. */
function statesTo(epoch: number, options: Options): State[] {
  const states = [start(options)];
  for (let last = states[0]; last.epoch < epoch && !overflowIn(last); states.push(last)) last = advance(options, last);
  return states;
}

/** All states from the start to the last epoch trained, and the one that is shown; at first, it is that of epoch `first`. */
function useTraining(options: Options, first: number) {
  const states = useRef<State[]>([]);
  const owner = useRef<Options | undefined>(undefined);
  const [at, setAt] = useState(first);
  if (owner.current !== options) {
    states.current = statesTo(owner.current === undefined ? first : 0, options);
    owner.current = options;
  }
  const last = states.current.length - 1;
  const shown = Math.min(at, last);
  const train = (): boolean => {
    const next = shown + 1;
    const current = states.current[shown];
    if (next > lastEpoch || overflowIn(current)) return false;
    if (next > last) states.current.push(advance(options, current));
    setAt(next);
    return true;
  };
  return { state: states.current[shown], states: states.current, at: shown, last, setAt, train };
}

/** A link that is opened while the tab is shown is replayed like one that opens the page. */
export function TrainTab() {
  return <Training key={useLinks()} />;
}

function Training() {
  const chosen = useOptions();
  const { options, placed } = chosen;
  const [epoch] = useSetting('epoch', wholeIn(0, lastEpoch), 0);
  const training = useTraining(options, epoch);
  const { state, at, last, train, setAt } = training;
  const { playing, setPlaying } = usePlayback(train);
  useEffect(() => {
    if (!playing) writeSetting('epoch', at === 0 ? undefined : String(at));
  }, [playing, at]);

  const { network, threshold, softmax } = state;
  const networkDecides = useCallback((x: Vector) => networkScore(options, network, x) - threshold, [options, network, threshold]);
  const softmaxDecides = useCallback((x: Vector) => softmaxScore(softmax, x), [softmax]);
  const lines = useMemo(() => network.W.map((w, i) => ({ w, b: network.b[i] })), [network]);
  const [axis, setAxis] = useSetting('see', wholeIn(0, maxUnits), 0);
  const unit = Math.min(axis, options.hidden);
  const see = useCallback(
    (x: Vector): readonly [number, number] => {
      const h = hiddenOf(options, network, x);
      return unit === 0 ? [networkScore(options, network, x), h[0]] : [h[unit - 1], h[unit % options.hidden]];
    },
    [options, network, unit],
  );
  const overflow = overflowIn(state);
  const n = placed.length;
  const change = (points: readonly Placed[]) => {
    setPlaying(false);
    if (points.length <= maxPoints) chosen.setOwn(points);
  };
  const restart = () => {
    setPlaying(false);
    setAt(0);
  };
  const curves = [
    { name: 'network', style: 'first' as const, values: training.states.slice(1).map(({ losses }) => losses?.network ?? Number.NaN) },
    { name: 'softmax', style: 'second' as const, values: training.states.slice(1).map(({ losses }) => losses?.softmax ?? Number.NaN) },
  ];
  const unitNames = Array.from({ length: options.hidden }, (_, k) => `h${k + 1}`);
  return (
    <div class="tab">
      <p class="lead">
        Two classifiers learn to tell circles from squares. The softmax classifier can only draw a straight line. The network first bends
        the plane with its hidden units, until a straight line is enough. Press Run. Then try the spiral, fewer hidden units, or the
        activation identity, with which the network has only a line, too.
      </p>
      <div class="bar">
        <button type="button" class="primary" onClick={() => setPlaying(!playing)}>
          {playing ? 'Pause' : 'Run'}
        </button>
        <button type="button" disabled={playing} onClick={train}>
          Step
        </button>
        <button type="button" onClick={restart}>
          Reset
        </button>
        <CopyJson value={() => ({ ...options, points: placed, epoch: at, network, threshold, softmax })} />
        <Status>
          Epoch {at}: network {countCorrect(options.points, networkDecides)} of {n} right, softmax{' '}
          {countCorrect(options.points, softmaxDecides)} of {n}.
        </Status>
      </div>
      {overflow && (
        <Fault>
          {overflow === 'the loss' ? 'The loss' : `A number in ${overflow}`} became too large in epoch {at}, so training has stopped. The
          rate of {options.rate} is too high for these points.{' '}
          <button type="button" onClick={() => setAt(at - 1)}>
            Back to epoch {at - 1}
          </button>{' '}
          <button
            type="button"
            onClick={() => {
              restart();
              chosen.setRate(rates.filter((rate) => rate < options.rate).at(-1) ?? options.rate / 3);
            }}
          >
            Try a lower rate
          </button>
        </Fault>
      )}
      <div class="columns">
        <section class="controls" aria-label="Settings">
          <Choice
            label="Points"
            value={chosen.isOwn ? 'own' : chosen.set}
            options={[...pointSets.map((name) => [name, name] as const), ...(chosen.isOwn ? [['own', 'your own'] as const] : [])]}
            onChange={(name) => {
              restart();
              chosen.setOwn(undefined);
              chosen.setSet(name as PointSet);
            }}
          />
          <Slider label="Hidden units" value={options.hidden} min={1} max={maxUnits} step={1} onInput={(value) => { restart(); chosen.setHidden(value); }} />
          <Choice
            label="Activation f"
            value={options.activation}
            options={activations.map((name) => [name, `${name}: ${definitionOf(name).text}`] as const)}
            onChange={(name) => { restart(); chosen.setActivation(name); }}
          />
          <Choice
            label="Loss of the network"
            value={options.loss}
            options={[['margin', 'max(0, 1 − s + s_c)'], ['cross-entropy', 'cross-entropy']]}
            onChange={(name) => { restart(); chosen.setLoss(name); }}
          />
          <Choice
            label="Learning rate"
            value={String(options.rate)}
            options={[...new Set([...rates, options.rate])].sort((a, b) => a - b).map((rate) => [String(rate), String(rate)] as const)}
            onChange={(rate) => { restart(); chosen.setRate(Number(rate)); }}
          />
          <NumberField label="Seed" value={options.seed} min={0} max={2 ** 32 - 1} onChange={(value) => { restart(); chosen.setSeed(value); }} />
          {options.activation === 'identity' && (
            <p class="note">With the identity, the network is linear too: uᵀ(Wx + b) is a straight line, whatever the number of units.</p>
          )}
          <details class="help">
            <summary>Move and add points</summary>
            <p>
              Click in a plane to add a circle, with Shift a square. Drag a point to move it. Double-click removes it. With the keyboard: the
              arrows move a ring, 1 and 0 add a point there, Delete removes the nearest.
            </p>
            <button type="button" onClick={() => change([])}>
              Remove all points
            </button>
          </details>
        </section>
        <div class="planes">
          <Plane
            title="Softmax: one straight line"
            description={`Regions of the softmax classifier with ${n} points`}
            points={placed}
            decide={softmaxDecides}
            strong={2}
            cells={playing ? 24 : 60}
            onChange={change}
          />
          <Plane
            title={`Network: ${options.hidden} hidden unit${options.hidden === 1 ? '' : 's'}`}
            description={`Regions of the network with ${n} points; dashed lines are where a hidden unit is at 0`}
            points={placed}
            decide={networkDecides}
            strong={1}
            lines={lines}
            cells={playing ? 32 : 90}
            onChange={change}
          />
          <div>
            <BentPlane
              points={placed}
              see={see}
              threshold={unit === 0 ? threshold : undefined}
              axes={unit === 0 ? ['s', 'h1'] : [`h${unit}`, `h${(unit % options.hidden) + 1}`]}
            />
            <Choice
              label="Seen from"
              value={String(unit)}
              options={[['0', 'the score s and h1'], ...unitNames.map((name, k) => [String(k + 1), `${name} and h${((k + 1) % options.hidden) + 1}`] as const)]}
              onChange={(value) => setAxis(Number(value))}
            />
          </div>
          <LossChart
            title="Mean loss by epoch"
            curves={curves}
            unit="epoch"
            at={at}
            last={last}
            onSeek={(step) => {
              setPlaying(false);
              setAt(step);
            }}
          />
        </div>
      </div>
    </div>
  );
}
