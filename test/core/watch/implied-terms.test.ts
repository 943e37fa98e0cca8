import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTopics } from '../../../core/watch/compiled/compile.ts';
import { implies } from '../../../core/watch/implied-terms.ts';
import { createMatcher } from '../../../core/watch/matcher.ts';
import { parseTerm } from '../../../core/watch/parse-term.ts';
import type { Term } from '../../../core/watch/term.ts';
import { randomStory } from './random-topics.ts';

const WRITTEN =
  'Nato|=Nato|==NATO|mission|missioner|=missions|=mission|-mission|deploy|deploy*|dep*|deployments|Nato mission|=Nato mission|' +
  'Nato missioner|the Nato mission|Nato-led|=Nato-led|Nato-led mission|led|soldat|soldaterne|soldiers|fly|flyene|øvelse|oevelser|øvelse*';

function term(text: string): Term {
  const reading = parseTerm(text, { exactness: 'inflected', falseFriends: [] });
  if (reading.kind === 'fault') throw new Error(reading.message);
  return reading.term;
}

const TERMS = WRITTEN.split('|').map(term);

/** Finds stories with a term. */
function finder(one: Term) {
  const topic = {
    id: 'sample',
    name: { en: 'S', da: 'S' },
    about: '',
    updates: 'all' as const,
    paused: null,
    rule: { kind: 'words' as const, terms: [one], clause: null },
    where: 'anywhere' as const,
    ignoreInside: [],
    mustMatch: [],
    mustNotMatch: [],
  };
  return createMatcher(compileTopics([topic]));
}

describe('a term that implies another', () => {
  it('is found in no story without it', () => {
    const finders = new Map(TERMS.map((one) => [one, finder(one)]));
    const pairs = TERMS.flatMap((one) => TERMS.map((other) => [one, other] as const));
    const implied = pairs.filter(([one, other]) => one !== other && implies(one, other));
    expect(implied.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(randomStory, (story) => {
        const found = new Set(TERMS.filter((one) => finders.get(one)?.match(story).length === 1));
        for (const [one, other] of implied) if (found.has(one)) expect(found).toContain(other);
      }),
      { numRuns: 500 },
    );
  });
});
