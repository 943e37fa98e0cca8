import { describe, expect, it } from 'vitest';
import { explain } from '../../../core/watch/explain.ts';
import { renderExplanation } from '../../../core/watch/explain-text.ts';
import { readTopicFile } from '../../../core/watch/topic-file/topic-file.ts';
import { storyOf } from './stories.ts';

function topic(text: string) {
  const reading = readTopicFile({ path: 'sample.yaml', text: `name: Sample\n${text}` }, new Map());
  if (reading.kind === 'mistakes') throw new Error(JSON.stringify(reading.mistakes));
  return reading.topic;
}

const NATO = topic(`lists: {tasks: [mission, operation]}
alert on any:
  - one of: [KFOR, ISAF]
  - same sentence: [Nato, tasks]
none of: [museum]
`);

describe('an explanation', () => {
  it('of a match ticks the clauses, names the words and adds the score up', () => {
    const story = storyOf({ headline: 'New task', body: 'Nato prolongs its mission.\nIt ends soon.' });
    const explained = explain(NATO, story);
    expect(explained.match?.score).toBe(55);
    expect(explained.score.reduce((sum, { points }) => sum + points, 0)).toBe(55);
    expect(explained.missing).toBeNull();
    const text = renderExplanation(explained);
    expect(text).toContain('sample matches, relevance 55');
    expect(text).toContain('✗ one of: [KFOR, ISAF]');
    expect(text).toContain('✓ same sentence: [Nato, tasks]');
    expect(text).toContain('→ "mission" (body)');
    expect(text).toContain('✓ none of: [museum]');
    expect(text).toContain('Relevance 55 = 40 (the rule holds) + 15 (in the lead or first paragraph)');
  });

  it('of a long story with many words in the wrong order comes soon', () => {
    const words = 'abcdefgh'.split('').map((letter) => `${letter}1`);
    const rule = topic(`alert on any:\n  - within 20 words in order: [${words.join(', ')}]\n`);
    const body = `${[...words].reverse().join(' er ')} er `.repeat(500);
    expect(explain(rule, storyOf({ body })).missing).toContain('only not in this order');
  }, 10_000);

  it('of a miss shows the nearest sentence', () => {
    const explained = explain(NATO, storyOf({ body: 'Nato met on Monday. The mission goes on.' }));
    expect(explained.match).toBeNull();
    expect(renderExplanation(explained)).toContain('never in one sentence; nearest: "*Nato* met on Monday"');
  });

  it('of a miss names what ruled the story out', () => {
    const text = renderExplanation(explain(NATO, storyOf({ body: 'KFOR has a museum.' })));
    expect(text).toContain('✗ none of: [museum]');
    expect(text).toContain('ruled out by "museum"');
  });

  it('of a topic that looks at the headline alone shows what ruled the story out further down', () => {
    const rule = topic('where: headline\nalert on any:\n  - one of: [KFOR]\nnone of: [museum]\n');
    const explained = explain(rule, storyOf({ headline: 'KFOR grows', body: 'The museum opens.' }));
    expect(explained.missing).toBe(
      'There is "KFOR" (headline), but also "museum" (body), which "none of: [museum]" rules out.',
    );
    expect(renderExplanation(explained)).toContain('ruled out by "museum"');
  });

  it('of a miss counts how near the words came', () => {
    const near = topic('alert on any:\n  - within 2 words: [Nato, mission]\n');
    expect(renderExplanation(explain(near, storyOf({ body: 'Nato has a new mission.' })))).toContain(
      'at nearest 4 words apart',
    );
  });

  it('shows a clause by its name, with what stands under the name below', () => {
    const named = topic(`clauses:
  at work:
    - same sentence: [Nato, mission]
    - one of: [KFOR]
alert on all:
  - clause: at work
  - top: [Iraq]
`);
    const story = storyOf({ headline: 'Iraq', body: 'Nato prolongs its mission.' });
    const { match, ...explained } = explain(named, story);
    expect(match?.evidence.map(({ clause }) => clause)).toEqual([
      'top: [Iraq]',
      'same sentence: [Nato, mission]',
      'same sentence: [Nato, mission]',
    ]);
    expect(renderExplanation({ match, ...explained })).toContain(`
  ✓ clause: at work
    ✓ same sentence: [Nato, mission]
      ✓ Nato → "Nato" (body)
      ✓ mission → "mission" (body)
    ✗ one of: [KFOR]
  ✓ top: [Iraq] → "Iraq" (headline)
`);
  });

  it('of a story that is not prominent enough says so', () => {
    const prominent = topic('where: prominent\nalert on any:\n  - one of: [Nato]\n');
    const explained = explain(prominent, storyOf({ body: 'One.\nTwo.\nThree.\nNato.' }));
    expect(explained.match).toBeNull();
    expect(explained.missing).toContain('below the third paragraph');
  });
});
