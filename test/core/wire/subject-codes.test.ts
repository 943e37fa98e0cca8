import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { qualifySubject, withParents } from '../../../core/wire/subject-codes.ts';

describe('a subject code', () => {
  it.each([
    ['16010001', 'subj:16010001'],
    ['4005000', 'subj:04005000'],
    ['subj:11001000', 'subj:11001000'],
    ['20000059', 'medtop:20000059'],
    ['medtop:20000059', 'medtop:20000059'],
    ['medtop:16000000', 'medtop:16000000'],
    ['16000000', 'subj:16000000'],
    ['medtop:16009000', 'subj:16009000'],
    ['http://cv.iptc.org/newscodes/mediatopic/16000000', 'medtop:16000000'],
    ['http://cv.iptc.org/newscodes/subjectcode/16010001', 'subj:16010001'],
    ['https://tt.se/spec/subref/1.0/16000000', 'subj:16000000'],
    [' 16010001 ', 'subj:16010001'],
  ])('%s is %s', (code, qualified) => {
    expect(qualifySubject(code)).toBe(qualified);
  });

  it.each([
    '',
    'F01001000',
    '94aaa8f8',
    '99000000',
    '00000000',
    '123',
    'category:planning',
    '160100011',
    'x'.repeat(9000),
  ])('"%s" is none of the IPTC', (code) => {
    expect(qualifySubject(code)).toBeNull();
  });
});

describe('a code with its parents', () => {
  it('finds a subject code under its matter and its subject', () => {
    expect(withParents(['subj:16010001'])).toEqual(['subj:16010001', 'subj:16010000', 'subj:16000000']);
  });

  it('finds a media topic under its parents', () => {
    expect(withParents(['medtop:20000059'])).toEqual([
      'medtop:20000059',
      'medtop:20000073',
      'medtop:16000000',
    ]);
  });

  it('knows nothing of other schemes, and says each code once', () => {
    expect(withParents(['dpasubject:42', 'subj:16000000', 'subj:16010000', 'medtop:20009999'])).toEqual([
      'dpasubject:42',
      'subj:16000000',
      'subj:16010000',
      'medtop:20009999',
    ]);
  });

  it('adds nothing the second time', () => {
    const code = fc.oneof(
      fc.integer({ min: 1_000_000, max: 17_999_999 }).map((n) => `subj:${String(n).padStart(8, '0')}`),
      fc.integer({ min: 20_000_050, max: 20_000_650 }).map((n) => `medtop:${n}`),
    );
    fc.assert(
      fc.property(fc.array(code, { maxLength: 8 }), (codes) => {
        const once = withParents(codes);
        expect(withParents(once)).toEqual(once);
        expect(once.slice(0, new Set(codes).size)).toEqual([...new Set(codes)]);
      }),
    );
  });
});
