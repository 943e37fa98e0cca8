import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, printQuery } from '../../../core/watch/query.ts';

const TERMS = [
  'Nato',
  '"Nato mission"',
  'deploy*',
  '-mission',
  'F-16',
  '=missions',
  '="Nato mission"',
  '=="United States"',
  '"near AND far"',
  'øvelse',
];

/** Random query strings, written by a grammar of their own: with and without needless parentheses. */
const query: fc.Arbitrary<string> = fc.letrec<{ query: string }>((tie) => {
  const group = fc.oneof(
    fc.constantFrom(...TERMS),
    tie('query').map((inner) => `(${inner})`),
  );
  const many = fc.array(group, { minLength: 2, maxLength: 3 });
  const words = fc
    .array(fc.constantFrom(...TERMS), { minLength: 1, maxLength: 3 })
    .map((terms) => (terms.length === 1 ? terms.join('') : `(${terms.join(' OR ')})`));
  return {
    query: fc.oneof(
      { depthSize: 'small' },
      { weight: 3, arbitrary: fc.constantFrom(...TERMS) },
      { weight: 2, arbitrary: many.map((parts) => parts.join(' AND ')) },
      { weight: 2, arbitrary: many.map((parts) => parts.join(' OR ')) },
      { weight: 1, arbitrary: fc.tuple(group, group).map(([a, b]) => `${a} NOT ${b}`) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(words, fc.integer({ min: 2, max: 9 }), words, words)
          .map(([a, n, b, c]) => `${a} NEAR/${n} ${b} NEAR/${n} ${c}`),
      },
      { weight: 1, arbitrary: fc.tuple(words, words).map(([a, b]) => `${a} ONEAR/4 ${b}`) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom('headline', 'lead', 'top', 'keyword'), group)
          .map(([field, part]) => `${field}:${part}`),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('language:da', 'urgency:1-3', 'subject:medtop:20000056', 'via:AFP'),
      },
    ),
  };
}).query;

function fault(text: string) {
  const reading = parseQuery(text);
  if (reading.kind === 'rule') throw new Error(`no fault in ${text}`);
  return reading;
}

describe('boolean searches', () => {
  it('come back the same after printing', () => {
    fc.assert(
      fc.property(query, (text) => {
        const reading = parseQuery(text);
        if (reading.kind === 'fault') throw new Error(`${text}: ${reading.message}`);
        expect(parseQuery(printQuery(reading.rule))).toMatchObject({ kind: 'rule', rule: reading.rule });
      }),
      { numRuns: 1000 },
    );
  });

  it('mean the same with typographic quote marks', () => {
    expect(parseQuery('“Nato mission” AND Iraq')).toEqual(parseQuery('"Nato mission" AND Iraq'));
  });

  it.each([
    ['a1b OR bcd AND cde', 11, 'two ways', '(a AND b) OR c'],
    ['Nato mission', 5, 'side by side', 'quote marks'],
    ['(Nato AND mission', 0, 'not closed', ')'],
    ['Nato AND mission)', 16, 'closes nothing', 'Take it out'],
    ['Nato AND', 8, 'ends where a word should follow', 'take the last operator out'],
    ['headlien:Nato', 0, 'no field "headlien"', 'headline'],
    ['Nato NEAR/5 (a1b AND bcd)', 12, 'counts between words', 'OR'],
    ['Nato NEAR/900 mission', 5, 'cannot be asked', '100'],
    ['Nato NEAR/2 mission NEAR/3 Iraq', 20, 'Two different NEARs', 'AND'],
    ['de*', 0, 'far too many words', '3 letters'],
    ['language:danish', 9, 'no language', 'da or en'],
    ['', 0, 'empty', 'look for'],
    ['AND Nato', 0, 'a word should stand', 'quote marks'],
  ])('with a mistake say where and how to mend it: %s', (text, offset, message, mend) => {
    const found = fault(text);
    expect(found.offset).toBe(offset);
    expect(found.message).toContain(message);
    expect(found.mend).toContain(mend);
  });

  it('end any text with a rule or one mistake inside it', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      'AND',
      'OR',
      'NOT',
      'NEAR/3',
      '"',
      'x:',
      'word',
      '*',
      '-',
      '=',
      ' ',
      'headline:',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join(' ');
        const reading = parseQuery(text);
        if (reading.kind === 'fault') expect(reading.offset).toBeLessThanOrEqual(text.length);
      }),
    );
    expect(parseQuery('('.repeat(100_000)).kind).toBe('fault');
    expect(parseQuery('NOT '.repeat(100_000)).kind).toBe('fault');
  });
});
