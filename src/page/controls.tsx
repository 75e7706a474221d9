/** @file The controls that the tabs share: a slider with its value, a choice, buttons. */
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly show?: (value: number) => string;
  readonly onInput: (value: number) => void;
}

export function Slider({ label, value, min, max, step, show = String, onInput }: SliderProps) {
  const id = useId();
  return (
    <div class="control">
      <label for={id}>
        {label} <output>{show(value)}</output>
      </label>
      <input
        id={id}
        type="range"
        {...{ min, max, step }}
        value={value}
        aria-valuetext={show(value)}
        onInput={(event) => onInput(Number(event.currentTarget.value))}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div class="control">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value as T)}>
        {options.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A whole number; what is not one of `min` … `max` is put back. */
export function NumberField({ label, value, min, max, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <div class="control">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        {...{ min, max }}
        value={value}
        onChange={(event) => {
          const given = event.currentTarget.valueAsNumber;
          if (Number.isInteger(given) && given >= min && given <= max) onChange(given);
          else event.currentTarget.value = String(value);
        }}
      />
    </div>
  );
}

/** One clear sentence about what went wrong, read out by screen readers. */
export const Fault = ({ children }: { children: ComponentChildren }) => (
  <p class="fault" role="alert">
    {children}
  </p>
);

/** A live region: what a screen reader says when it changes. */
export const Status = ({ children }: { children: ComponentChildren }) => (
  <p class="status" role="status">
    {children}
  </p>
);

/** Copies a text, and returns what to tell the reader. Pages without https have no clipboard. */
export async function copied(text: string, name: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return `Copied as ${name}.`;
  } catch {
    return 'The browser does not let this page copy.';
  }
}

/** A button that copies a value as JSON. */
export function CopyJson({ value }: { value: () => unknown }) {
  const [said, setSaid] = useState('');
  const copy = async () => setSaid(await copied(JSON.stringify(value(), null, 1), 'JSON'));
  return (
    <>
      <button type="button" onClick={() => void copy()} onBlur={() => setSaid('')}>
        Copy JSON
      </button>
      {said && <Status>{said}</Status>}
    </>
  );
}
