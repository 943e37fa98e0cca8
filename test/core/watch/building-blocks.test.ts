import { describe, expect, it } from 'vitest';
import type { Story } from '../../../core/story/story.ts';
import { compileTopics } from '../../../core/watch/compiled/compile.ts';
import { createMatcher } from '../../../core/watch/matcher.ts';
import { readTopicFile } from '../../../core/watch/topic-file/topic-file.ts';
import { storyOf } from './stories.ts';

const SHARED = new Map([['fleet', ['frigate', 'fregat', '-fregat']]]);

/** Whether a topic with these lines matches a story. */
function fits(yaml: string, story: Partial<Story>): boolean {
  const reading = readTopicFile({ path: 'sample.yaml', text: `name: Sample\n${yaml}\n` }, SHARED);
  if (reading.kind === 'mistakes') throw new Error(JSON.stringify(reading.mistakes));
  return createMatcher(compileTopics([reading.topic])).match(storyOf(story)).length === 1;
}

/** As {@link fits}, under `alert on any`. */
function holds(clause: string, story: Partial<Story> | string): boolean {
  return fits(`alert on any:\n  - ${clause}`, typeof story === 'string' ? { body: story } : story);
}

describe('building blocks nest', () => {
  it.each([
    ['one of: [{all of: [Nato, KFOR]}, ISAF]', 'KFOR is led by Nato.', 'KFOR left.'],
    ['all of: [{one of: [Nato, KFOR]}, {none of: [museum]}]', 'KFOR left.', 'KFOR has a museum.'],
    ['same sentence: [fleet, {one of: [piracy, pirates]}]', 'A frigate met pirates.', 'A frigate. Piracy.'],
    ['same paragraph: [{same sentence: [Nato, KFOR]}, Iraq]', 'Nato has KFOR. In Iraq.', 'Nato. KFOR. Iraq.'],
    [
      'same sentence: [{at least 2 of: [drone, airport, police]}, Nato]',
      'Nato: a drone, police.',
      'Nato: a drone. Police.',
    ],
    [
      'at least 2 of: [{all of: [Nato, KFOR]}, {within 2 words: [cable, cut]}, Iraq]',
      'Cable cut in Iraq.',
      'Nato in Iraq.',
    ],
    [
      'at least 2 of: [{same sentence: [Nato, KFOR]}, {headline: [Iraq]}, ISAF]',
      'ISAF. Nato KFOR.',
      'ISAF. Nato. KFOR.',
    ],
    [
      'within 3 words in order: [{one of: [troops, fleet]}, leave]',
      'The fregat will leave.',
      'They leave the fregat.',
    ],
    [
      'within 3 words: [{exactly: [troops]}, {exactly with capitals: [US]}]',
      'US sends troops.',
      'The troops met us.',
    ],
    [
      'all of: [{exactly: [missions]}, {none of: [{exactly with capitals: [WHO]}]}]',
      'Missions, who?',
      'WHO missions.',
    ],
    [
      'all of: [{none of: [{all of: [museum, school]}]}, KFOR]',
      'KFOR at the museum.',
      'KFOR, museum, school.',
    ],
    ['body: [{same sentence: [Nato, {one of: [KFOR, ISAF]}]}]', 'Nato has ISAF.', 'Nato. ISAF.'],
    ['one of: [{one of: [{one of: [{all of: [Nato, {one of: [KFOR]}]}]}]}]', 'Nato, KFOR.', 'KFOR.'],
  ])('%s', (clause, right, wrong) => {
    expect(holds(clause, right)).toBe(true);
    expect(holds(clause, wrong)).toBe(false);
  });
});

