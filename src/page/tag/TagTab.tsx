/** @file A text whose locations are marked while it is typed, and the score of each word, taken apart. */
import type { VNode } from 'preact';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import type { RecordFormat, TagRecord } from '../../browser.js';
import { fixed } from '../../lessons/explain/labels.js';
import { plural } from '../../plural.js';
import { longestSetting, numberIn, text as textKind, useSetting, wholeIn } from '../address.js';
import { Choice, copied, Fault, Slider, Status } from '../controls.js';
import { Explanation } from './Explanation.js';
import { useTagger } from './use-tagger.js';

const examples = [
  'Not all museums in Paris are amazing.',
  'I flew from New York to Nice, and the weather in Nice was nice.',
  'Paris Hilton visited the Turkish embassy in Washington, D.C. on Monday.',
  'Sweden beat Chelsea? No: Sweden is a country, Chelsea is a club in London.',
] as const;
const maxWords = 2000; // words shown as buttons
const maxMarked = 20_000; // characters of the field that are marked while typing
const typingPause = 150; // milliseconds without a key after which the words are drawn
const formats: readonly (readonly [RecordFormat, string])[] = [
  ['jsonl', 'JSON'],
  ['conll', 'CoNLL'],
  ['html', 'HTML'],
];

export function TagTab() {
  const [text, setText] = useSetting('text', textKind, examples[0]);
  const [asked, setAsked] = useSetting<number | undefined>(
    'threshold',
    { parse: numberIn(-20, 20).parse, print: (value) => (value === undefined ? '' : String(value)) },
    undefined,
  );
  const [token, setToken] = useSetting('word', wholeIn(-1, 1e6), -1);
  const tagging = useTagger();
  const { threshold, progress, record, milliseconds, word, fault, tag, explain, forget } = tagging;
  const [copyNote, setCopied] = useState('');
  const ready = threshold !== undefined;
  useEffect(() => {
    if (ready) tag(text, asked);
  }, [ready, text, asked, tag]);
  const isCurrent = record?.text === text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `explain` is new in every drawing, and the same
  useEffect(() => {
    if (isCurrent && token >= 0 && token < record.tokens.length) explain(text, token, asked);
    else forget();
  }, [isCurrent, text, token, asked, ready]);
  const id = useId();
  const shown = useSettled(record);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `setToken` is new in every drawing, and the same; a key stroke draws no word
  const words = useMemo(() => shown && <Words record={shown} chosen={token} onChoose={setToken} />, [shown, token]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time is that of the record that is shown
  const summary = useMemo(() => shown && summaryOf(shown, milliseconds), [shown]);
  const copy = async (format: RecordFormat, title: string) => {
    setCopied(await copied(await tagging.format(text, format, asked), title));
  };
  return (
    <div class="tab">
      <p class="lead">
        Type a text. Locations are marked as you type. The number at a word is its score: the higher, the more likely a location. Choose a
        word to see where its score comes from.
      </p>
      <div class="control">
        <label for={id}>Text</label>
        <div class="field">
          <div class="marks" aria-hidden="true">
            {record && text.length <= maxMarked && <Marked text={text} record={record} />}
          </div>
          <textarea
            id={id}
            rows={4}
            value={text}
            spellcheck={false}
            onInput={(event) => {
              setToken(-1);
              setText(event.currentTarget.value);
            }}
            onScroll={(event) => {
              const marks = event.currentTarget.previousElementSibling;
              if (marks) marks.scrollTop = event.currentTarget.scrollTop;
            }}
          />
        </div>
      </div>
      {text.length > longestSetting && <p class="note">This text is too long for the address of the page, so a link to it leaves the text out.</p>}
      {fault && <Fault>{fault}</Fault>}
      {!ready && !fault && (
        <p>
          Loading the model{progress === undefined ? ' …' : `: ${Math.round(100 * progress)} %`}{' '}
          <progress value={progress} max={1} aria-label="Loading the model" />
        </p>
      )}
      {shown && (
        <>
          <Status>
            {summary} {copyNote}
          </Status>
          {words}
        </>
      )}
      <div class="bar">
        <Choice
          label="Examples"
          value={examples.find((example) => example === text) ?? ''}
          options={[['', 'your own text'], ...examples.map((example) => [example, example] as const)]}
          onChange={(example) => {
            setToken(-1);
            if (example) setText(example);
          }}
        />
        {ready && (
          <Slider
            label="Threshold"
            value={asked ?? threshold}
            min={Math.floor(threshold) - 3}
            max={Math.ceil(threshold) + 3}
            step={0.05}
            show={(value) => (asked === undefined ? `${value.toFixed(2)} (the model’s)` : value.toFixed(2))}
            onInput={setAsked}
          />
        )}
        {asked !== undefined && (
          <button type="button" onClick={() => setAsked(undefined)}>
            The model’s own threshold
          </button>
        )}
        {formats.map(([format, title]) => (
          <button key={format} type="button" disabled={!ready} onClick={() => void copy(format, title)}>
            Copy {title}
          </button>
        ))}
        <label class="button">
          Use another model
          <input
            type="file"
            accept=".safetensors"
            onChange={async ({ currentTarget: input }) => {
              const [file] = input.files ?? [];
              if (file) await tagging.load(file);
              input.value = ''; // so that the same file can be chosen again
            }}
          />
        </label>
      </div>
      {word && isCurrent && <Explanation word={word} probability={record.tokens[token]?.probability ?? null} />}
    </div>
  );
}

/**
 * Returns the latest record that is not of a text in the middle of typing: a screen reader hears its summary once, and the
 * words, whose layout costs more than tagging, are drawn once. A change of the threshold is shown at once.
 */
function useSettled(record: TagRecord | undefined): TagRecord | undefined {
  const [settled, setSettled] = useState(record);
  const isSettled = settled === undefined || settled.text === record?.text;
  useEffect(() => {
    const timer = setTimeout(() => setSettled(record), isSettled ? 0 : typingPause);
    return () => clearTimeout(timer);
  }, [record, isSettled]);
  return isSettled ? record : settled;
}

/** `2 locations in 9 tokens, in 0.3 ms.` */
function summaryOf({ locations, tokens }: TagRecord, milliseconds: number): string {
  const time = milliseconds < 1 ? 'less than a millisecond' : `${milliseconds.toFixed(1)} ms`;
  return `${plural(locations.length, 'location', 'locations')} in ${plural(tokens.length, 'token', 'tokens')}, in ${time}.`;
}

interface MarkedProps {
  readonly text: string;
  /** Of this text, or of one before: then the marks up to the first change are still right, and stay. */
  readonly record: TagRecord;
}

/** The text with its locations marked, for the layer behind the text field. */
function Marked({ text, record }: MarkedProps) {
  const kept = commonLength(text, record.text);
  let at = 0;
  const parts = record.locations.flatMap(({ start, end }) => {
    if (end > kept) return [];
    const part = [text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>];
    at = end;
    return part;
  });
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

/** The number of characters that two texts have in common at their beginnings. */
function commonLength(one: string, other: string): number {
  if (one === other) return one.length;
  let k = 0;
  while (k < one.length && one[k] === other[k]) k++;
  return k;
}

interface WordsProps {
  readonly record: TagRecord;
  readonly chosen: number;
  readonly onChoose: (token: number) => void;
}

/** Every word as a button with its score; locations are marked. Only words that changed are drawn again. */
function Words({ record: { tokens, locations }, chosen, onChoose }: WordsProps) {
  const drawn = useRef(new Map<string, VNode>());
  const now = new Map<string, VNode>();
  let next = 0; // the location at this word or after it
  const buttons = tokens.slice(0, maxWords).map(({ text, start, score }, k) => {
    while (next < locations.length && locations[next].end <= start) next++;
    const isInside = next < locations.length && locations[next].start <= start;
    const state = `${k} ${score} ${isInside} ${k === chosen} ${text}`;
    const button = drawn.current.get(state) ?? (
      <button
        key={k}
        type="button"
        class={isInside ? 'inside' : ''}
        aria-pressed={k === chosen}
        onClick={() => onChoose(k === chosen ? -1 : k)}
      >
        {text} <small>{score === null ? '–' : fixed(score, 2)}</small>
      </button>
    );
    now.set(state, button);
    return button;
  });
  drawn.current = now;
  return (
    <>
      <div class="words" role="group" aria-label="Words of the text, with their scores">
        {buttons}
      </div>
      {tokens.length > maxWords && (
        <p class="note">
          Only the first {maxWords.toLocaleString('en')} of {tokens.length.toLocaleString('en')} words are shown as buttons; all of them are
          tagged and copied.
        </p>
      )}
    </>
  );
}
