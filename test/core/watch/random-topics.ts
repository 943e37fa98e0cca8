import fc from 'fast-check';
import type { Story } from '../../../core/story/story.ts';
import { LONG_LIST } from '../../../core/watch/compiled/layout.ts';
import { parseTerm } from '../../../core/watch/parse-term.ts';
import type { Rule, WordsRule } from '../../../core/watch/rule.ts';
import type { Term } from '../../../core/watch/term.ts';
import type { Topic } from '../../../core/watch/topic.ts';
import { storyOf } from './stories.ts';

const TERMS = [
  'Nato',
  'mission',
  'missioner',
  '-mission',
  '-styrke',
  'soldat',
  'soldiers',
  'deploy*',
  'nat*',
  'f16*',
  'F-16',
  'Nato-led',
  'Nato mission',
  'Nato-led mission',
  'Nato deploy*',
  'the -mission',
  'øvelse',
  'oevelser',
  'Irak',
  'fly',
];
const EXACT = ['Nato', 'NATO', 'Nato-led', 'missions', 'Nato mission'];
/** Without their capitals these are no words to look for. */
const CAPITALS = [...EXACT, 'Us', 'US'];

/** Words as texts have them: inflected, hyphenated, with genitives, capitals, and false friends. */
const WORDS = [
  'Nato',
  'NATO',
  'Natos',
  "Nato's",
  'NATO’s',
  'Nato-led',
  'natoled',
  'mission',
  'missionen',
  'missions',
  'Natomissionen',
  'Nato-missionerne',
  'Irak-missionen',
  'træningsmissioner',
  'traeningsmission',
  'Nato-træningsmission',
  'kommission',
  'EU-kommissionens',
  'fredsstyrken',
  'lydstyrken',
  'soldat',
  'soldaterne',
  'soldiers',
  'deploy',
  'deployed',
  'deployments',
  'F-16-fly',
  'F16',
  "F-16'erne",
  'øvelse',
  'oevelsen',
  'Irak',
  'flyene',
  'led',
  'the',
  'us',
  'US',
  'U.S.',
  'Us',
  'havn',
];
const SEPARATORS = [' ', ' ', ' ', ' ', ' ', ', ', '. ', '! ', '\n', ' – ', '-'];

const text = (most: number) =>
  fc
    .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...SEPARATORS)), { maxLength: most })
    .map((pieces) => pieces.flat().join(''));

/** Short random stories over few words, so that clauses are often met and often just missed. */
export const randomStory: fc.Arbitrary<Story> = fc
  .record({
    headline: fc.option(text(6)),
    lead: fc.option(text(8)),
    body: text(45),
    cut: fc.option(fc.integer({ min: 0, max: 120 })),
    byline: fc.option(text(2)),
    place: fc.option(text(2)),
    keywords: fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }),
    language: fc.constantFrom('da', 'en'),
    urgency: fc.option(fc.integer({ min: 1, max: 5 })),
    subjects: fc.subarray(['medtop:20000058', 'subj:11001004', 'medtop:20000640', 'subj:16010001']),
  })
  .map(({ cut, ...fields }) =>
    storyOf({ ...fields, lead: cut === null ? fields.lead : fields.body.slice(0, cut) }),
  );

function term(
  word: string,
  exactness: 'inflected' | 'exact' | 'capitals',
  falseFriends: readonly string[],
): Term {
  const reading = parseTerm(word, { exactness, falseFriends });
  if (reading.kind === 'fault') throw new Error(reading.message);
  return reading.term;
}

const randomTerm: fc.Arbitrary<Term> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TERMS).map((word) => term(word, 'inflected', [])) },
  { weight: 1, arbitrary: fc.constantFrom(...EXACT).map((word) => term(word, 'exact', [])) },
  { weight: 1, arbitrary: fc.constantFrom(...CAPITALS).map((word) => term(word, 'capitals', [])) },
  { weight: 1, arbitrary: fc.constant(term('-mission', 'inflected', ['natomission', '*træningsmission'])) },
);

const clause = fc.option(fc.constantFrom('first clause', 'second clause', 'third clause'));

/** Mostly few; now and then so many that the compiled form keeps the list by itself. */
const terms: fc.Arbitrary<readonly Term[]> = fc.oneof(
  { weight: 9, arbitrary: fc.array(randomTerm, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(randomTerm, { minLength: LONG_LIST + 1, maxLength: LONG_LIST + 3 }) },
);

const words: fc.Arbitrary<WordsRule> = fc.record({
  kind: fc.constant('words' as const),
  terms,
  clause,
});

const plainWords: fc.Arbitrary<WordsRule> = words.map((rule) => ({ ...rule, clause: null }));

const fact: fc.Arbitrary<Rule> = fc
  .constantFrom<readonly ['language' | 'urgency' | 'subject' | 'wire', readonly string[]]>(
    ['language', ['da']],
    ['urgency', ['1', '2']],
    ['subject', ['medtop:20000056']],
    ['subject', ['subj:11001000']],
    ['wire', ['ritzau']],
  )
  .map(([name, values]): Rule => ({ kind: 'fact', fact: name, values, clause: null }));

/** Any rule at all, sensible or not: the matcher must do what the rule says. */
export const randomRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => {
  const parts = (least: number) => fc.array(tie('rule'), { minLength: least, maxLength: 3 });
  return {
    rule: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 5, arbitrary: words },
      { weight: 1, arbitrary: fact },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('any' as const), of: parts(1), clause }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('all' as const), of: parts(1), clause }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('none' as const), of: parts(1), clause }) },
      {
        weight: 1,
        arbitrary: parts(2).chain((of) =>
          fc.record({
            kind: fc.constant('at-least' as const),
            of: fc.constant(of),
            count: fc.integer({ min: 1, max: of.length }),
            clause,
          }),
        ),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('together' as const),
          span: fc.constantFrom('sentence' as const, 'paragraph' as const),
          of: parts(1),
          clause,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('within' as const),
          words: fc.integer({ min: 1, max: 8 }),
          ordered: fc.boolean(),
          of: fc.array(plainWords, { minLength: 2, maxLength: 3 }),
          clause,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('field' as const),
          field: fc.constantFrom(
            'headline' as const,
            'lead' as const,
            'body' as const,
            'byline' as const,
            'place' as const,
            'keyword' as const,
            'top' as const,
          ),
          of: tie('rule'),
          clause,
        }),
      },
    ),
  };
}).rule;

const randomTopic: fc.Arbitrary<Omit<Topic, 'id'>> = fc.record({
  name: fc.constant({ en: 'Sample', da: 'Prøve' }),
  about: fc.constant(''),
  updates: fc.constant('all' as const),
  paused: fc.constant(null),
  rule: randomRule,
  where: fc.constantFrom('anywhere' as const, 'anywhere' as const, 'prominent' as const, 'headline' as const),
  ignoreInside: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(randomTerm, { minLength: 1, maxLength: 2 }) },
  ),
  mustMatch: fc.constant([]),
  mustNotMatch: fc.constant([]),
});

/** A few topics with ids. */
export const randomTopics: fc.Arbitrary<readonly Topic[]> = fc
  .array(randomTopic, { minLength: 1, maxLength: 4 })
  .map((topics) => topics.map((topic, index) => ({ ...topic, id: `topic-${index}` })));
