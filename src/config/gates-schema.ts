/** @file The schema of a gates file: what `nerwin compare --gates` demands of a run. */
import * as z from 'zod';
import { share, text } from './value-schemas.js';

const direction = z.enum(['lower', 'higher']).describe('lower or higher values of the metric are better');
const amount = z
  .union([
    z.number().min(0),
    z
      .string()
      .regex(
        /^\s*\d+(\.\d+)?(e-?\d+)?\s*%\s*$/,
        'expected a number of 0 or more, or a percentage such as 0.5 %',
      ),
  ])
  .describe('a number, or percent of the baseline such as 0.5 %');

export const gateSchema = z
  .strictObject({
    metric: text().describe(
      'a metric by its dotted path, such as loss, dev.entity.f1, final.dev.entity.f1 or test.entity.f1',
    ),
    at: z
      .string()
      .regex(
        /^(every|best|last|area|(epoch|step|time-to)=\S+)$/,
        'expected every, best, last, epoch=N, area or time-to=VALUE',
      )
      .describe('every epoch (the default), or one value per run: best, last, epoch=N, area, time-to=VALUE')
      .optional(),
    direction: direction.optional(),
    'worse-by': amount
      .describe('the value may be worse than the baseline by this much; better values pass')
      .optional(),
    'fail-on': z.enum(['worse', 'different']).describe('which values outside atol and rtol fail').optional(),
    atol: z.number().min(0).describe('absolute tolerance').optional(),
    rtol: amount.describe('tolerance relative to the baseline').optional(),
    outside: share()
      .describe('share of the epochs that may lie outside, never the last or the best')
      .optional(),
    against: z
      .enum(['baseline', 'band'])
      .describe(
        'baseline = its value (the mean of several), band = the mean ± `band` standard deviations of several',
      )
      .optional(),
    band: z
      .number()
      .min(0)
      .describe('half the width of the band in standard deviations (default 2)')
      .optional(),
    'at-least': z.number().describe('absolute bound').optional(),
    'at-most': z.number().describe('absolute bound').optional(),
    threshold: z.number().describe('absolute bound in the direction of the metric (as in MLflow)').optional(),
    min_absolute_change: z
      .number()
      .gt(0)
      .describe('better than the baseline by at least this (as in MLflow)')
      .optional(),
    min_relative_change: z
      .number()
      .gt(0)
      .max(1)
      .describe('better than the baseline by at least this share of it (as in MLflow)')
      .optional(),
    test: z
      .enum(['welch', 'permutation'])
      .describe('fails if the new runs are significantly worse than the baselines; needs several of each')
      .optional(),
    alpha: z.number().gt(0).lt(1).describe('level of significance of `test` (default 0.05)').optional(),
    'allow-nan': z.boolean().describe('NaN or infinity in both runs is no failure').optional(),
  })
  .superRefine((gate, context) => {
    const rules = [
      'worse-by',
      'atol',
      'rtol',
      'fail-on',
      'against',
      'at-least',
      'at-most',
      'threshold',
    ] as const;
    const changes = ['min_absolute_change', 'min_relative_change', 'test'] as const;
    const fault = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if ([...rules, ...changes].every((key) => gate[key] === undefined))
      fault('metric', `a gate needs a rule: ${[...rules, ...changes].join(', ')}`);
    for (const key of ['atol', 'rtol', 'fail-on'] as const)
      if (gate['worse-by'] !== undefined && gate[key] !== undefined)
        fault(key, 'cannot be combined with worse-by');
    if (gate.band !== undefined && gate.against !== 'band') fault('band', 'needs `against: band`');
    if (gate.alpha !== undefined && gate.test === undefined) fault('alpha', 'needs `test`');
    if (
      gate.test !== undefined &&
      (gate.at === undefined || gate.at === 'every') &&
      !/^(final|test)\./.test(gate.metric)
    )
      fault(
        'at',
        'a test compares one value per run: set `at` to best, last, epoch=N, area or time-to=VALUE',
      );
  });

const gates = z.array(gateSchema).min(1);

export const gatesSchema = z.union([
  gates,
  z.strictObject({
    directions: z
      .record(z.string(), direction)
      .describe('directions of metrics that nerwin does not know')
      .optional(),
    ignore: z
      .array(text())
      .describe(
        'accepted differences between the runs, such as config.seed, config, corpora, vectors, versions',
      )
      .optional(),
    gates,
  }),
]);

/** A gate as written. */
export type WrittenGate = z.infer<typeof gateSchema>;

/** Returns the JSON Schema (draft 2020-12) of a gates file. */
export function gatesJsonSchema(): object {
  const schema = z.toJSONSchema(gatesSchema, { io: 'input' });
  return { $schema: schema.$schema, title: 'nerwin gates', ...schema };
}
