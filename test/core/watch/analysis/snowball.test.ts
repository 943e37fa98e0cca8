import fc from 'fast-check';
import { newStemmer } from 'snowball-stemmers';
import { describe, expect, it } from 'vitest';
import { danishSnowball } from '../../../../core/watch/analysis/danish-snowball.ts';
import { englishSnowball } from '../../../../core/watch/analysis/english-snowball.ts';

/** What words are made of here: enough endings for every rule to have its turn, also one after another. */
const ENDINGS = [
  'hed ethed ered e erede ende erende ene erne ere en heden eren er s endes hedens ets et eret gd dt gt kt igst lig elig',
  'els ll ss tt sses ied ies us eed eedly ed edly ing ingly at bl iz tional enci anci abli entli izer ization ational',
  'ator alism aliti fulness ousli iveness biliti logi fulli lessli li ative ical icate iciti ful ness ement ment ent ance',
  'able ible ant ism ous ive ize ion sion tion l',
].flatMap((line) => line.split(' '));
const BEGINNINGS = 'm sk fly gener commun arsen str y by ay proceed inn vis opp Ky'.toLowerCase().split(' ');
const LETTERS = [...'abcdefghiklmnoprstuvyz'];

const word = fc
  .array(fc.oneof(fc.constantFrom(...LETTERS), fc.constantFrom(...ENDINGS), fc.constantFrom(...BEGINNINGS)), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''))
  .filter((made) => made.length >= 3 && made.length <= 40);

describe("stems by Snowball's rules", () => {
  for (const [language, stem] of [
    ['danish', danishSnowball],
    ['english', englishSnowball],
  ] as const) {
    it(`are those of the published ${language} algorithm`, () => {
      const published = newStemmer(language);
      fc.assert(
        fc.property(word, (made) => {
          expect(stem(made), made).toBe(published.stem(made));
        }),
        { numRuns: 20_000 },
      );
    });
  }

  it('keep apart what an older English algorithm threw together', () => {
    expect(englishSnowball('general')).not.toBe(englishSnowball('generator'));
    expect(englishSnowball('adoption')).toBe(englishSnowball('adopt'));
  });
});
