import fc from 'fast-check';
import { expect } from 'vitest';
import { fieldText } from '../../../core/story/story.ts';
import { compileTopics } from '../../../core/watch/compiled/compile.ts';
import { loadTopics } from '../../../core/watch/compiled/compiled-topics.ts';
import { createMatcher } from '../../../core/watch/matcher.ts';
import { matchNaively } from './oracle.ts';
import { randomStory, randomTopics } from './random-topics.ts';

/**
 * Compares the matcher with the naive evaluator: random topics compiled together, written and loaded
 * again, over several random stories after each other (so that nothing may linger from one to the next).
 */
export function checkAgainstOracle(runs: number): void {
  fc.assert(
    fc.property(randomTopics, fc.array(randomStory, { minLength: 1, maxLength: 3 }), (topics, stories) => {
      const loaded = loadTopics(compileTopics(topics).bytes.slice());
      if (loaded.kind !== 'topics') throw new Error(loaded.reason);
      const matcher = createMatcher(loaded.topics);
      for (const story of stories) {
        const matches = matcher.match(story);
        expect(sorted(matches)).toEqual(sorted(matchNaively(topics, story)));
        for (const { field, start, end, text } of matches.flatMap(({ evidence }) => evidence)) {
          expect(fieldText(story, field).slice(start, end)).toBe(text);
        }
      }
    }),
    { numRuns: runs },
  );
}

/** Clauses at the very same place may be listed in any order. */
export function sorted(matches: ReturnType<typeof matchNaively>) {
  return matches.map((match) => ({
    ...match,
    evidence: match.evidence
      .map((item, index) => ({ item, index }))
      .sort(
        (a, b) =>
          Number(
            a.item.field !== b.item.field || a.item.start !== b.item.start || a.item.end !== b.item.end,
          ) *
            (a.index - b.index) || (a.item.clause < b.item.clause ? -1 : 1),
      )
      .map(({ item }) => item),
  }));
}
