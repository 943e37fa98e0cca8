import { describe, expect, it } from 'vitest';
import { compileTopics } from '../../../core/watch/compiled/compile.ts';
import { createMatcher } from '../../../core/watch/matcher.ts';
import { renderMistake } from '../../../core/watch/mistake.ts';
import { readTopicFile } from '../../../core/watch/topic-file/topic-file.ts';
import { readTopics } from '../../../core/watch/topics.ts';
import { storyOf } from './stories.ts';

function read(text: string) {
  return readTopicFile({ path: 'topics/sample.yaml', text }, new Map([['shared', ['Nato']]]));
}

function mistakes(text: string) {
  const reading = read(text);
  return reading.kind === 'mistakes' ? reading.mistakes : [];
}

function topic(text: string) {
  const reading = read(text);
  if (reading.kind === 'mistakes') throw new Error(reading.mistakes.map(({ message }) => message).join('\n'));
  return reading.topic;
}

const BODY = 'alert on any:\n  - one of: [mission]\n';

function warnings(text: string, wires?: readonly string[]) {
  const reading = readTopicFile({ path: 'topics/sample.yaml', text }, new Map(), wires);
  return reading.kind === 'topic' ? reading.warnings : [];
}

describe('a topic file', () => {
  it('gives its facts', () => {
    const text = `name: {en: Nato missions, da: Nato-missioner}
about: >
  Two lines
  of text.
updates: all
paused: until 2026-05-01T07:00+02:00
must match: [samples/a.txt]
must not match: samples/b.txt
${BODY}`;
    expect(topic(text)).toMatchObject({
      id: 'sample',
      name: { en: 'Nato missions', da: 'Nato-missioner' },
      about: 'Two lines of text.',
      updates: 'all',
      paused: { until: '2026-05-01T05:00:00.000Z' },
      mustMatch: ['samples/a.txt'],
      mustNotMatch: ['samples/b.txt'],
    });
  });

  it('keeps its false friends from the endings in its query, and tells of a wrong one once', () => {
    const text = (friend: string) =>
      `name: Missions\nfalse friends: [${friend}]\nquery: '-mission'\nnone of: [Indre Mission]\n`;
    const matcher = createMatcher(compileTopics([topic(text('rummission'))]));
    expect(matcher.match(storyOf({ body: 'En fredsmission begynder.' }))).toHaveLength(1);
    expect(matcher.match(storyOf({ body: 'En rummission begynder.' }))).toHaveLength(0);
    expect(mistakes(text('"!"'))).toHaveLength(1);
  });

  it('tells of new topics only, is live and looks anywhere where it says nothing', () => {
    expect(topic(`name: Missions\n${BODY}`)).toMatchObject({
      name: { en: 'Missions', da: 'Missions' },
      updates: 'new-topics',
      paused: null,
      where: 'anywhere',
    });
  });

  it('takes words that YAML would take for something else', () => {
    const { rule } = topic(
      `name: Odd\nalert on any:\n  - one of: [yes, null, 007, 1e3, -mission, true, "a: b", "#metoo", "@nato"]\n`,
    );
    expect(rule).toMatchObject({
      terms: [
        { kind: 'word', text: 'yes' },
        { kind: 'word', text: 'null' },
        { kind: 'word', text: '007' },
        { kind: 'word', text: '1e3' },
        { kind: 'ending', text: 'mission' },
        { kind: 'word', text: 'true' },
        { kind: 'phrase', text: 'a: b' },
        { kind: 'word', text: 'metoo' },
        { kind: 'word', text: 'nato' },
      ],
    });
  });

  it('takes =words and ==Words in any list, and knows them from the names of lists', () => {
    const { rule, ignoreInside } = topic(
      `name: N
lists: {fleet: [frigate, =fleets, ==US Navy]}
alert on any:
  - same sentence: [fleet, =fleet]
  - headline: ["==WHO"]
ignore inside: [="Rescue Fleet"]
`,
    );
    const exact = (text: string, capitals = false) => ({ kind: 'exact', text, capitals });
    expect(rule).toMatchObject({
      of: [
        {
          of: [
            {
              terms: [
                { kind: 'word', text: 'frigate' },
                exact('fleets'),
                { kind: 'phrase', text: 'US Navy', parts: [exact('US', true), exact('Navy', true)] },
              ],
            },
            { terms: [exact('fleet')] },
          ],
        },
        { of: { terms: [exact('WHO', true)] } },
      ],
    });
    expect(ignoreInside).toMatchObject([{ parts: [exact('Rescue'), exact('Fleet')] }]);
  });

  it('may name any wire and agency, but is warned of those that nobody has', () => {
    const clauses = (...facts: readonly string[]) =>
      `name: N\nalert on all:\n  - one of: [Nato]\n${facts.map((fact) => `  - ${fact}\n`).join('')}`;
    const query = (fact: string) => `name: N\nquery: "Nato AND ${fact}"\n`;
    expect(warnings(clauses('wire: Ritzau', 'via: [AFP, reuters, Jyllands-Posten, TV 2]'))).toEqual([]);
    expect(warnings(query('wire:ritzau AND via:dpa'))).toEqual([]);
    expect(warnings(clauses('wire: ntb'), ['ritzau', 'ntb'])).toEqual([]);
    for (const text of [clauses('wire: ritzua'), query('wire:ritzua')]) {
      expect(warnings(text)).toMatchObject([
        {
          message: 'No wire is called "ritzua": a story never comes from it.',
          mend: 'Did you mean ritzau? A wire is named under wires: in the configuration.',
        },
      ]);
    }
    expect(warnings(clauses('wire: reuters'), ['ritzau', 'ntb'])).toMatchObject([
      { line: 4, column: 11, mend: expect.stringContaining('Those watched are: ritzau, ntb.') },
    ]);
    expect(warnings(clauses('via: [AFP, Ruters]'))).toMatchObject([
      { line: 4, column: 16, mend: expect.stringContaining('Did you mean Reuters?') },
    ]);
    expect(warnings(query('via:APF'))).toMatchObject([
      { line: 2, column: 22, mend: expect.stringContaining('Did you mean AFP?') },
    ]);
  });

  it.each([
    ['', 'There is no topic in this file.'],
    ['\n# Nothing yet.\n', 'There is no topic in this file.'],
    ['---\n', 'There is no topic in this file.'],
    ['{}\n', 'There is no topic in this file.'],
    ['Nato mission\n', 'A topic begins with its keys, such as "name:".'],
    ['- one of: [Nato]\n', 'A topic begins with its keys, such as "name:".'],
  ])('without its keys is one mistake: %j', (text, message) => {
    expect(mistakes(text)).toMatchObject([{ line: 1, column: 1, message }]);
  });

  it.each([
    ['name:\nalert on any: [Nato]\n', [[1, 1, 'The name is empty.']]],
    ['name: [A, B]\nalert on any: [Nato]\n', [[1, 7, 'A name is one text, or one for each language.']]],
    [
      'name: {english: A, danish: B}\nalert on any:\n  - one of: [Nato]\n',
      [
        [1, 8, '"english" is no language of a name.'],
        [1, 20, '"danish" is no language of a name.'],
      ],
    ],
  ])('says what is wrong with its name: %j', (text, found) => {
    expect(mistakes(text).map(({ line, column, message }) => [line, column, message])).toEqual(found);
  });

  it('takes signs that belong to words, in quotes or not', () => {
    const words = [
      '"Nato OR KFOR"',
      '"Nato; KFOR"',
      '16:9',
      '1,5',
      '“Nato mission”',
      '„Nato”',
      '»KFOR«',
      'Øst/Vest',
      'AT&T',
    ];
    expect(
      mistakes(`name: N\nalert on any:\n  - one of:\n${words.map((word) => `    - ${word}\n`).join('')}`),
    ).toEqual([]);
  });

  it('uses lists of its own and shared ones', () => {
    const { rule } = topic(
      'name: N\nlists: {tasks: [mission]}\nalert on any:\n  - same sentence: [shared, tasks]\n',
    );
    expect(rule).toMatchObject({
      kind: 'together',
      clause: 'same sentence: [shared, tasks]',
      of: [{ terms: [{ text: 'Nato' }] }, { terms: [{ text: 'mission' }] }],
    });
  });

  it.each([
    [
      'an unknown list',
      'lists: {operations: [KFOR]}\nalert on any:\n  - one of: operatoins',
      4,
      13,
      'no list "operatoins"',
      'Did you mean operations?',
    ],
    [
      'a list misspelt among words',
      'lists: {operations: [KFOR]}\nalert on any:\n  - one of: [operatoins]',
      4,
      14,
      'one called operations',
      'in quotes',
    ],
    [
      'a short clause misspelt',
      'alert on any:\n  - tops: [Nato]',
      3,
      5,
      '"tops" is no clause',
      'Did you mean "top:"?',
    ],
    ['an unknown clause', 'alert on any:\n  - any of: [mission]', 3, 5, '"any of" is no clause', 'one of'],
    [
      'a word with a colon',
      'alert on any:\n  - one of: [Mission: Impossible]',
      3,
      14,
      'no clause',
      '"Mission: Impossible"',
    ],
    ['an unknown key', `alerts on: x\n${BODY}`, 2, 1, 'no "alerts on"', 'alert on any'],
    ['a leading star', 'alert on any:\n  - one of: [*ploy]', 3, 14, 'leading *', 'deploy*'],
    ['an at sign', 'alert on any:\n  - one of: [@nato]', 3, 14, 'keeps this sign', 'quotes'],
    ['a swallowed word', 'alert on any:\n  - one of: [Nato #metoo, KFOR]', 3, 19, 'comment', 'quotes'],
    [
      'a word lost behind #',
      'lists:\n  a:\n    - Nato #metoo\nalert on any:\n  - one of: a',
      4,
      12,
      'comment',
      'quotes',
    ],
    ['a tab', 'alert on any:\n\t- one of: [Nato]', 3, 1, 'tab', 'spaces'],
    ['an open quote', 'alert on any:\n  - one of: ["Nato]', 3, 14, 'not closed', 'Close it'],
    [
      'items indented unlike',
      'lists:\n  a:\n    - Nato\n      - KFOR\nalert on any:\n  - one of: a',
      4,
      7,
      'read as one',
      'alike',
    ],
    ['a short wildcard', 'alert on any:\n  - one of: [de*]', 3, 14, 'far too many', '3 letters'],
    ['a stop word', 'alert on any:\n  - one of: [og]', 3, 14, 'so common', 'capitals'],
    ['a star inside', 'alert on any:\n  - one of: [de*ploy]', 3, 14, 'cannot be looked for', 'deploy*'],
    ['no positive word', 'alert on any:\n  - none of: [mission]', 3, 5, 'without one of its words', 'all of'],
    [
      'a code as proof',
      'alert on any:\n  - one of: [Nato]\n  - subject: medtop:20000056',
      4,
      5,
      'without one of its words',
      'all of',
    ],
    [
      'an unknown code',
      'alert on all:\n  - one of: [Nato]\n  - subject: medtop:99',
      4,
      14,
      'no subject',
      'medtop:20000056',
    ],
    [
      'an unknown language',
      'alert on all:\n  - one of: [Nato]\n  - language: danish',
      4,
      15,
      'no language',
      'da or en',
    ],
    ['none wanted', 'alert on any:\n  - at least 0 of: [Nato, KFOR]', 3, 5, 'always holds', '1 to 2'],
    ['too many wanted', 'alert on any:\n  - at least 3 of: [Nato, KFOR]', 3, 5, 'never be met', '1 to 2'],
    [
      'asked for and ruled out',
      'alert on any:\n  - all of:\n      - one of: [Nato mission]\n      - none of: [Nato]',
      4,
      9,
      'ruled out',
      'Take it out',
    ],
    [
      'never counting',
      'alert on any:\n  - one of: [rescue mission]\nignore inside: [mission]',
      3,
      5,
      'never counts',
      'Take it out',
    ],
    ['a field outside', 'where: headline\nalert on any:\n  - body: [Nato]', 4, 5, 'never met', 'where'],
    [
      'words too near',
      'alert on any:\n  - within 1 words in order: [Nato, new, mission]',
      3,
      5,
      'never stand within 1',
      'at least 2',
    ],
    [
      'a clause inside within',
      'alert on any:\n  - within 5 words: [Nato, {all of: [new, mission]}]',
      3,
      5,
      'counts between words',
      'beside',
    ],
    ['an unknown field', 'alert on any:\n  - headlien: [Nato]', 3, 5, 'no clause', 'headline:'],
    ['a clause in capitals', 'alert on any:\n  - One of: [Nato]', 3, 5, 'no clause', 'one of:'],
    ['a key misspelt', 'alert on ayn:\n  - one of: [Nato]', 2, 1, 'no "alert on ayn"', 'alert on any:'],
    ['a field unknown to a query', 'query: headlien:Nato', 2, 8, 'no field "headlien"', 'headline'],
    ['no space behind the colon of a key', `about:{en: x}\n${BODY}`, 2, 1, 'about:', 'Put a space behind'],
    [
      'no space behind a colon',
      'alert on any:\n  - one of:[Nato]',
      3,
      5,
      'a space is missing',
      'one of: [Nato]',
    ],
    ['none before a word', 'alert on any:\n  - one of:Nato', 3, 5, 'a space is missing', '"one of: Nato"'],
    [
      'none behind a dash',
      'alert on any:\n  -one of: [Nato]',
      3,
      3,
      '"-one of" is no clause',
      'behind the dash',
    ],
    ['OR in a list', 'alert on any:\n  - one of: [Nato OR KFOR]', 3, 14, 'one phrase, with "OR"', '"query:"'],
    ['a semicolon', 'alert on any:\n  - one of: [Nato; KFOR]', 3, 14, 'one phrase', 'with ; in it'],
    ['commas behind a dash', 'alert on any:\n  - one of:\n    - Nato, KFOR', 4, 7, 'one phrase', 'a dash'],
    ['commas alone', 'lists:\n  a: Nato, KFOR\nalert on any:\n  - one of: a', 3, 6, 'one phrase', '[ and ]'],
    ['a second colon', 'about: Ships: at sea', 2, 13, 'second colon', 'about: "Ships: at sea"'],
    ['a query with a colon apart', 'query: headline: Nato', 2, 16, 'second colon', '"query: |"'],
    [
      'a field apart from its word',
      'query: |\n  headline: Nato',
      3,
      3,
      'apart from its word',
      'headline:Nato',
    ],
    ['a quote in quotes', 'about: "Ships "at sea""', 2, 16, 'behind a closing quote', 'whole phrase'],
    ['a key without a colon', 'alert on any\n  - one of: [Nato]', 2, 1, 'no colon', 'ends in a colon'],
    ['a remark without its #', 'alert on any: [Nato]\n\nLook at KFOR too', 4, 1, 'no colon', 'begins with #'],
    [
      'no colon before brackets',
      'alert on any:\n  - one of [Nato]',
      3,
      5,
      'colon is missing',
      'one of: [Nato]',
    ],
    [
      'words between braces',
      'alert on any:\n  - one of: {Nato, KFOR}',
      3,
      13,
      'not between { and }',
      '[mission',
    ],
    [
      'words in parentheses',
      'alert on any:\n  - one of: (Nato, KFOR)',
      3,
      13,
      'no list',
      'write [Nato, KFOR]',
    ],
    ['a long dash', 'alert on any:\n  – one of: [Nato]', 3, 3, '"– one of" is no clause', 'ordinary dash'],
    [
      'dashes indented unlike',
      'alert on any:\n    - one of: [Nato]\n  - one of: [KFOR]',
      4,
      3,
      'not indented alike',
      'same number',
    ],
    [
      'brackets in brackets',
      'alert on any:\n  - one of: [Nato, [KFOR]]',
      3,
      20,
      'inside of brackets',
      'one pair',
    ],
    ['a brace too few', 'lists: {a: [Nato]\nalert on any: [a]', 2, 8, 'brace is opened', 'Close it with }'],
    ['another sign for NEAR', 'query: Nato W/5 KFOR', 2, 13, 'NEAR/5 is meant', 'Write NEAR/5'],
    [
      'two commas',
      'alert on any:\n  - one of: [Nato,, KFOR]',
      3,
      19,
      'before this comma',
      'Take the comma out',
    ],
    [
      'a regular expression',
      'alert on any:\n  - one of: [colou?r]',
      3,
      14,
      'another search language',
      'Only *',
    ],
    ['a dot and a star', 'alert on any:\n  - one of: [Nato.*]', 3, 14, 'another search language', 'Only *'],
    ['low quote marks', 'alert on any:\n  - one of: [„Nato, mission”]', 3, 14, 'not closed', "between '…'"],
    [
      'a missing dash',
      'alert on any:\n  - one of: [Nato]\n  headline: [KFOR]',
      4,
      3,
      'A dash is missing',
      'own dash',
    ],
    ['a word without a dash', 'lists:\n  a:\n    - Nato\n    KFOR', 5, 5, 'A dash is missing', 'own dash'],
    ['no words', 'lists:\n  a:\nalert on any:\n  - one of: a', 3, 5, 'The list is empty', 'take it out'],
    [
      'lists behind dashes',
      'lists:\n  - a: [Nato]\n  - b: [KFOR]\nalert on any:\n  - one of: a\n  - one of: b',
      3,
      3,
      'no dashes before their names',
      'operations: [KFOR, ISAF]',
    ],
    ['a list without a name', 'lists: [Nato]\nalert on any: [Nato]', 2, 8, 'have no name', 'operations:'],
    [
      'a space of the web',
      'alert on any:\n\u00a0\u00a0- one of: [Nato]',
      3,
      1,
      'a space that YAML',
      'ordinary space',
    ],
    ['a key in capitals', 'Alert On Any:\n  - one of: [Nato]', 2, 1, 'no "Alert On Any"', '"alert on any:"'],
    ['a key misspelt', 'alert on anny:\n  - one of: [Nato]', 2, 1, 'no "alert on anny"', '"alert on any:"'],
    ['a Danish key', 'alarm på:\n  - one of: [Nato]', 2, 1, 'no "alarm på"', '"alert on any:"'],
    [
      'a Danish clause',
      'alert on any:\n  - samme sætning: [Nato, KFOR]',
      3,
      5,
      'no clause',
      '"same sentence:"',
    ],
    ['a clause by another name', 'alert on any:\n  - title: [Nato]', 3, 5, 'no clause', '"headline:"'],
    [
      'a number in words',
      'alert on any:\n  - within five words: [Nato, KFOR]',
      3,
      5,
      'no clause',
      '"within 5 words:"',
    ],
    ['a clause at the margin', 'one of: [Nato]', 2, 1, 'no "one of"', 'below "alert on any:"'],
    ['lists in a clause', 'alert on any:\n  - lists: {a: [Nato]}', 3, 5, 'no clause', 'at the left margin'],
    ['a query behind a dash', 'query:\n  - Nato OR KFOR', 3, 3, 'one text', '"query: |"'],
    [
      'a query that opens with a quote',
      'query: "Nato mission" OR KFOR',
      2,
      23,
      'behind a closing',
      '"query: |"',
    ],
    ['a query in small letters', 'query: Nato and KFOR', 2, 13, 'AND is meant', 'in capitals'],
    ['NEAR without a number', 'query: Nato NEAR KFOR', 2, 13, 'NEAR/5 is meant', 'Write NEAR/5'],
    ['a field by another name', 'query: Titel:Nato', 2, 8, 'no field "Titel"', 'headline:'],
    ['a bracket too many', 'alert on any:\n  - one of: Nato]', 3, 13, 'a bracket in it', 'close each'],
    [
      'a bracket too few',
      'alert on any:\n  - one of: ["a [", Nato # [\nnone of: [museum]',
      3,
      13,
      'not closed',
      'Close it with ]',
    ],
    ['a bracket too few at the end', 'alert on any:\n  - one of: [Nato', 3, 13, 'not closed', 'with ]'],
    ['a line too far left', 'alert on any:\n  - one of: [Nato,\nKFOR]', 4, 1, 'indented', 'same number'],
    ['letters lost', 'alert on any:\n  - one of: [\ufffdvelse]', 3, 14, 'UTF-8', 'Save it again'],
    ["a country's code", 'query: Nato AND language:dk', 2, 26, 'no language', 'da or en'],
    ['a key in capitals', 'Alert on any:\n  - one of: [Nato]', 2, 1, 'no "Alert on any"', '"alert on any:"'],
    [
      'a copied space behind a dash',
      'alert on any:\n  -\u00a0one of: [Nato]',
      3,
      4,
      'does not take',
      'ordinary',
    ],
    [
      'a comma in quotes',
      'alert on any:\n  - one of: [="Nato, KFOR"]',
      3,
      14,
      'not closed',
      '\'="Nato, mission"\'',
    ],
    [
      'words behind quotes',
      'alert on any:\n  - one of: ["Nato" mission]',
      3,
      21,
      'closing quote mark',
      'whole',
    ],
    ['a # first in brackets', 'alert on any:\n  - one of: [#metoo, KFOR]', 3, 14, 'comment', 'quotes'],
    [
      'a # first in a line',
      'lists:\n  a:\n    - #metoo\nalert on any:\n  - one of: a',
      4,
      7,
      'comment',
      'quotes',
    ],
    [
      'a leading apostrophe',
      "alert on any:\n  - one of: ['s-Hertogenbosch]",
      3,
      14,
      'not closed',
      'other kind',
    ],
    [
      'a leading star in a list',
      'lists:\n  a:\n    - *ploy\nalert on any:\n  - one of: a',
      4,
      7,
      '*',
      'deploy*',
    ],
    ['a leading !', 'alert on any:\n  - one of: [!Nato]', 3, 14, 'leading & or !', 'quotes'],
    ['a leading &', 'alert on any:\n  - one of: [KFOR, &Nato Iraq]', 3, 20, 'leading & or !', 'quotes'],
    ['a leading %', 'alert on any:\n  - one of: [%Nato]', 3, 14, 'keeps this sign', 'quotes'],
    ['a leading `', 'alert on any:\n  - one of: [`Nato`]', 3, 14, 'keeps this sign', 'quotes'],
    ['a copied space', 'alert on any:\n\u00a0 - one of: [Nato]', 3, 1, 'does not take for one', 'ordinary'],
    ['two topics in a file', `${BODY}---\nname: B`, 4, 1, 'second file', 'of its own'],
    ['nothing asked for', 'alert on any:\n  - exactly: []', 3, 14, 'Nothing stands', 'words'],
    ['no value', 'alert on all:\n  - one of: [Nato]\n  - wire: []', 4, 11, 'Nothing stands', 'words'],
    ['a short ending', 'alert on any:\n  - one of: [-by]', 3, 14, 'far too many', '3 letters'],
    ['stop words alone', 'alert on any:\n  - one of: [to be or not to be]', 3, 14, 'so common', '==US'],
    ['an exact stop word', 'alert on any:\n  - exactly: [US]', 3, 15, 'so common', '==US'],
    ['an ending taken exactly', 'alert on any:\n  - exactly: [-mission]', 3, 15, 'as they stand', 'one of'],
    [
      'an unknown kind',
      'alert on all:\n  - one of: [Nato]\n  - kind: urgent',
      4,
      11,
      'no kind',
      'press-release',
    ],
    [
      'an unknown urgency',
      'alert on all:\n  - one of: [Nato]\n  - urgency: high',
      4,
      14,
      'no urgency',
      '1-3',
    ],
    [
      'two languages at once',
      'alert on all:\n  - one of: [Nato]\n  - language: da\n  - language: en',
      4,
      5,
      'one language only',
      'one of:',
    ],
    [
      'a headline in a sentence of the body',
      'alert on any:\n  - same sentence: [{headline: [Nato]}, {body: [Iraq]}]',
      3,
      5,
      'no part of a sentence',
      'one of',
    ],
    [
      'one word twice',
      'alert on any:\n  - at least 2 of: [soldier, soldiers]',
      3,
      5,
      'same word',
      'one of the two',
    ],
    [
      'an inflection ruled out',
      'alert on any:\n  - one of: [soldier]\nnone of: [soldiers]',
      3,
      5,
      'ruled out',
      'Take',
    ],
    [
      'a wildcard ruled out',
      'alert on any:\n  - one of: [deployment]\nnone of: [deploy*]',
      3,
      5,
      'ruled out',
      'Take',
    ],
    [
      'an exact word ruled out',
      'alert on any:\n  - one of: [=missions]\nnone of: [mission]',
      3,
      5,
      'ruled out',
      'Take',
    ],
    [
      'one of two near words ruled out',
      'alert on any:\n  - within 3 words: [Nato, Iraq]\nnone of: [Nato]',
      3,
      5,
      'ruled out',
      'Take',
    ],
    [
      'a headline skipped',
      'alert on any:\n  - headline: [Nato]\nskip when headline has: [Nato]',
      3,
      5,
      'ruled out',
      'Take',
    ],
    ['a query that rules itself out', 'query: Nato AND NOT Nato', 2, 1, 'ruled out', 'Take'],
    ['an open quote in a query', 'query: Nato AND "KFOR', 2, 17, 'not closed', 'behind the phrase'],
    ['a mixed query', 'query: |\n  Nato OR KFOR\n  AND Iraq', 4, 3, 'two ways', '(a AND b) OR c'],
    ['a folded query', 'query: >\n  (Nato OR\n   KFOR AND Iraq)', 4, 9, 'two ways', '(a AND b) OR c'],
    ['a query that ends too soon', 'query: |\n  Nato\n  AND\n', 4, 6, 'ends where', 'last operator'],
    ['two rules', `query: Nato\n${BODY}`, 2, 1, 'cannot both', 'Keep one'],
    ['no rule', 'about: nothing', 1, 1, 'what to alert on', 'alert on any'],
    [
      'a field that is no part of another',
      'alert on any:\n  - body: [{headline: [Nato]}]',
      3,
      13,
      'never met inside the body',
      'beside',
    ],
    [
      'a word ruled out of all the top',
      'alert on any:\n  - lead: [Nato]\nnone of:\n  - top: [Nato]',
      3,
      5,
      'ruled out',
      'Take',
    ],
    [
      'a word ruled out of both parts of the top',
      'alert on any:\n  - top: [Nato]\nnone of: [{headline: [Nato]}, {lead: [Nato]}]',
      3,
      5,
      'ruled out',
      'Take',
    ],
    ['an unclear pause', `paused: 2026-05-01\n${BODY}`, 2, 1, 'cannot be paused', 'offset'],
    ['an unknown choice', `updates: sometimes\n${BODY}`, 2, 1, 'cannot be "sometimes"', 'new-topics'],
    ['a key twice', `about: a\nabout: b\n${BODY}`, 3, 1, 'twice', 'Join'],
  ])('with %s says where, what and how to mend it', (_name, text, line, column, message, mend) => {
    const [first, ...others] = mistakes(`name: Sample\n${text}\n`);
    expect(first).toMatchObject({ file: 'topics/sample.yaml', line, column });
    expect(first?.message).toContain(message);
    expect(first?.mend).toContain(mend);
    expect(others).toEqual([]);
  });

  it.each([
    ['a word outside of the headline', 'alert on any:\n  - one of: [Nato]\nskip when headline has: [Nato]'],
    ['a byline', 'alert on any:\n  - all of: [{byline: [Nato]}, KFOR]\nnone of: [Nato]'],
    ['another form', 'alert on any:\n  - one of: [mission]\nnone of: [=missions]'],
    ['other capitals', 'alert on any:\n  - exactly: [nato]\nnone of: [==NATO]'],
    ['a word of several', 'alert on any:\n  - one of: [Nato, KFOR]\nnone of: [Nato]'],
    ['a word of the top', 'alert on any:\n  - top: [Nato]\nskip when headline has: [Nato]'],
    ['a headline at the top', 'alert on any:\n  - top: [{headline: [Nato]}, {lead: [{top: [KFOR]}]}]'],
    ['the top of a headline', 'where: headline\nalert on any:\n  - top: [Nato]'],
    ['one part of a word', 'alert on any:\n  - one of: [Nato-led]\nnone of: [led]'],
    ['two agencies', 'alert on all:\n  - one of: [Nato]\n  - via: AFP\n  - via: dpa'],
    [
      'the same language twice',
      'alert on all:\n  - one of: [Nato]\n  - language: [da, sv]\n  - language: da',
    ],
  ])('is right where what is ruled out leaves something: %s', (_name, text) => {
    expect(mistakes(`name: Sample\n${text}\n`)).toEqual([]);
  });

  it('takes a space copied into the name of a clause for a space', () => {
    expect(topic('name: Sample\nalert on any:\n  - one\u00a0of: [Nato]\n').rule).toMatchObject({
      kind: 'words',
    });
  });

  it('warns of a list that is used nowhere', () => {
    const reading = read(
      `name: Sample\nlists:\n  fleet: [frigate]\n  ports: [harbour]\nalert on any:\n  - one of: [fleet]\n`,
    );
    expect(reading.kind === 'topic' && reading.warnings).toMatchObject([
      { line: 4, column: 3, message: 'The list "ports" is used nowhere.' },
    ]);
  });

  it('shows the place of a mistake', () => {
    const text = 'name: N\nalert on any:\n  - one of: [de*]\n';
    const [first] = mistakes(text);
    if (first === undefined) throw new Error('no mistake');
    expect(renderMistake(first, text).split('\n').slice(0, 3)).toEqual([
      'topics/sample.yaml:3:14: "de*" would be met by far too many words.',
      '    - one of: [de*]',
      '               ^',
    ]);
  });

  it('survives any text', () => {
    for (const text of [
      '',
      '[',
      '- a',
      'a',
      '{}',
      '\u0000',
      '&a [*a]',
      'name: N\nalert on any: ',
      'query: |',
      `${'['.repeat(5000)}`,
    ]) {
      expect(mistakes(text).length).toBeGreaterThan(0);
    }
  });
});

