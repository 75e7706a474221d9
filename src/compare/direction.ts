/** @file Whether a metric is better when it is lower or when it is higher. */
import { NerwinError } from '../error.js';

export type Direction = 'lower' | 'higher';

/** Directions that the user declares, by name of the metric. */
export type Directions = Readonly<Record<string, Direction>>;

const lower = new Set(
  'loss losses error errors err perplexity ppl nll bpc bpb crossentropy entropy wer cer mse rmse mae fp fn seconds ms time latency duration bytes memory insidemargin violating misclassified'.split(
    ' ',
  ),
);
const higher = new Set(
  'f1 f precision recall accuracy acc averageprecision ap map auc auroc tp tn score bleu rouge throughput windowspersecond speed'.split(
    ' ',
  ),
);

/**
 * Returns the direction of a metric: as declared, else by the words of its name, the last segment first: `dev.entity.f1` and
 * `val_accuracy` are better higher, `eval/loss` is better lower. Undefined if no word is known, as for `rate`.
 */
export function directionOf(metric: string, declared: Directions = {}): Direction | undefined {
  if (Object.hasOwn(declared, metric)) return declared[metric];
  for (const segment of metric.split(/[./]/).reverse()) {
    const words = [segment.toLowerCase(), ...segment.toLowerCase().split(/[^\p{L}\p{N}]+/u)];
    if (words.some((word) => lower.has(word))) return 'lower';
    if (words.some((word) => higher.has(word))) return 'higher';
  }
  return undefined;
}

/**
 * Returns the direction of a metric.
 * @throws {NerwinError} `usage` if it is unknown; `purpose` says what needs it.
 */
export function knownDirection(metric: string, declared: Directions, purpose: string): Direction {
  const direction = directionOf(metric, declared);
  if (direction) return direction;
  throw new NerwinError(
    'usage',
    `${metric}: ${purpose} needs to know whether lower or higher is better`,
    `say it with --direction ${metric}=lower or --direction ${metric}=higher, or with \`direction:\` in a gates file`,
  );
}

/** Positive if `value` is better than `base`, negative if it is worse. */
export const gain = (value: number, base: number, direction: Direction): number =>
  direction === 'higher' ? value - base : base - value;
