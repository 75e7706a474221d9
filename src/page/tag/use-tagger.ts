/** @file The thread that tags, as state of a component. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { RecordFormat, TagRecord } from '../../browser.js';
import type { Answer, ExplainedWord, Request } from './messages.js';

export interface Tagging {
  /** Undefined until the model is loaded. */
  readonly threshold: number | undefined;
  /** How much of the model is here, 0 … 1; undefined if the server does not say how long it is. */
  readonly progress: number | undefined;
  readonly record: TagRecord | undefined;
  readonly milliseconds: number;
  readonly word: ExplainedWord | undefined;
  readonly fault: string | undefined;
  readonly tag: (text: string, threshold: number | undefined) => void;
  readonly explain: (text: string, token: number, threshold: number | undefined) => void;
  readonly forget: () => void;
  readonly format: (text: string, format: RecordFormat, threshold: number | undefined) => Promise<string>;
  readonly load: (model: File) => Promise<void>;
}

/** Starts the thread and loads the model beside the page. One text waits at most: the latest. */
export function useTagger(): Tagging {
  const [threshold, setThreshold] = useState<number>();
  const [progress, setProgress] = useState<number>();
  const [result, setResult] = useState<{ record: TagRecord; milliseconds: number }>();
  const [word, setWord] = useState<ExplainedWord>();
  const [fault, setFault] = useState<string>();
  const worker = useRef<Worker | undefined>(undefined);
  const formatted = useRef<((text: string) => void) | undefined>(undefined);
  const waiting = useRef<{ busy: boolean; next?: Request | undefined }>({ busy: false });
  const send = useCallback((request: Request) => worker.current?.postMessage(request), []);

  useEffect(() => {
    const thread = new Worker('tag-worker.js', { type: 'module' });
    worker.current = thread;
    const settle = () => {
      const { next } = waiting.current;
      waiting.current = { busy: next !== undefined };
      if (next) thread.postMessage(next);
    };
    thread.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind === 'progress') setProgress(data.total && data.loaded / data.total);
      if (data.kind === 'loaded') setThreshold(data.threshold);
      if (data.kind === 'tagged') setResult(data);
      if (data.kind === 'explained') setWord(data.word);
      if (data.kind === 'formatted') formatted.current?.(data.text);
      setFault(data.kind === 'fault' ? data.text : undefined);
      if (data.kind === 'tagged' || (data.kind === 'fault' && data.of === 'tag')) settle();
    };
    thread.onerror = () =>
      setFault('The thread that tags could not start. Load the page again, from a server.');
    thread.postMessage({ kind: 'load', source: 'model.safetensors' } satisfies Request);
    return () => thread.terminate();
  }, []);

  return {
    threshold,
    progress,
    record: result?.record,
    milliseconds: result?.milliseconds ?? 0,
    word,
    fault,
    tag: useCallback(
      (text, asked) => {
        const request: Request = { kind: 'tag', text, threshold: asked };
        if (waiting.current.busy) waiting.current.next = request;
        else {
          waiting.current.busy = true;
          send(request);
        }
      },
      [send],
    ),
    explain: (text, token, asked) => send({ kind: 'explain', text, token, threshold: asked }),
    forget: useCallback(() => setWord(undefined), []),
    format: (text, format, asked) =>
      new Promise((resolve) => {
        formatted.current = resolve;
        send({ kind: 'format', text, format, threshold: asked });
      }),
    load: async (file) => {
      try {
        const model = await file.arrayBuffer();
        worker.current?.postMessage({ kind: 'load', source: model } satisfies Request, [model]);
      } catch {
        setFault(
          `${file.name} cannot be read: it may be too large for this tab, or it has changed on the disk.`,
        );
      }
    },
  };
}
