import { describe, expect, it } from 'vitest';
import { explain } from '../../../core/watch/explain.ts';
import { readTopicFile } from '../../../core/watch/topic-file/topic-file.ts';
import { storyOf } from './stories.ts';

/** What an editor reads of a story that the topic misses; `Headline // body`. */
function missing(yaml: string, text: string): string | null {
  const reading = readTopicFile({ path: 'sample.yaml', text: `name: Sample\n${yaml}` }, new Map());
  if (reading.kind === 'mistakes') throw new Error(JSON.stringify(reading.mistakes));
  const [first = '', second] = text.split(' // ');
  const story = second === undefined ? storyOf({ body: first }) : storyOf({ headline: first, body: second });
  return explain(reading.topic, story).missing;
}

const CLAUSES = `lists: {tasks: [mission, operation]}
alert on any:
  - one of: [KFOR, ISAF]
  - same sentence: [Nato, tasks]
  - all of: [frigate, submarine, cable]
`;

describe('of a story that a topic misses an editor is told', () => {
  it('the clause of which most is there, and what it lacks', () => {
    expect(missing(CLAUSES, 'A mission to Mars.')).toBe(
      'Nearest came "same sentence: [Nato, tasks]": there is "mission" (body), but no Nato.',
    );
    expect(missing(CLAUSES, 'A frigate found the cable. The mission is over.')).toBe(
      'Nearest came "all of: [frigate, submarine, cable]": there is "frigate" (body) and "cable" (body), but no submarine.',
    );
  });

  it('that the words are there, but not in one sentence, with the nearest one', () => {
    expect(missing(CLAUSES, 'Nato met on Monday. The mission goes on. A frigate sailed.')).toBe(
      'Nearest came "same sentence: [Nato, tasks]": there is "Nato" (body) and "mission" (body), but never in one sentence; nearest: "*Nato* met on Monday".',
    );
  });

  it('that the words are there, but too far apart or in the wrong order', () => {
    const near = 'alert on any:\n  - one of: [KFOR]\n  - within 2 words in order: [troops, leave]\n';
    expect(missing(near, 'The troops will very soon leave.')).toBe(
      'Nearest came "within 2 words in order: [troops, leave]": there is "troops" (body) and "leave" (body), but at nearest 4 words apart.',
    );
    expect(missing(near, 'They leave troops.')).toContain('but near enough, only not in this order.');
  });

  it('which words stand wrong where others are right', () => {
    const nested = 'alert on any:\n  - all of: [Danish, {same sentence: [soldier, Iraq]}]\n';
    expect(missing(nested, 'Danish soldiers left. They were in Iraq.')).toContain(
      'but "soldiers" (body) and "Iraq" (body) never in one sentence; nearest: ',
    );
  });

  it('what of a field is in it, and what is not', () => {
    const top = (clause: string) => `alert on any:\n  - top:\n      - ${clause}\n`;
    expect(
      missing(top('all of: [Danish, frigate]'), 'Danish ship leaves // It sailed.\n\nThe frigate is old.'),
    ).toContain('there is "Danish" (headline), but no frigate in headline or lead.');
    expect(
      missing(top('same sentence: [soldier, Iraq]'), 'Soldiers left. They were in Iraq. // It is so.'),
    ).toContain('"Soldiers" (headline) and "Iraq" (headline), but never in one sentence; nearest: ');
    expect(missing('alert on any:\n  - headline: [frigate]\n', 'Danish ship // The frigate is old.')).toBe(
      'Nearest came "headline: [frigate]": there is "frigate" (body), but not in the headline.',
    );
  });

  it('what ruled it out although all else is there', () => {
    expect(missing(`${CLAUSES}none of: [museum]\n`, 'KFOR has a museum.')).toBe(
      'There is "KFOR" (body), but also "museum" (body), which "none of: [museum]" rules out.',
    );
    expect(missing(`${CLAUSES}skip when headline has: [exercise]\n`, 'Exercise begins // KFOR left.')).toBe(
      'There is "KFOR" (body), but also "Exercise" (headline), which "skip when headline has: [exercise]" rules out.',
    );
  });

  it('that the words stand in another field, or outside of the headline', () => {
    expect(
      missing('alert on any:\n  - headline: [Nato]\n  - one of: [KFOR]\n', 'Ministers met // Nato grows.'),
    ).toBe('Nearest came "headline: [Nato]": there is "Nato" (body), but not in the headline.');
    expect(
      missing('where: headline\nalert on any:\n  - one of: [Nato]\n', 'Ministers met // Nato grows.'),
    ).toBe(
      'All that it looks for is there, "Nato" (body), but not in the headline, which is all that it looks at (where: headline).',
    );
  });

  it('that the words stand below headline and lead', () => {
    const top = 'alert on any:\n  - top: [Nato]\n  - all of: [{top: [frigate]}, {top: [cable, wire]}]\n';
    expect(missing(top, 'Ministers met // Nato grows.')).toBe(
      'Nearest came "top: [Nato]": there is "Nato" (body), but not in headline or lead.',
    );
    expect(missing(top, 'A frigate sails // It left.')).toBe(
      'Nearest came "all of: [{top: [frigate]}, {top: [cable, wire]}]": there is "frigate" (headline), but none of cable, wire in headline or lead.',
    );
  });

  it('which of the clauses under a name came nearest', () => {
    const named = `clauses:
  cut cables:
    - within 3 words: [cable, cut]
    - one of: [sabotage]
alert on any:
  - one of: [KFOR]
  - clause: cut cables
`;
    expect(missing(named, 'A cable is broken.')).toBe(
      'Nearest came "within 3 words: [cable, cut] (clause: cut cables)": there is "cable" (body), but no cut.',
    );
    expect(missing(named.replace('one of: [KFOR]', 'all of: [KFOR, Iraq]'), 'A quiet day.')).toBe(
      'None of its words is there; it would match with one of: [sabotage] (clause: cut cables).',
    );
  });

  it('that the words do not count inside others', () => {
    expect(
      missing(`${CLAUSES}ignore inside: [Nato mission, peace operation]\n`, 'The Nato mission goes on.'),
    ).toBe(
      'All that it looks for is there, "Nato" (body), "mission" (body), but inside words that do not count (ignore inside: Nato mission).',
    );
  });

  it('the shortest way where nothing is there', () => {
    expect(missing(CLAUSES, 'A quiet day.')).toBe(
      'None of its words is there; it would match with one of: [KFOR, ISAF].',
    );
    expect(missing('alert on any:\n  - one of: [Nato]\nnone of: [museum]\n', 'A quiet day.')).toBe(
      'None of its words is there; it would match with one of: [Nato].',
    );
    expect(missing('query: (Nato OR KFOR) AND Iraq AND NOT museum\n', 'A quiet day.')).toBe(
      'None of its words is there; nearest would be Nato, KFOR together with Iraq.',
    );
    expect(missing('alert on any:\n  - all of: [frigate, cable]\n', 'A quiet day.')).toBe(
      'None of its words is there; nearest would be all of: [frigate, cable].',
    );
  });

  it('how many of a count are there, and which code or language is not', () => {
    expect(
      missing('alert on any:\n  - at least 3 of: [frigate, cable, port, quay]\n', 'A frigate at the quay.'),
    ).toBe(
      'Nearest came "at least 3 of: [frigate, cable, port, quay]": there is "frigate" (body) and "quay" (body), but no cable.',
    );
    expect(missing('alert on all:\n  - one of: [soldat]\n  - language: sv\n', 'En soldat.')).toBe(
      'There is "soldat" (body), but not language: sv.',
    );
  });

  it('the same of a boolean search', () => {
    expect(missing('query: (Nato NEAR/2 mission) OR KFOR\n', 'Nato is on a very long mission.')).toContain(
      'but at nearest 6 words apart',
    );
    expect(missing('query: KFOR AND NOT museum\n', 'KFOR has a museum.')).toContain('"museum" (body), which');
  });
});
