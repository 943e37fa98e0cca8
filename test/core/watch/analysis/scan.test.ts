import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanText } from '../../../../core/watch/analysis/scan.ts';
import { Tokens } from '../../../../core/watch/analysis/tokens.ts';
import { wordsOf } from '../../../../core/watch/analysis/words-of.ts';

function scan(text: string) {
  const tokens = new Tokens(1);
  const told: string[] = [];
  scanText(text, tokens, {
    word: (source, start, end) => {
      told.push(source.slice(start, end));
    },
  });
  tokens.close();
  const words = Array.from({ length: tokens.count }, (_, token) =>
    text.slice(tokens.start[token], tokens.end[token]),
  );
  return { tokens, told, words };
}

/** First word of each sentence. */
function sentenceOpenings(text: string): readonly string[] {
  const { tokens, words } = scan(text);
  return Array.from(
    { length: tokens.sentences },
    (_, sentence) => words[tokens.sentenceFirst[sentence] ?? 0] ?? '',
  );
}

describe('scanning a text', () => {
  it.each([
    ["Natos Nato's NATO’s soldiers'", ['Natos', "Nato's", 'NATO’s', 'soldiers']],
    ['1.300 mand, 3,5 pct. kl. 18.30', ['1.300', 'mand', '3,5', 'pct', 'kl', '18.30']],
    ['the U.S. and bl.a. D.C.', ['the', 'U.S.', 'and', 'bl.a.', 'D.C.']],
    ['Nato-led F‑16-fly', ['Nato', 'led', 'F', '16', 'fly']],
    ['»Ja!« sagde-', ['Ja', 'sagde']],
    ['so\u00adldat', ['so\u00adldat']],
    ['æøåÆØÅ šiauliai Ādaži Київ', ['æøåÆØÅ', 'šiauliai', 'Ādaži', 'Київ']],
    ['a🙂b', ['a', 'b']],
  ])('divides %s into words', (text, words) => {
    expect(scan(text).words).toEqual(words);
  });

  it('tells of a hyphenated word by its parts and as a whole', () => {
    expect(scan('F-16-fly letter').told).toEqual(['F', '16', 'fly', 'F-16-fly', 'letter']);
    expect(wordsOf('F-16-fly letter')).toEqual([
      { text: 'F-16-fly', parts: ['F', '16', 'fly'] },
      { text: 'letter', parts: ['letter'] },
    ]);
  });

  it.each([
    ['Nato met. It agreed.', ['Nato', 'It']],
    ['Lt. Gen. Hodges met Mr. Smith. They talked.', ['Lt', 'They']],
    ['Den 18. marts kom J. Hansen bl.a. hjem. Så gik han.', ['Den', 'Så']],
    ['He left in 2019. Nato stayed! Why? Because.', ['He', 'Nato', 'Why', 'Because']],
    ['"It ends." Then – it began.', ['It', 'Then']],
    ['The situation allows it. the Mission began yesterday. it works', ['The', 'it']],
    ['First line\nsecond line\n\nthird', ['First', 'second', 'third']],
    ['Prices rose 3.5 pct. in May.', ['Prices']],
    ['Wait... and see.', ['Wait']],
  ])('divides %s into sentences', (text, openings) => {
    expect(sentenceOpenings(text)).toEqual(openings);
  });

  it('counts paragraphs by runs of line breaks', () => {
    expect(scan('a b\n\n\nc\nd').tokens.paragraphs).toBe(3);
  });

  it('finds the same letters and digits as a plain search, in order and without overlap', () => {
    const text = fc.string({
      unit: fc.constantFrom(..."aZæ9 .,-'’\n!?–\u00ad\u0301🙂Ł".split(''), 'U.S.', 'ord'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (sample) => {
        const { tokens, words } = scan(sample);
        expect(words.join('').replace(/[^\p{L}\p{M}\p{N}]/gu, '')).toBe(
          sample.replace(/[^\p{L}\p{M}\p{N}]/gu, ''),
        );
        for (let token = 0; token < tokens.count; token++) {
          expect(tokens.start[token]).toBeGreaterThanOrEqual(token === 0 ? 0 : (tokens.end[token - 1] ?? 0));
          expect(words[token]).toMatch(/^[\p{L}\p{M}\p{N}]/u);
          expect(words[token]).toMatch(/[\p{L}\p{M}\p{N}.]$/u);
          expect(words[token]).not.toMatch(/\s/u);
        }
      }),
    );
  });

  it('takes any text, however strange', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (sample) => {
        const { tokens } = scan(sample);
        expect(tokens.sentences).toBeLessThanOrEqual(tokens.count);
      }),
    );
  });
});