describe('fields', () => {
  const everywhere = {
    headline: 'Nato',
    lead: 'Nato',
    body: 'Nato',
    byline: 'Nato',
    place: 'Nato',
    keywords: ['Nato'],
  };
  const nowhere = { headline: '', lead: '', body: '', byline: '', place: '', keywords: [] };

  it.each([
    ['headline', 'headline'],
    ['lead', 'lead'],
    ['body', 'body'],
    ['byline', 'byline'],
    ['place', 'place'],
    ['keyword', 'keywords'],
    ['keywords', 'keywords'],
  ] as const)('%s: looks in that field alone, whatever nests in it', (name, field) => {
    const clause = `${name}: [{one of: [Nato, fleet]}]`;
    expect(holds(clause, { ...nowhere, [field]: everywhere[field] })).toBe(true);
    expect(holds(clause, { ...everywhere, [field]: nowhere[field] })).toBe(false);
    expect(
      fits(`query: '${name === 'keywords' ? 'keyword' : name}:(Nato OR KFOR)'`, {
        ...nowhere,
        [field]: everywhere[field],
      }),
    ).toBe(true);
  });

  it('top: takes headline and lead together, and nothing else', () => {
    const top = 'top: [{one of: [Nato, fleet]}]';
    expect(holds(top, { ...nowhere, headline: 'Nato' })).toBe(true);
    expect(holds(top, { ...nowhere, lead: 'Nato' })).toBe(true);
    expect(holds(top, { ...everywhere, headline: '', lead: '' })).toBe(false);
    expect(fits("query: 'top:(Nato OR KFOR)'", { ...nowhere, lead: 'Nato' })).toBe(true);
    const both = 'top: [{all of: [Nato, fleet]}]';
    expect(holds(both, { headline: 'Nato', lead: 'A frigate.', body: 'Left.' })).toBe(true);
    expect(holds(both, { headline: 'Nato', lead: 'Left.', body: 'A frigate.' })).toBe(false);
    expect(holds(both, { headline: 'Nato fleet', lead: null, body: 'A frigate.' })).toBe(false);
    expect(
      holds('all of: [{top: [{none of: [Nato]}]}, KFOR]', { headline: 'KFOR', lead: 'Iraq', body: 'Nato' }),
    ).toBe(true);
  });

  it('top: ends with the lead where that is the start of the body, and no clause runs from headline to lead', () => {
    const body = 'A frigate left. Nato met.\nIraq waits.';
    const opening = { headline: 'KFOR', lead: 'A frigate left. Nato met.', body };
    expect(holds('top: [{all of: [KFOR, fleet, Nato]}]', opening)).toBe(true);
    expect(holds('top: [{all of: [KFOR, Iraq]}]', opening)).toBe(false);
    expect(holds('top: [{all of: [KFOR, Nato]}]', { ...opening, lead: 'A frigate left.' })).toBe(false);
    for (const lead of [opening.lead, 'A frigate left.', 'A frigate sailed.']) {
      for (const near of ['same sentence', 'same paragraph', 'within 2 words', 'within 100 words in order'])
        expect(holds(`top: [{${near}: [KFOR, fleet]}]`, { ...opening, lead })).toBe(false);
      expect(holds('top: [{within 2 words: [fleet, {one of: [sail, left]}]}]', { ...opening, lead })).toBe(
        true,
      );
    }
  });
});

describe('what the agency’s data say', () => {
  it.each<[string, Partial<Story>, Partial<Story>]>([
    ['wire: ritzau', { wire: 'ritzau' }, { wire: 'tt' }],
    ['via: AFP', { via: 'AFP' }, { via: 'Reuters' }],
    ['via: [AFP, dpa]', { via: 'DPA' }, { via: null }],
    ['via: AFP', { via: 'Reuters/AFP' }, { via: 'AFPA' }],
    ['via: Reuters/AFP', { via: 'Reuters/AFP' }, { via: 'AFP' }],
    ['language: da', { language: 'da' }, { language: 'en' }],
    ['urgency: 1-3', { urgency: 3 }, { urgency: 4 }],
    ['urgency: 1', { urgency: 1 }, { urgency: null }],
    ['kind: [flash, story]', { kind: 'flash' }, { kind: 'advisory' }],
    // A code stands for those below it; the two families of codes find each other.
    ['subject: medtop:20000056', { subjects: ['medtop:20000056'] }, { subjects: ['medtop:20000106'] }],
    ['subject: medtop:16000000', { subjects: ['medtop:20000056'] }, { subjects: ['medtop:20000106'] }],
    ['subject: medtop:16000000', { subjects: ['subj:16010001'] }, { subjects: ['subj:15054000'] }],
    ['subject: subj:16000000', { subjects: ['medtop:20000056'] }, { subjects: [] }],
  ])('%s narrows down, beside a word', (clause, right, wrong) => {
    const yaml = `alert on all:\n  - one of: [Nato]\n  - ${clause}`;
    expect(fits(yaml, { ...right, body: 'Nato' })).toBe(true);
    expect(fits(yaml, { ...wrong, body: 'Nato' })).toBe(false);
    expect(fits(yaml, { ...right, body: 'KFOR' })).toBe(false);
  });
});

