/** @file A computation graph to type, drag and step through: values forward, gradients back. */
import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { backwardSteps, forwardSteps, type Step } from '../../lessons/graph/narration.js';
import { pictureOf } from '../../lessons/graph/picture.js';
import { scalar } from '../../lessons/graph/tensor.js';
import { nested, numberText } from '../../lessons/graph/text.js';
import { text, useSetting, wholeIn } from '../address.js';
import { Choice, Fault, Slider, Status } from '../controls.js';
import { usePlayback } from '../use-playback.js';
import { Picture } from './Picture.js';
import { type Outcome, outcomeOf, presets, textOf, type Values } from './values.js';

const maxNodes = 60;
const reach = 5; // of the sliders

/** One step of either pass. */
interface PassStep extends Step {
  readonly pass: 'forward' | 'backward';
}

export function GraphTab() {
  const [expression, setExpression] = useSetting('e', text, presets[0].expression);
  const [at, setAt] = useSetting('at', text, presets[0].at);
  const outcome = useMemo(() => outcomeOf(expression, at), [expression, at]);
  const [whole, setWhole] = useState<Outcome>(outcome); // the last one without a fault stays in sight
  useEffect(() => {
    if ('formula' in outcome) setWhole(outcome);
  }, [outcome]);
  const shown = 'formula' in outcome ? outcome : whole;
  const id = useId();
  return (
    <div class="tab">
      <p class="lead">
        Every formula is a graph of small gates. Values flow forward along it. Gradients flow back: each gate multiplies the gradient that
        arrives (upstream) by its own derivative (local). Press Play, drag the inputs, or type a formula of your own.
      </p>
      <Choice
        label="Examples"
        value={presets.find((preset) => preset.expression === expression)?.title ?? ''}
        options={[['', 'your own'], ...presets.map(({ title }) => [title, title] as const)]}
        onChange={(title) => {
          const preset = presets.find((one) => one.title === title);
          if (!preset) return;
          setExpression(preset.expression);
          setAt(preset.at);
        }}
      />
      <div class="control wide">
        <label for={id}>Expression</label>
        <input
          id={id}
          class="code"
          value={expression}
          spellcheck={false}
          autocapitalize="off"
          aria-invalid={'fault' in outcome}
          onInput={(event) => setExpression(event.currentTarget.value)}
        />
      </div>
      {'fault' in outcome && <Fault>{outcome.fault}</Fault>}
      {'formula' in shown && <Passes outcome={shown} onChange={(values) => setAt(textOf(values))} />}
    </div>
  );
}

interface PassesProps {
  readonly outcome: Extract<Outcome, { formula: unknown }>;
  readonly onChange: (values: Values) => void;
}

function Passes({ outcome: { formula, values }, onChange }: PassesProps) {
  const steps = useMemo<PassStep[]>(
    () => [
      ...forwardSteps(formula).map((step) => ({ ...step, pass: 'forward' as const })),
      ...backwardSteps(formula).map((step) => ({ ...step, pass: 'backward' as const })),
    ],
    [formula],
  );
  const [step, setStep] = useSetting('step', wholeIn(0, 10_000), steps.length);
  const at = Math.min(step, steps.length);
  const { playing, setPlaying } = usePlayback(useSlowly(() => {
    if (at >= steps.length) return false;
    setStep(at + 1);
    return true;
  }));
  const drawing = useMemo(() => pictureOf(formula.output, 'Computation graph'), [formula]);
  const done = steps.slice(0, at);
  const of = (pass: PassStep['pass']) => new Set(done.filter((one) => one.pass === pass).map(({ node }) => String(node.id)));
  const known = of('forward');
  const returned = of('backward');
  const forwardCount = steps.filter(({ pass }) => pass === 'forward').length;
  if (at > forwardCount - 1 && at >= forwardCount) returned.add('output'); // ∂f/∂f = 1 starts the way back
  const current = done.at(-1);
  return (
    <>
      <section class="controls row" aria-label="Values of the variables">
        {[...values].map(([name, tensor]) => (
          <Variable
            key={name}
            name={name}
            value={nested(tensor.data, tensor.shape)}
            gradient={at === steps.length ? formula.variables.get(name)?.gradient : undefined}
            onChange={(value) => onChange(new Map([...values, [name, scalar(value)]]))}
          />
        ))}
      </section>
      <div class="bar">
        <button
          type="button"
          class="primary"
          onClick={() => {
            if (at >= steps.length) setStep(0);
            setPlaying(!playing);
          }}
        >
          {playing ? 'Pause' : 'Play'}
        </button>
        <button type="button" disabled={at === 0} onClick={() => setStep(at - 1)}>
          Back
        </button>
        <button type="button" disabled={at === steps.length} onClick={() => setStep(at + 1)}>
          Step
        </button>
        <button type="button" disabled={at === steps.length} onClick={() => setStep(steps.length)}>
          To the end
        </button>
        <span>
          step {at} of {steps.length}
        </span>
      </div>
      <Status>
        {current ? `${current.pass === 'forward' ? 'Forward' : 'Backward'}: ${current.lines[0]}` : 'Nothing is computed yet.'}
      </Status>
      {current && current.lines.length > 1 && <pre class="lines">{current.lines.slice(1).join('\n')}</pre>}
      {drawing.nodes.length <= maxNodes ? (
        <Picture drawing={drawing} known={known} returned={returned} current={current && String(current.node.id)} />
      ) : (
        <Fault>
          This graph has {drawing.nodes.length} nodes; at most {maxNodes} can be drawn. The values and gradients above are right all the same.
        </Fault>
      )}
      <p class="note">
        <span class="value">Green: the value.</span> <span class="gradient">Red: the gradient, upstream × local.</span> + distributes the
        gradient, max routes it to the larger input, × switches the values, and a node with several branches adds what comes back.
      </p>
    </>
  );
}

interface VariableProps {
  readonly name: string;
  readonly value: number | number[] | number[][];
  readonly gradient: ArrayLike<number> | undefined;
  readonly onChange: (value: number) => void;
}

/** A slider for a number; vectors and matrices are shown as text. */
function Variable({ name, value, gradient, onChange }: VariableProps) {
  if (typeof value !== 'number') {
    return (
      <div class="control">
        <span>
          {name} = <code>{JSON.stringify(value)}</code>
        </span>
      </div>
    );
  }
  const show = (number: number) =>
    gradient ? `${numberText(number, 4)}, gradient ${numberText(gradient[0], 4)}` : numberText(number, 4);
  return <Slider label={name} value={value} min={-reach} max={reach} step={0.1} show={show} onInput={onChange} />;
}

/** A step at most every 700 ms, so that each can be read. */
function useSlowly(step: () => boolean): () => boolean {
  const [last] = useState({ time: 0 });
  return () => {
    const now = performance.now();
    if (now - last.time < 700) return true;
    last.time = now;
    return step();
  };
}
