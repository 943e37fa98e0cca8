import { dirname, join, resolve } from 'node:path';
import type { Config } from '../core/config.ts';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { createMatcher } from '../core/watch/matcher.ts';
import type { Topic } from '../core/watch/topic.ts';
import { readObject } from '../core/wire/read-object.ts';
import { readBytes } from './files.ts';
import type { Sample } from './pushed-topics.ts';
import type { Terminal } from './terminal.ts';
import { topicFolder } from './topic-set.ts';

/** One of a topic's own tests (`must match`, `must not match`) that failed. */
export interface FailedTest {
  readonly topic: string;
  /** The sample as the topic file names it. */
  readonly sample: string;
  /** What is wrong, as a sentence. */
  readonly problem: string;
}

export interface TestReport {
  /** Tests that were run. */
  readonly run: number;
  readonly failed: readonly FailedTest[];
}

/**
 * Runs the topics' own tests. Their samples are named from the folder that the topics folder lies in.
 */
export async function runTopicTests(
  folder: string,
  topics: readonly Topic[],
  config: Pick<Config, 'wires' | 'maxBytes'>,
  terminal: Pick<Terminal, 'stdin'>,
): Promise<TestReport> {
  const root = dirname(resolve(folder));
  const matcher = createMatcher(compileTopics(topics));
  /** Topics that match a sample; a sentence where it cannot be read. */
  const matched = async (sample: string): Promise<ReadonlySet<string> | string> => {
    const reading = await readBytes(resolve(root, sample), config.maxBytes, terminal);
    if (reading.kind === 'unreadable') return `the sample cannot be opened: ${reading.reason}.`;
    if (reading.kind === 'too-large') return 'the sample is too large.';
    const found = new Set<string>();
    for (const outcome of readObject(reading.bytes, { ...config, key: sample })) {
      if (outcome.kind === 'rejected') return `the sample cannot be read: ${outcome.reason}`;
      for (const match of matcher.match(outcome.story)) found.add(match.topic);
    }
    return found;
  };
  const failed: FailedTest[] = [];
  let run = 0;
  for (const { id, mustMatch, mustNotMatch } of topics) {
    const tests = [
      ...mustMatch.map((sample) => [sample, true] as const),
      ...mustNotMatch.map((sample) => [sample, false] as const),
    ];
    for (const [sample, must] of tests) {
      run += 1;
      const found = await matched(sample);
      if (typeof found === 'string') failed.push({ topic: id, sample, problem: found });
      else if (found.has(id) !== must) {
        failed.push({
          topic: id,
          sample,
          problem: must ? 'must match, but does not.' : 'must not match, but does.',
        });
      }
    }
  }
  return { run, failed };
}

/** The samples that the topics' tests name, each once; those that cannot be read are left out. */
export async function samplesOf(
  folder: string,
  topics: readonly Topic[],
  maxBytes: number,
): Promise<readonly Sample[]> {
  const root = dirname(resolve(folder));
  const paths = new Set(topics.flatMap(({ mustMatch, mustNotMatch }) => [...mustMatch, ...mustNotMatch]));
  const samples: Sample[] = [];
  for (const path of [...paths].sort()) {
    const reading = await readBytes(resolve(root, path), maxBytes, NO_STDIN);
    if (reading.kind === 'bytes') samples.push({ path, bytes: reading.bytes });
  }
  return samples;
}

const NO_STDIN = { stdin: async () => new Uint8Array(0) };

/** A failed test of a topics folder as a line for people, with the command that says why. */
export function failedTestLine({ topic, sample, problem }: FailedTest, folder: string): string {
  const file = join(dirname(folder), sample);
  const where = folder === topicFolder(undefined) ? '' : ` --topics ${folder}`;
  return `${topic}: ${sample}: ${problem} See why: wirewatch explain ${file} --topic ${topic}${where}`;
}