describe('lists', () => {
  it('that are shared stand for their words, alone and among others, also in exact clauses', () => {
    expect(holds('one of: fleet', 'En panserfregat.')).toBe(true);
    expect(holds('one of: [fleet, Nato]', 'Nato.')).toBe(true);
    expect(holds('all of: fleet', 'A frigate, en fregat og en panserfregat.')).toBe(true);
    expect(holds('all of: fleet', 'A frigate.')).toBe(false);
    expect(fits('none of: fleet\nalert on any:\n  - one of: [Nato]', { body: 'Nato has a frigate.' })).toBe(
      false,
    );
    expect(
      fits('ignore inside: [a1 fleet]\nalert on any:\n  - exactly: [frigate]', { body: 'A frigate.' }),
    ).toBe(true);
  });
});

describe('exact words', () => {
  it.each([
    ['U.S.', 'The U.S. agreed.'],
    ['U.S. Army', 'It was the U.S. Army.'],
    ['bl.a.', 'Det er bl.a. Nato.'],
    ['O\u2019Brien', "Here O'Brien spoke."],
    ['Baltic\u2011Sea', 'A Baltic-Sea port.'],
    ['Ålborg', 'I A\u030alborg.'],
    ['A\u030alborg', 'I Ålborg.'],
  ])('are found whatever dot, apostrophe, hyphen or accent is written how: %s', (words, text) => {
    expect(holds(`exactly: [${words}]`, text)).toBe(true);
    expect(holds(`exactly with capitals: [${words}]`, text)).toBe(true);
  });
});

describe('compound endings', () => {
  it.each([
    ['-våben', 'atomvåbnene'],
    ['-trussel', 'bombetruslen'],
    ['-fængsel', 'statsfængslet'],
    ['-barn', 'skolebørnene'],
    ['-kraft', 'luftkræfter'],
    ['-stad', 'hovedstæderne'],
    ['-offer', 'krigsofrene'],
    ['-ministerium', 'forsvarsministeriets'],
    ['-museum', 'krigsmuseet'],
  ])('%s finds a noun that changes inside: %s', (ending, word) => {
    expect(holds(`one of: [${ending}]`, `Her er ${word}.`)).toBe(true);
  });

  it('F-16 finds the Danish plural behind an apostrophe', () => {
    expect(holds('one of: [F-16]', "To F-16'ere lettede.")).toBe(true);
  });
});

describe('words inside what is ignored', () => {
  const rule =
    'alert on any:\n  - one of: [mission]\nignore inside: [rescue mission, mission house, Indre Mission]';

  it.each([
    ['A rescue mission house. Indre Mission.', false],
    ['A rescue mission house. One mission. Indre Mission.', true],
    ['Indre Mission. Mission.', true],
    ['A mission. A rescue mission.', true],
    ['Rescue mission. A mission house. Rescue mission.', false],
  ])('do not count: %s', (body, holds) => {
    expect(fits(rule, { body })).toBe(holds);
  });

  it('cost a long text no more than its length', () => {
    const body = 'The rescue mission. '.repeat(100_000);
    expect(fits(rule, { body })).toBe(false);
  }, 10_000);
});
