/** @file The parts of the benchmark, in the order of the results. */

export interface Part {
  readonly name: string;
  /** Its file, next to this one. */
  readonly file: string;
  readonly what: string;
}

export const parts: readonly Part[] = [
  {
    name: 'kernels',
    file: 'kernels.ts',
    what: 'training steps compared with PyTorch, NumPy and TensorFlow.js',
  },
  { name: 'threads', file: 'two-threads.ts', what: 'training steps on two threads compared with one' },
  {
    name: 'graph',
    file: 'graph.ts',
    what: 'the computation graph: backward pass compared with forward pass',
  },
  {
    name: 'tagging',
    file: 'tagging.ts',
    what: 'text to locations and to records, compared with wink-nlp and compromise',
  },
  {
    name: 'accuracy',
    file: 'accuracy.ts',
    what: 'F1, speed, size and memory, compared with spaCy, CRFsuite and compromise',
  },
  {
    name: 'left-out',
    file: 'left-out.ts',
    what: 'F1 on a corpus that a network has not been trained on, corpus by corpus',
  },
  { name: 'starting', file: 'starting.ts', what: 'how long nerwin takes to start' },
  {
    name: 'reading',
    file: 'reading.ts',
    what: "word vectors in GloVe's format, compared with a Python loop",
  },
  { name: 'growth', file: 'growth.ts', what: 'time per token of train and tag as the text grows' },
  { name: 'memory', file: 'memory.ts', what: 'memory of train as the corpus grows' },
  { name: 'run', file: 'whole-run.ts', what: 'a whole training run, compared with the same job in PyTorch' },
];