describe('the files of a topics folder', () => {
  const file = (name: string, text: string) => ({ path: `topics/${name}.yaml`, text });

  it('share lists, and come in order of id', () => {
    const { topics, mistakes: found } = readTopics([
      file('b', 'name: B\nalert on any:\n  - one of: fleet\n'),
      file('a', 'name: A\nalert on any:\n  - one of: [Nato]\n'),
      file('lists', 'lists:\n  fleet: [frigate]\n'),
    ]);
    expect(found).toEqual([]);
    expect(topics.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('tell of two topics alike, and keep the good ones', () => {
    const { topics, mistakes: found } = readTopics([
      file('a', 'name: A\nalert on any:\n  - one of: [Nato]\n'),
      file('b', 'name: B\nalert on any:\n  - one of: [Nato]\n'),
      file('c', 'name: C\nalert on any:\n  - one of: nothing\n'),
    ]);
    expect(topics.map(({ id }) => id)).toEqual(['a']);
    expect(found.map(({ file: path, message }) => [path, message])).toEqual([
      ['topics/b.yaml', 'This topic looks for exactly the same as topics/a.yaml.'],
      ['topics/c.yaml', 'There is no list "nothing".'],
    ]);
  });

  it('tell of topics that differ in order only, or have the same name', () => {
    const { mistakes: found } = readTopics([
      file('a', 'name: A\nalert on any:\n  - one of: [Nato, KFOR]\n  - all of: [cable, ship]\n'),
      file('b', 'name: B\nalert on any:\n  - all of: [ship, cable]\n  - one of: [KFOR, Nato]\n'),
      file('c', 'name: A\nalert on any:\n  - one of: [ISAF]\n'),
      file('d', 'name: D\nalert on any:\n  - within 3 words in order: [cable, cut]\n'),
      file('e', 'name: E\nalert on any:\n  - within 3 words in order: [cut, cable]\n'),
    ]);
    expect(found.map(({ file: path, message }) => [path, message])).toEqual([
      ['topics/b.yaml', 'This topic looks for exactly the same as topics/a.yaml.'],
      ['topics/c.yaml', 'This topic has the same name as topics/a.yaml.'],
    ]);
  });
});

describe('clauses with names', () => {
  const HEAD = `name: Sample
lists: {nations: [Swedish, Norwegian], fleet: [frigate, submarine]}
clauses:
  foreign ships:
    within 3 words in order: [nations, fleet]
`;

  it('stand for what is below their name, defined above or below', () => {
    const { rule } = topic(`name: Sample
clauses:
  outer:
    all of: [{clause: inner}, Iraq]
  inner:
    - same sentence: [Nato, mission]
    - one of: [KFOR]
alert on any:
  - headline: {clause: outer}
`);
    expect(rule).toMatchObject({
      kind: 'field',
      clause: 'headline: {clause: outer}',
      of: {
        kind: 'any',
        clause: 'clause: outer',
        of: [
          {
            kind: 'all',
            of: [
              {
                kind: 'any',
                clause: 'clause: inner',
                of: [{ kind: 'together' }, { kind: 'words', clause: 'one of: [KFOR]' }],
              },
              { kind: 'words', terms: [{ text: 'Iraq' }] },
            ],
          },
        ],
      },
    });
  });

  it('stand for their words inside of within', () => {
    const { rule } = topic(`name: Sample
clauses: {ships: {one of: [frigate, submarine]}}
alert on any:
  - within 3 words: [Danish, {clause: ships}]
`);
    expect(rule).toMatchObject({ kind: 'within', of: [{}, { kind: 'words', terms: [{}, {}] }] });
  });

  it.each([
    [
      'a name that is nearly there',
      '  - clause: forein ships',
      7,
      13,
      'no clause "forein ships"',
      'Did you mean foreign ships?',
    ],
    ['a name that is not there', '  - clause: x1', 7, 13, 'no clause "x1"', 'There are: foreign ships.'],
    ['a list', '  - clause: fleet', 7, 13, 'no clause "fleet"', 'write "one of: fleet"'],
    ['a clause for a list', '  - one of: foreign ships', 7, 13, 'no list', 'Write "clause: foreign ships".'],
    [
      'a clause for words',
      '  - one of: [Nato, foreign ships]',
      7,
      20,
      'name of a clause',
      '{clause: foreign ships}',
    ],
    ['two names', '  - clause: [foreign ships, x1]', 7, 13, 'name of one clause', 'docs/topics.md'],
    [
      'a clause inside within',
      '  - within 5 words: [Nato, {clause: foreign ships}]',
      7,
      5,
      'counts between words',
      'beside',
    ],
  ])('with %s say where, what and how to mend it', (_name, text, line, column, message, mend) => {
    const found = mistakes(`${HEAD}alert on any:\n${text}\n`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ line, column });
    expect(found[0]?.message).toContain(message);
    expect(found[0]?.mend).toContain(mend);
  });

  it.each([
    ['words alone', '  places: [Iraq, Mali]', 6, 11, 'Words alone', '"lists:"'],
    ['a word alone', '  places: Iraq', 6, 11, 'a clause such as', 'docs/topics.md'],
    ['nothing', '  places:', 6, 10, 'a clause such as', 'Write it'],
    ['two clauses without dashes', '  a: {one of: [x1], all of: [x2]}', 6, 6, 'Two clauses', 'its own dash'],
    ['the name of a list', '  fleet: {one of: [x1]}', 6, 3, 'name of a list', 'another name'],
    ['itself', '  a: {all of: [{clause: a}, Iraq]}', 6, 25, '"a" stands inside itself.', 'out of the other'],
    [
      'a circle',
      '  a: {one of: [{clause: b}]}\n  b: {one of: [{clause: c}]}\n  c: {one of: [{clause: a}]}',
      8,
      25,
      '"a" stands inside itself: it has "b", which has "c", which has "a".',
      'out of the other',
    ],
    ['a field inside another', '  a: {headline: [{lead: [x1]}]}', 6, 19, 'never met inside', 'beside'],
    ['a wrong word', '  a: {one of: [de*]}', 6, 16, 'far too many', '3 letters'],
  ])('that have %s say so once, however often they are used', (_name, text, line, column, message, mend) => {
    const name = text.trim().split(':')[0];
    const uses =
      name === 'fleet' ? '' : `  - clause: ${name}\n  - same sentence: [{clause: ${name}}, Nato]\n`;
    const found = mistakes(`${HEAD}${text}\nalert on any:\n  - clause: foreign ships\n${uses}`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ line, column });
    expect(found[0]?.message).toContain(message);
    expect(found[0]?.mend).toContain(mend);
  });

  it('that are right by themselves and wrong where they are used say so there', () => {
    const found = mistakes(`name: Sample
clauses:
  title: {headline: [Nato]}
  deep: {one of: [{clause: title}]}
alert on any:
  - clause: title
  - lead: {clause: deep}
  - body: [KFOR, {clause: title}]
  - all of: [{clause: title}, {none of: [Nato]}]
`);
    expect(found.map(({ line, column, message }) => [line, column, message])).toEqual([
      [7, 12, '"headline:" is never met inside the lead.'],
      [8, 19, '"headline:" is never met inside the body.'],
      [9, 15, '"Nato" is asked for and ruled out at once.'],
    ]);
  });

  it('that are asked for and ruled out at once say so', () => {
    const text = (rule: string, more = '') =>
      `name: Sample\nclauses: {at sea: {one of: [ship, boat]}, title: {headline: [{one of: [ship]}]}}\nalert on any:\n  - ${rule}\n${more}`;
    const ruledOut = [{ message: '"ship" is asked for and ruled out at once.' }];
    expect(mistakes(text('clause: at sea', 'none of: [{clause: at sea}]\n'))).toMatchObject(ruledOut);
    expect(mistakes(text('all of: [{one of: [ship]}, {none of: [{clause: at sea}]}]'))).toMatchObject(
      ruledOut,
    );
    expect(mistakes(text('all of: [{headline: [ship]}, {none of: [{clause: title}]}]'))).toMatchObject(
      ruledOut,
    );
    expect(mistakes(text('all of: [{body: [ship]}, {none of: [{clause: title}]}]'))).toEqual([]);
    expect(mistakes(text('all of: [{one of: [crew, ship]}, {none of: [{clause: at sea}]}]'))).toEqual([]);
  });

  it('that ask for no word are no proof where they stand alone', () => {
    const text = (rule: string) =>
      `name: Sample\nclauses: {at peace: {none of: [war]}}\nalert on any:\n  - ${rule}\n`;
    expect(mistakes(text('clause: at peace'))).toMatchObject([{ line: 4, column: 5 }]);
    expect(mistakes(text('all of: [{clause: at peace}, Nato]'))).toEqual([]);
  });

  it('are told of when they are used nowhere', () => {
    const reading = read(`${HEAD}alert on any:\n  - one of: [nations, fleet]\n`);
    expect(reading.kind === 'topic' && reading.warnings).toMatchObject([
      { line: 4, column: 3, message: 'The clause "foreign ships" is used nowhere.' },
    ]);
  });

  it('warn of a word once, however often they are used', () => {
    const reading = read(
      'name: Sample\nclauses: {east: {one of: [Polen]}}\nalert on any:\n  - clause: east\n  - headline: {clause: east}\n',
    );
    expect(reading.kind === 'topic' && reading.warnings).toHaveLength(1);
  });

  it('cannot grow beyond all bounds', () => {
    const chain = (length: number, value: (next: string) => string) =>
      Array.from({ length }, (_, index) => `  c${index}: ${value(`{clause: c${index + 1}}`)}\n`).join('');
    const text = (length: number, value: (next: string) => string) =>
      `name: Sample\nclauses:\n${chain(length, value)}  c${length}: {one of: [Nato]}\nalert on any:\n  - clause: c0\n`;
    const once = (next: string) => `{all of: [${next}, KFOR]}`;
    expect(mistakes(text(19, once))).toEqual([]);
    expect(mistakes(text(5000, once))[0]?.message).toContain('Too many clauses stand inside each other');
    const wide = (next: string) => `{one of: [${Array.from({ length: 200 }, () => next).join(', ')}]}`;
    expect(mistakes(text(12, wide))).toMatchObject([{ message: expect.stringContaining('too large') }]);
    const upwards = text(5000, once).split('\n  c').reverse().join('\n  c');
    expect(mistakes(upwards).length).toBeGreaterThan(0);
  });

  it('make a topic no other than the one with the clauses written out', () => {
    const { mistakes: found } = readTopics([
      { path: 'topics/a.yaml', text: 'name: A\nalert on any:\n  - all of: [Nato, {all of: [KFOR, Iraq]}]\n' },
      {
        path: 'topics/b.yaml',
        text: 'name: B\nclauses: {c: {all of: [KFOR, Iraq]}}\nalert on any:\n  - all of: [Nato, {clause: c}]\n',
      },
    ]);
    expect(found.map(({ message }) => message)).toEqual([
      'This topic looks for exactly the same as topics/a.yaml.',
    ]);
  });
});
