import { dirname, join, resolve } from 'node:path';
import type { Config } from '../core/config.ts';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { createMatcher } from '../core/watch/matcher.ts';
import type { Topic } from '../core/watch/topic.ts';
import type { ReadOptions } from '../core/wire/outcome.ts';
import { readObject } from '../core/wire/read-object.ts';
import { type FileBytes, readBytes } from './files.ts';
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

const MISSED = 'must match, but does not.';
const MATCHED = 'must not match, but does.';

export interface TestReport {
  /** Tests that were run. */
  readonly run: number;
  readonly failed: readonly FailedTest[];
  /** The samples that the tests name, each once, as far as they can be read. */
  readonly samples: readonly Sample[];
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
  const tests = topics.flatMap(({ id, mustMatch, mustNotMatch }) => [
    ...mustMatch.map((sample) => ({ topic: id, sample, must: true })),
    ...mustNotMatch.map((sample) => ({ topic: id, sample, must: false })),
  ]);
  const samples: Sample[] = [];
  const found = new Map<string, ReadonlySet<string> | string>();
  for (const path of new Set(tests.map(({ sample }) => sample))) {
    const reading = await readBytes(resolve(root, path), config.maxBytes, terminal);
    if (reading.kind === 'bytes') samples.push({ path, bytes: reading.bytes });
    found.set(path, topicsIn(reading, matcher, { ...config, key: path }));
  }
  const failed = tests.flatMap(({ topic, sample, must }) => {
    const matched = found.get(sample) ?? new Set();
    if (typeof matched === 'string') return [{ topic, sample, problem: matched }];
    const problem = must ? MISSED : MATCHED;
    return matched.has(topic) === must ? [] : [{ topic, sample, problem }];
  });
  return { run: tests.length, failed, samples };
}

/** The topics that match a sample; a sentence where it cannot be read. */
function topicsIn(
  reading: FileBytes,
  matcher: ReturnType<typeof createMatcher>,
  options: ReadOptions,
): ReadonlySet<string> | string {
  if (reading.kind === 'unreadable') return `the sample cannot be opened: ${reading.reason}.`;
  if (reading.kind === 'too-large') return 'the sample is too large.';
  const found = new Set<string>();
  for (const outcome of readObject(reading.bytes, options)) {
    if (outcome.kind === 'rejected') return `the sample cannot be read: ${outcome.reason}`;
    for (const match of matcher.match(outcome.story)) found.add(match.topic);
  }
  return found;
}

/** A failed test of a topics folder as a line for people, with the command that says why, or where samples are looked for. */
export function failedTestLine({ topic, sample, problem }: FailedTest, folder: string): string {
  const line = `${topic}: ${sample}: ${problem}`;
  const file = join(dirname(folder), sample);
  if (problem !== MISSED && problem !== MATCHED) return `${line} It was looked for as ${file}.`;
  const where = folder === topicFolder(undefined) ? '' : ` --topics ${folder}`;
  return `${line} See why: wirewatch explain ${file} --topic ${topic}${where}`;
}
