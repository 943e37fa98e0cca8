import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileTopics } from '../../../core/watch/compiled/compile.ts';
import { createMatcher } from '../../../core/watch/matcher.ts';
import { readTopicFile } from '../../../core/watch/topic-file/topic-file.ts';
import { storyOf } from './stories.ts';

/** An example of docs/topics.md: a topic, and the stories below it with what they should do. */
interface Example {
  readonly yaml: string;
  readonly stories: readonly { readonly text: string; readonly matches: boolean }[];
}

function readExamples(): readonly Example[] {
  const text = readFileSync(new URL('../../../docs/topics.md', import.meta.url), 'utf8');
  return Array.from(
    text.matchAll(/```yaml\n(.*?)```\n\n((?:- [✓✗] [^\n]*\n)+)/gsu),
    ([, yaml = '', lines = '']) => ({
      yaml: yaml.startsWith('name:') ? yaml : `name: Sample\n${yaml}`,
      stories: Array.from(lines.matchAll(/- ([✓✗]) (.*)\n/gu), ([, mark, story = '']) => ({
        text: story,
        matches: mark === '✓',
      })),
    }),
  );
}

function matches(yaml: string, text: string): boolean {
  const reading = readTopicFile({ path: 'sample.yaml', text: yaml }, new Map());
  if (reading.kind === 'mistakes') throw new Error(JSON.stringify(reading.mistakes));
  const [first = '', second] = text.split(' // ');
  const story =
    second === undefined
      ? storyOf({ body: first })
      : storyOf({ headline: first, lead: second, body: second });
  return createMatcher(compileTopics([reading.topic])).match(story).length === 1;
}

describe('docs/topics.md', () => {
  const examples = readExamples();

  it('has an example of every building block', () => {
    const all = examples.map(({ yaml }) => yaml).join('\n');
    for (const block of [
      'one of',
      'all of',
      'none of',
      'at least 2 of',
      'same sentence',
      'same paragraph',
      'within 3 words',
      'in order',
      'exactly',
      'exactly with capitals',
      'headline:',
      'body:',
      'top:',
      'clauses:',
      'clause: ',
      'language:',
      'where:',
      'ignore inside',
      'skip when headline has',
      'false friends',
      'alert on all',
      'query: |',
    ]) {
      expect(all).toContain(block);
    }
  });

  for (const { yaml, stories } of examples) {
    for (const { text, matches: expected } of stories) {
      it(`${expected ? 'matches' : 'does not match'}: ${text} | ${yaml.replace(/\s+/gu, ' ').slice(0, 60)}`, () => {
        expect(matches(yaml, text)).toBe(expected);
      });
    }
  }
});
