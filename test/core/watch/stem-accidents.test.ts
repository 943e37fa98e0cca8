import { describe, expect, it } from 'vitest';
import { compileTopics } from '../../../core/watch/compiled/compile.ts';
import { createMatcher } from '../../../core/watch/matcher.ts';
import { stemAccidents } from '../../../core/watch/stem-accidents.ts';
import { readTopicFile } from '../../../core/watch/topic-file/topic-file.ts';
import { readTopics } from '../../../core/watch/topics.ts';
import { storyOf } from './stories.ts';

function found(word: string): readonly string[] {
  return stemAccidents(word).map(({ word: other }) => other);
}

describe('a word of a topic', () => {
  it.each([
    ['Polen', 'poll'],
    ['Polens', 'poll'],
    ['engineers', 'engine'],
    ['several', 'severe'],
    ['planer', 'plane'],
    ['plane', 'plan'],
    ['læge', 'lægge'],
    ['engineer', 'engine'],
    ['tank', 'tanke'],
    ['borde', 'border'],
    ['win', 'wine'],
  ])('%s finds %s by accident, and really does', (word, other) => {
    expect(found(word)).toContain(other);
    const reading = readTopicFile(
      { path: 'a.yaml', text: `name: A\nalert on any:\n  - one of: [${word}]\n` },
      new Map(),
    );
    if (reading.kind === 'mistakes') throw new Error('mistakes');
    expect(
      createMatcher(compileTopics([reading.topic])).match(storyOf({ body: `So ${other}.` })),
    ).toHaveLength(1);
  });

  it.each([
    // Inflections and what is made of the same root, in one language or both.
    'deploy deployment deployments deployed mission missioner missionerne missions operation operationer operational',
    'soldat soldaterne soldier soldiers styrke styrker styrkerne minister ministre ministers ministry ministerium',
    'produkt produktion general generator udsende udsendelse udsendt øvelse øvelser forsvar forsvaret defence defend defense angreb angribe attack attacker',
    'drive driver drivers worker winners builder teach write written wooden fallen lowered bomb bombe bomber',
    'missil missile satellit satellite debat debate medicin medicine natur naturen energi energy familie family',
    'Nato KFOR Letland Estland Grønland Greenland frigate fregat drone droner kabel kabler cable cables fly flyet',
    'airport lufthavn brigade bataljon kompagni kampgruppe battlegroup sergent kaptajn pilot piloter nettet resten',
    'found brought knives women built bragte bragt fandt fundet fundne angrebet bønder museet',
    'organisation organisationens election elections vælger vælgere politik politiker politikerne dansk dansker danskere',
  ])('is left alone where all that it finds is of its root: %s', (words) => {
    const warned = words.split(' ').filter((word) => found(word).length > 0);
    expect(warned).toEqual([]);
  });
});

describe('the check of topic files', () => {
  it('warns where such a word stands: in a list, a clause, a query, the shared lists', () => {
    const { mistakes, warnings, topics } = readTopics([
      {
        path: 'a.yaml',
        text: 'name: A\nlists:\n  east: [Nato, Polen]\nalert on any:\n  - all of: [east, planer]\n',
      },
      { path: 'b.yaml', text: 'name: B\nquery: |\n  Nato AND\n  (engineer OR KFOR)\n' },
      { path: 'c.yaml', text: 'name: C\nalert on any: [shared]\nnone of: [læge]\n' },
      { path: 'lists.yaml', text: 'lists:\n  shared: [tank]\n' },
    ]);
    expect(mistakes).toEqual([]);
    expect(topics).toHaveLength(3);
    expect(warnings.map(({ file, line, column, message }) => [file, line, column, message])).toEqual([
      [
        'a.yaml',
        3,
        16,
        '"Polen" also finds "poll", "pole" and "pollen": taken as Danish they have the same stem.',
      ],
      [
        'a.yaml',
        5,
        20,
        '"planer" also finds "planet", "plane" and "planner": taken as Danish they have the same stem.',
      ],
      ['b.yaml', 4, 4, '"engineer" also finds "engine": taken as English they have the same stem.'],
      ['c.yaml', 3, 11, '"læge" also finds "lægge": taken as Danish they have the same stem.'],
      ['lists.yaml', 2, 12, '"tank" also finds "tanke": taken as Danish they have the same stem.'],
    ]);
    expect(warnings[0]?.mend).toBe(
      'Write =Polen to take it as it stands, and beside it the other forms you want; or write poll beside it, if you mean both.',
    );
  });

  it('is silent about exact words, phrases, wildcards, and what stands beside the word', () => {
    const { warnings } = readTopics([
      {
        path: 'a.yaml',
        text: `name: A
lists:
  east: [=Polen, ==Polen, polen*, -polen, general staff, tank, tanke]
alert on any:
  - exactly: [officer, planer]
  - one of: east
`,
      },
      { path: 'b.yaml', text: 'name: B\nquery: =officer OR "general staff" OR (tank AND tanke)\n' },
    ]);
    expect(warnings).toEqual([]);
  });
});
