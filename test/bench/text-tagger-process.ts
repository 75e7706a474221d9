/**
 * @file A text tagger in its own process, so that none is slowed down by what others
 * leave behind; it tags on request.
 */
import { seconds } from './statistics.js';
import { proof, type Saying, type Task, taggerOf } from './text-taggers.js';
import { textsOf } from './texts.js';

const say = (saying: Saying): void => void process.send?.(saying);

const task = JSON.parse(process.argv[2]) as Task;
const lines = textsOf(task.corpus).slice(0, task.lines);
try {
  const tag = taggerOf(task);
  say({ found: JSON.stringify(tag(proof) ?? '') });
  process.on('message', () => {
    const start = seconds();
    for (const line of lines) tag(line);
    say({ seconds: seconds() - start });
  });
} catch (error) {
  say({ missing: String(error).split('\n')[0] });
}
