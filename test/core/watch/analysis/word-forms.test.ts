import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordForms } from '../../../../core/watch/analysis/word-forms.ts';

const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZssnnee'];
const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 2, maxLength: 20 });

it('a word of plain letters is read as the same word with a soft hyphen in it', () => {
  fc.assert(
    fc.property(word, fc.constantFrom('alone', 'part'), (plain, standing) => {
      const hyphenated = `${plain.slice(0, 1)}\u00ad${plain.slice(1)}`;
      expect(wordForms(plain, standing)).toEqual(wordForms(hyphenated, standing));
    }),
    { numRuns: 2000 },
  );
});

it('takes the bare genitive off an abbreviation, and off no other word', () => {
  expect(wordForms('FNs', 'alone').base).toBe('fn');
  expect(wordForms('Fns', 'alone').base).toBe('fns');
});
