/** @file Examples for the help and the man pages of commands whose help has nothing else to explain. */

/** Command lines without `nerwin`, by the name of the command. */
export const examples: Readonly<Record<string, readonly string[]>> = {
  tag: [
    'tag "Not all museums in Paris are amazing."',
    'tag --input news.txt.gz --json --output locations.jsonl',
    'tag --model runs/first --min-probability 0.8 - < lines.txt',
  ],
  merge: ['merge runs/a runs/b --output merged.safetensors --dev dev.conll'],
  report: ['report runs/first', 'report --merge shards/*.jsonl --model runs/first --output report'],
  model: ['model info', 'model verify runs/first/model.safetensors'],
  'model info': ['model info', 'model info runs/first --json'],
  'model verify': ['model verify runs/first/model.safetensors'],
  'model strip': ['model strip runs/first --output small.safetensors --words 50000'],
  'model card': ['model card runs/first --output README.md'],
  corpus: ['corpus stats train.conll', 'corpus convert train.conll --to spacy --output train.jsonl'],
  'corpus stats': ['corpus stats "news/*.conll"'],
  'corpus split': ['corpus split all.conll --output splits --parts train=0.9,dev=0.1 --seed 7'],
  'corpus sample': ['corpus sample all.conll --size 1000 --output sample.conll'],
  'corpus dedupe': ['corpus dedupe train.conll --against test.conll --output clean.conll'],
  config: ['config init nerwin.yaml', 'config show nerwin.yaml'],
  'config init': ['config init nerwin.yaml', 'config init --from news nerwin.yaml'],
  'config list': ['config list'],
  'config show': ['config show nerwin.yaml --set training.epochs=5'],
  'config schema': ['config schema > nerwin.schema.json'],
  compare: [
    'compare runs/new --baseline runs/first --metric dev.entity.f1',
    'compare runs/first runs/new --rtol 0.001 --json',
  ],
  vectors: ['vectors info shipped', 'vectors nearest shipped paris'],
  'vectors info': ['vectors info shipped', 'vectors info glove.6B.100d.txt'],
  'vectors prune': ['vectors prune glove.6B.100d.txt small.nwv --words 50000'],
  'vectors convert': ['vectors convert shipped vectors.txt'],
  'vectors nearest': ['vectors nearest shipped paris --count 5'],
  'vectors coverage': ['vectors coverage shipped train.conll'],
  bench: ['bench --seconds 5', 'bench --config nerwin.yaml'],
  completion: [
    'completion bash >> ~/.bashrc',
    'completion zsh > ~/.zfunc/_nerwin',
    'completion fish > ~/.config/fish/completions/nerwin.fish',
    'completion powershell >> $PROFILE',
  ],
};

/** Returns the examples of a command as its help shows them; empty if there are none. */
export const examplesText = (command: string): string => {
  const lines = Object.hasOwn(examples, command) ? examples[command] : [];
  return lines.length === 0 ? '' : `\nExamples:\n${lines.map((line) => `  nerwin ${line}`).join('\n')}`;
};
