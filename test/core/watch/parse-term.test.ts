import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Exactness, parseTerm, printTerm } from '../../../core/watch/parse-term.ts';

function read(text: string, exactness: Exactness = 'inflected') {
  return parseTerm(text, { exactness, falseFriends: [] });
}

describe('a word with a mark', () => {
  it.each([
    ['=Polen', { kind: 'exact', text: 'Polen', capitals: false }],
    ['==US', { kind: 'exact', text: 'US', capitals: true }],
    ['="Nato-led"', { kind: 'exact', text: 'Nato-led', capitals: false }],
    ['= Polen ', { kind: 'exact', text: 'Polen', capitals: false }],
  ])('%s is taken as it stands', (text, term) => {
    expect(read(text)).toEqual({ kind: 'term', term });
  });

  it.each(['=Indre Mission', '="Indre Mission"', '=“Indre Mission”'])('%s is one phrase', (text) => {
    const reading = read(text);
    expect(reading).toMatchObject({
      kind: 'term',
      term: { kind: 'phrase', text: 'Indre Mission', parts: [{ kind: 'exact' }, { kind: 'exact' }] },
    });
    expect(reading.kind === 'term' && printTerm(reading.term)).toBe('="Indre Mission"');
  });

  it('says more than the clause around it', () => {
    expect(read('==US', 'exact')).toEqual(read('US', 'capitals'));
    expect(read('=missions', 'exact')).toEqual(read('missions', 'exact'));
  });

  it.each([
    ['===US', 'too many =', '==Word'],
    ['=deploy*', 'taken as they stand', 'Take the * out'],
    ['=', 'no word', 'Write a word'],
    ['=og', 'so common', '==US'],
    ['=us', 'so common', '==US'],
    ['Nato =mission', 'middle of a phrase', '="Nato mission"'],
  ])('%s is a mistake, with the mend', (text, message, mend) => {
    expect(read(text)).toMatchObject({
      kind: 'fault',
      message: expect.stringContaining(message),
      mend: expect.stringContaining(mend),
    });
  });
});

describe('a term', () => {
  const piece = fc.constantFrom(
    'Nato',
    'F-16',
    '-mission',
    'deploy*',
    'øvelse',
    '=',
    '==',
    '"',
    ' ',
    ' ',
    'og',
    "Nato's",
  );

  it('comes back the same after printing, whatever was written', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 6 }),
        fc.constantFrom<Exactness>('inflected', 'exact', 'capitals'),
        (pieces, exactness) => {
          const reading = read(pieces.join(''), exactness);
          if (reading.kind === 'term') expect(read(printTerm(reading.term))).toEqual(reading);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
