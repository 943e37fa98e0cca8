import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Story } from '../../../core/story/story.ts';
import { compileTopics } from '../../../core/watch/compiled/compile.ts';
import { createMatcher } from '../../../core/watch/matcher.ts';
import type { Topic } from '../../../core/watch/topic.ts';
import { readTopicFile } from '../../../core/watch/topic-file/topic-file.ts';
import { randomStory } from './random-topics.ts';

const NAMES = ['foreign ships', 'at work', 'third'];

const words = fc
  .array(fc.constantFrom('Nato', 'mission', 'soldat', 'deploy*', 'Irak', '-styrke'), {
    minLength: 2,
    maxLength: 3,
  })
  .map((all) => `[${[...new Set([...all, 'the led'])].join(', ')}]`);

/** Clauses as topic files have them; `{clause: …}` names those that come after. */
function clause(names: readonly string[]): fc.Arbitrary<string> {
  return fc.letrec<{ clause: string }>((tie) => {
    const many = fc
      .array(tie('clause'), { minLength: 2, maxLength: 3 })
      .map((clauses) => `[${clauses.join(', ')}]`);
    const named = names.map((name) => fc.constant(`{clause: ${name}}`));
    return {
      clause: fc.oneof(
        { depthSize: 'small' },
        words.map((list) => `{one of: ${list}}`),
        words.map((list) => `{within 6 words: ${list}}`),
        ...named,
        fc
          .tuple(
            fc.constantFrom('one of', 'all of', 'same sentence', 'same paragraph', 'at least 2 of'),
            many,
          )
          .map(([kind, clauses]) => `{${kind}: ${clauses}}`),
        fc
          .tuple(fc.constantFrom('top', 'lead', 'body'), tie('clause'))
          .map(([field, inner]) => `{${field}: ${inner}}`),
        tie('clause').map((inner) => `{all of: [Nato, {none of: ${inner}}]}`),
      ),
    };
  }).clause;
}

const definitions = fc.tuple(
  ...NAMES.map((_, index) => fc.array(clause(NAMES.slice(index + 1)), { minLength: 1, maxLength: 2 })),
);

function topicOf(text: string) {
  const reading = readTopicFile({ path: 'topics/sample.yaml', text }, new Map());
  return reading.kind === 'topic' ? reading.topic : null;
}

/** The words that the topic is found by, but for the clauses, whose names differ. */
function foundBy(topic: Topic, story: Story): readonly string[] {
  const matches = createMatcher(compileTopics([topic])).match(story);
  const places = matches.flatMap(({ evidence }) =>
    evidence.map(({ field, start, end }) => `${field} ${start} ${end}`),
  );
  return [...new Set(places)];
}

describe('named clauses', () => {
  it('find the same stories by the same words as when they are written out', () => {
    let compared = 0;
    fc.assert(
      fc.property(definitions, clause(NAMES), randomStory, (bodies, main, story) => {
        const defined = NAMES.map((name, index) => `  ${name}: [${bodies[index]?.join(', ')}]\n`).reverse();
        const writtenOut = NAMES.reduce(
          (text, name, index) =>
            text.replaceAll(`{clause: ${name}}`, `{one of: [${bodies[index]?.join(', ')}]}`),
          main,
        );
        const named = topicOf(`name: Sample\nclauses:\n${defined.join('')}alert on any: [${main}]\n`);
        const plain = topicOf(`name: Sample\nalert on any: [${writtenOut}]\n`);
        // What contradicts itself is a mistake either way, but for clauses under names that are used nowhere.
        if (named === null || plain === null) return;
        compared++;
        expect(foundBy(named, story)).toEqual(foundBy(plain, story));
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
