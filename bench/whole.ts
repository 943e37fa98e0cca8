import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Story } from '../core/story/story.ts';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { createMatcher, type Matcher } from '../core/watch/matcher.ts';
import type { Topic } from '../core/watch/topic.ts';
import { RITZAU } from '../core/wire/outcome.ts';
import { readObject } from '../core/wire/read-object.ts';
import { shippedTopics } from '../lib/shipped-topics.ts';
import type { BenchOptions } from './options.ts';
import { syntheticTopics } from './synthetic-topics.ts';

const SEED = fileURLToPath(new URL('../../shared/seed-story.txt', import.meta.url));
const CORPUS = fileURLToPath(new URL('../../shared/corpora/reuters-stories.jsonl.gz', import.meta.url));
const SAMPLE = fileURLToPath(new URL('../samples/nmi-on-hold.txt', import.meta.url));
const FIRST_TOPICS = ['nato-missions', 'danish-deployments'];
const OPTIONS = { wires: [RITZAU], key: 'incoming/ritzau/story.txt', maxBytes: 10_000_000 };
/** Calls before and while the time is taken; the median of them counts. */
const WARM_CALLS = 300;
const TIMED_CALLS = 3_000;

/**
 * Microseconds per story to read, to match and in total, with the two first topics and with 100 and 1,000
 * synthetic ones: a sample of the project's, the seed and the Reuters corpus where they are there.
 */
export function run({ json }: BenchOptions): void {
  const corpus = existsSync(CORPUS) ? reutersTexts() : [];
  const sets = topicSets(corpus);
  if (!json) process.stdout.write('whole: microseconds a story, the median\n');
  for (const [what, texts] of materials(corpus)) {
    const files = texts.map((text) => new TextEncoder().encode(text));
    const stories = files.flatMap(storiesOf);
    const read = median(files, (file) => readObject(file, OPTIONS));
    for (const { name, matcher } of sets) {
      const match = median(stories, (story) => matcher.match(story));
      print({ what, topics: name, read, match, total: read + match }, json);
    }
  }
}

interface Figures {
  readonly what: string;
  readonly topics: string;
  readonly read: number;
  readonly match: number;
  readonly total: number;
}

function materials(corpus: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  const own = ['a sample', [readFileSync(SAMPLE, 'utf8')]] as const;
  if (corpus.length === 0) process.stderr.write('whole: ../shared is not here; only a sample is measured\n');
  const seed = existsSync(SEED) ? [['the seed', [readFileSync(SEED, 'utf8')]] as const] : [];
  return [own, ...seed, ...(corpus.length > 0 ? [['Reuters', corpus] as const] : [])];
}

function reutersTexts(): readonly string[] {
  const lines = gunzipSync(readFileSync(CORPUS)).toString('utf8').trim().split('\n');
  return lines.map((line) => {
    const { text }: { readonly text: string } = JSON.parse(line);
    return text;
  });
}

function topicSets(
  corpus: readonly string[],
): readonly { readonly name: string; readonly matcher: Matcher }[] {
  const vocabulary = corpus.length > 0 ? corpus : [readFileSync(SAMPLE, 'utf8')];
  const first = shippedTopics().topics.filter(({ id }) => FIRST_TOPICS.includes(id));
  const set = (name: string, topics: readonly Topic[]) => ({
    name,
    matcher: createMatcher(compileTopics(topics)),
  });
  return [
    set('2 (shipped)', first),
    set('100', syntheticTopics(100, vocabulary)),
    set('1,000', syntheticTopics(1_000, vocabulary)),
  ];
}

function storiesOf(file: Uint8Array): readonly Story[] {
  return readObject(file, OPTIONS).flatMap((outcome) => (outcome.kind === 'story' ? [outcome.story] : []));
}

/** Microseconds of one call, over all items in turn. */
function median<T>(items: readonly T[], work: (item: T) => unknown): number {
  const times: number[] = [];
  for (let call = 0; call < WARM_CALLS + TIMED_CALLS; call += 1) {
    const item = items[call % items.length];
    if (item === undefined) break;
    const start = performance.now();
    work(item);
    if (call >= WARM_CALLS) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return Math.round((times[Math.floor(times.length / 2)] ?? 0) * 1000);
}

function print({ what, topics, read, match, total }: Figures, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'whole', what, topics, read, match, total })}\n`);
    return;
  }
  const cells = [`read ${read}`, `match ${match}`, `total ${total}`].map((cell) => cell.padEnd(12));
  process.stdout.write(`  ${what.padEnd(10)} ${topics.padEnd(12)} topics  ${cells.join('')}\n`);
}
