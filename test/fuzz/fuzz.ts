import { createHash } from 'node:crypto';
import { type ReadOptions, RITZAU } from '../../core/wire/outcome.ts';
import { readObject } from '../../core/wire/read-object.ts';
import { corpus } from './corpus.ts';
import { mutate } from './mutators.ts';
import { randomFrom } from './random.ts';
import { faultsOf } from './valid.ts';

/** How much to try: so many inputs, or so many seconds, whichever ends first. */
export interface FuzzOptions {
  readonly seed: number;
  readonly count: number;
  readonly seconds: number;
}

/** An input that did what none may do; `base64` is the input itself. */
export interface Finding {
  readonly index: number;
  readonly fault: string;
  readonly base64: string;
}

export interface FuzzReport {
  readonly inputs: number;
  readonly stories: number;
  readonly formats: ReadonlySet<string>;
  readonly worstMilliseconds: number;
  readonly worstMegabytes: number;
  readonly findings: readonly Finding[];
  /** Of all inputs, to show that the same seed tried the same. */
  readonly digest: string;
}

const OPTIONS: ReadOptions = { wires: [RITZAU], key: 'incoming/fuzz', maxBytes: 1_000_000 };
const SLOW_MILLISECONDS = 250;
const LARGE_MEGABYTES = 64;
const MOST_FINDINGS = 20;

/** Reads mutated samples and reports every crash, wrong outcome, slow and greedy input. */
export function fuzz(options: FuzzOptions): FuzzReport {
  const random = randomFrom(options.seed);
  const samples = corpus();
  const digest = createHash('sha256');
  const findings: Finding[] = [];
  const formats = new Set<string>();
  const deadline = performance.now() + options.seconds * 1000;
  let [inputs, stories, worstMilliseconds, worstMegabytes] = [0, 0, 0, 0];
  while (inputs < options.count && performance.now() < deadline && findings.length < MOST_FINDINGS) {
    const input = mutate(samples, random);
    digest.update(input);
    const { outcomes, cost } = measured(input);
    worstMilliseconds = Math.max(worstMilliseconds, cost.milliseconds);
    worstMegabytes = Math.max(worstMegabytes, cost.megabytes);
    const faults = [...faultsOf(outcomes), ...costFaults(cost)];
    if (faults.length > 0) {
      findings.push({
        index: inputs,
        fault: faults.join('; ').slice(0, 600),
        base64: Buffer.from(input).toString('base64'),
      });
    }
    for (const outcome of outcomes) {
      if (outcome.kind !== 'story') continue;
      stories += 1;
      formats.add(outcome.format);
    }
    inputs += 1;
  }
  return {
    inputs,
    stories,
    formats,
    worstMilliseconds,
    worstMegabytes,
    findings,
    digest: digest.digest('hex'),
  };
}

interface Cost {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** Processor time and memory of one input; what looks too dear is tried again, since others use the machine, too. */
function measured(input: Uint8Array) {
  let best = readOnce(input);
  for (let tries = 0; tries < 3 && costFaults(best.cost).length > 0; tries += 1) {
    const again = readOnce(input);
    best = {
      outcomes: again.outcomes,
      cost: {
        milliseconds: Math.min(best.cost.milliseconds, again.cost.milliseconds),
        megabytes: Math.min(best.cost.megabytes, again.cost.megabytes),
      },
    };
  }
  return best;
}

function readOnce(input: Uint8Array) {
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  const outcomes = readObject(input, OPTIONS);
  const { user, system } = process.cpuUsage(cpu);
  const after = process.memoryUsage();
  const grown = after.heapUsed + after.external - memory.heapUsed - memory.external;
  return { outcomes, cost: { milliseconds: (user + system) / 1000, megabytes: grown / 1_000_000 } };
}

function costFaults({ milliseconds, megabytes }: Cost): string[] {
  const faults: string[] = [];
  if (milliseconds > SLOW_MILLISECONDS) faults.push(`took ${Math.round(milliseconds)} ms`);
  if (megabytes > LARGE_MEGABYTES) faults.push(`took ${Math.round(megabytes)} MB`);
  return faults;
}
