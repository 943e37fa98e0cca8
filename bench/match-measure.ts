import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Story } from '../core/story/story.ts';
import { scanText } from '../core/watch/analysis/scan.ts';
import { Tokens } from '../core/watch/analysis/tokens.ts';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { createMatcher } from '../core/watch/matcher.ts';
import type { Rule } from '../core/watch/rule.ts';
import type { Term } from '../core/watch/term.ts';
import type { Topic } from '../core/watch/topic.ts';
import { reutersStories } from './reuters.ts';
import { syntheticTopics } from './synthetic-topics.ts';

/** Run by match.ts in a process of its own, bundled: prints a line of JSON for each figure. */
const SIZES = [2, 1_000, 100_000] as const;
const REGEXP_SIZES = [100, 1_000] as const;
/** Rounds over all stories before and while the time is taken. */
const WARM_ROUNDS = 3;
const TIMED_ROUNDS = 5;
/** With very many topics one round is long enough. */
const MANY = 50_000;

const [, , corpus = '', folder = ''] = process.argv;

function main(): void {
  const stories = reutersStories(corpus);
  const print = (figures: object) => process.stdout.write(`${JSON.stringify(figures)}\n`);
  const texts = stories.map(({ headline, body }) => `${headline}\n${body}`);
  writeFileSync(join(folder, 'story.json'), JSON.stringify(stories[0]));
  print(floor(stories));
  for (const size of SIZES) print(measure(syntheticTopics(size, texts), stories));
  for (const size of REGEXP_SIZES) print(regexps(syntheticTopics(size, texts), texts));
}

interface Figures {
  readonly what: string;
  /** By the processor time used, all threads together: what one core does. */
  readonly storiesPerSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** Only dividing the text into words. */
function floor(stories: readonly Story[]): Figures {
  const tokens = new Tokens();
  const sink = { word(): void {} };
  return timed('floor: words only', stories, TIMED_ROUNDS, ({ headline, body }) => {
    tokens.clear();
    scanText(headline ?? '', tokens, sink);
    scanText(body, tokens, sink);
  });
}

function measure(topics: readonly Topic[], stories: readonly Story[]): Figures & { readonly topics: number } {
  const compiled = compileTopics(topics);
  const file = join(folder, `topics-${topics.length}`);
  writeFileSync(file, compiled.bytes);
  const matcher = createMatcher(compiled);
  const rounds = topics.length > MANY ? 1 : TIMED_ROUNDS;
  let matches = 0;
  const figures = timed(`${topics.length} topics`, stories, rounds, (story) => {
    matches += matcher.match(story).length;
  });
  const rate = matches / (rounds + WARM_ROUNDS) / stories.length / topics.length;
  const more = { matchPercent: round(rate * 100), compiledMB: round(compiled.bytes.length / 1e6) };
  return { ...figures, ...more, topics: topics.length };
}

function timed(
  what: string,
  stories: readonly Story[],
  rounds: number,
  work: (story: Story) => void,
): Figures {
  for (let warm = 0; warm < WARM_ROUNDS; warm++) for (const story of stories) work(story);
  const times: number[] = [];
  const start = process.cpuUsage();
  for (let timing = 0; timing < rounds; timing++) {
    for (const story of stories) {
      const before = performance.now();
      work(story);
      times.push(performance.now() - before);
    }
  }
  const { user, system } = process.cpuUsage(start);
  times.sort((a, b) => a - b);
  return {
    what,
    storiesPerSecond: Math.round((times.length / (user + system)) * 1e6),
    medianMs: round(times[Math.floor(times.length / 2)] ?? 0),
    p99Ms: round(times[Math.floor(times.length * 0.99)] ?? 0),
  };
}

/** What a naive service would do: each topic's words in one regular expression, without stems or evidence. */
function regexps(topics: readonly Topic[], texts: readonly string[]): Figures {
  const expressions = topics.map(({ rule }) => new RegExp(`\\b(?:${[...wordsIn(rule)].join('|')})`, 'iu'));
  const stories = texts.slice(0, 200).map((body) => ({ body }));
  const times: number[] = [];
  const start = performance.now();
  for (const { body } of stories) {
    const before = performance.now();
    for (const expression of expressions) expression.test(body);
    times.push(performance.now() - before);
  }
  const total = performance.now() - start;
  times.sort((a, b) => a - b);
  return {
    what: `comparison: one RegExp for each of ${topics.length} topics`,
    storiesPerSecond: Math.round((stories.length / total) * 1000),
    medianMs: round(times[Math.floor(times.length / 2)] ?? 0),
    p99Ms: round(times[Math.floor(times.length * 0.99)] ?? 0),
  };
}

function wordsIn(rule: Rule): readonly string[] {
  if (rule.kind === 'words') return rule.terms.map(pattern);
  if (rule.kind === 'field') return wordsIn(rule.of);
  if (rule.kind === 'fact' || rule.kind === 'none') return [];
  return rule.of.flatMap(wordsIn);
}

function pattern(term: Term): string {
  return term.text.replaceAll('*', '\\w*').replaceAll(' ', '\\s+');
}

function round(value: number): number {
  return value < 1 ? Math.round(value * 1000) / 1000 : Math.round(value * 10) / 10;
}

main();
