#!/usr/bin/env node
/**
 * Simulates tagging on many cores, with slow machines and failures, and prints the table of examples/cluster/README.md:
 *
 *   node examples/cluster/simulate.mjs [--rate 480000] [--price 0.04]
 *
 * Each core takes the next shard when it has finished one. Cores differ in speed: by up to 5 %, and one in fifty is a
 * straggler at a third of the speed. A core fails at random, some times per 1,000 core-hours; the shard it was working on
 * begins anew elsewhere, and the core is back after five minutes. The same seed gives the same table.
 */
const argument = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const rate = argument('rate', 480_000); // tokens per second and core
const price = argument('price', 0.04); // dollars per core-hour
const startSeconds = 0.5; // to start nerwin for a shard
const repairHours = 5 / 60;

/** Uniform numbers in (0, 1): xorshift32 (Marsaglia 2003). */
function uniformNumbers(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
}

/** Cores by the time at which they are free: a binary heap. */
class Queue {
  items = [];

  push(item) {
    const { items } = this;
    let at = items.push(item) - 1;
    for (let above = (at - 1) >> 1; at > 0 && items[above].free > item.free; above = (at - 1) >> 1) {
      items[at] = items[above];
      at = above;
    }
    items[at] = item;
  }

  pop() {
    const { items } = this;
    const [first] = items;
    const last = items.pop();
    if (items.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below + 1 < items.length && items[below + 1].free < items[below].free) below++;
      if (below >= items.length || items[below].free >= last.free) break;
      items[at] = items[below];
      at = below;
    }
    items[at] = last;
    return first;
  }
}

/** Returns hours until the last shard is done, core-hours that were paid, and the share of work that was lost. */
function simulate({ tokens, cores, shardTokens, failures }) {
  const random = uniformNumbers(20_261_127);
  const queue = new Queue();
  for (let core = 0; core < cores; core++) {
    const isStraggler = random() < 1 / 50;
    queue.push({ free: 0, speed: isStraggler ? 1 / 3 : 0.95 + 0.1 * random() });
  }
  let left = Math.ceil(tokens / shardTokens);
  let [end, useful, lost, failed] = [0, 0, 0, 0];
  while (left > 0) {
    const core = queue.pop();
    const hours = (shardTokens / rate / core.speed + startSeconds) / 3600;
    const untilFailure = failures > 0 ? (-Math.log(random()) * 1000) / failures : Infinity;
    if (untilFailure < hours) {
      core.free += untilFailure + repairHours;
      lost += untilFailure;
      failed++;
    } else {
      core.free += hours;
      useful += hours;
      end = Math.max(end, core.free);
      left--;
    }
    queue.push(core);
  }
  return { hours: end, paid: end * cores, useful, lost, failed };
}

const number = (value, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const cases = [
  { tokens: 1e9, cores: 1, shardTokens: 1e8, failures: 0 },
  { tokens: 1e9, cores: 16, shardTokens: 1e7, failures: 0 },
  { tokens: 1e9, cores: 16, shardTokens: 1e7, failures: 10 },
  { tokens: 1e12, cores: 1000, shardTokens: 1e7, failures: 0 },
  { tokens: 1e12, cores: 1000, shardTokens: 1e7, failures: 10 },
  { tokens: 1e12, cores: 1000, shardTokens: 1e8, failures: 10 },
  { tokens: 1e12, cores: 1000, shardTokens: 1e9, failures: 10 },
  { tokens: 1e12, cores: 1000, shardTokens: 1e8, failures: 1000 },
  { tokens: 1e12, cores: 10_000, shardTokens: 1e7, failures: 10 },
  { tokens: 1e12, cores: 10_000, shardTokens: 1e8, failures: 10 },
];
console.log(
  '| tokens | cores | tokens per shard | failures per 1,000 core-hours | hours | core-hours paid | lost to failures | idle at the end | dollars |',
);
console.log('|---|---|---|---|---|---|---|---|---|');
for (const one of cases) {
  const { hours, paid, useful, lost, failed } = simulate(one);
  const power = (value) => `10${[...String(Math.log10(value))].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit]).join('')}`;
  console.log(
    `| ${power(one.tokens)} | ${number(one.cores)} | ${power(one.shardTokens)} | ${number(one.failures)} | ${number(hours, 2)} | ` +
      `${number(paid, paid < 100 ? 2 : 0)} | ${number((100 * lost) / paid, 2)} % (${number(failed)}) | ` +
      `${number((100 * (paid - useful - lost - failed * repairHours)) / paid, 1)} % | ${number(paid * price, paid * price < 10 ? 2 : 0)} |`,
  );
}
