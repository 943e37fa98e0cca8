import { describe, expect, it } from 'vitest';
import { qualifiedSubject, subjectsWithParents } from '../../../core/watch/subject-codes.ts';

describe('a watch on a subject', () => {
  it.each([
    // The story's code, the watched one.
    ['medtop:20000059', 'medtop:16000000'],
    ['medtop:20000059', 'subj:16000000'],
    ['medtop:20000059', 'subj:16010001'],
    ['medtop:20000059', 'subj:16010000'],
    ['subj:16010001', 'medtop:20000059'],
    ['subj:16010001', 'medtop:20000073'],
    ['subj:16010001', 'medtop:16000000'],
    ['medtop:20000599', 'medtop:20000598'],
    ['medtop:20000599', 'subj:11001000'],
    ['subj:11001004', 'medtop:20000593'],
    ['subj:16009000', 'medtop:20000056'],
    ['medtop:20001313', 'subj:02001000'], // a topic without an older code, below one that has one
    ['subj:02001008', 'medtop:02000000'],
    ['MEDTOP:20000099', 'subj:02000000'],
  ])('fits a story coded %s when it is %s', (coded, watched) => {
    expect(subjectsWithParents([coded]).has(watched)).toBe(true);
  });

  it.each([
    ['medtop:16000000', 'medtop:20000056'],
    ['subj:16010000', 'subj:16010001'],
    ['subj:16010000', 'medtop:20000059'],
    ['subj:16009000', 'subj:16002000'], // war is no armed conflict in the older list
    ['subj:11002000', 'subj:11002002'], // nor diplomacy below international relations, as it is among Media Topics
    ['medtop:20009998', 'medtop:16000000'],
  ])('does not fit a story coded %s when it is %s', (coded, watched) => {
    expect(subjectsWithParents([coded]).has(watched)).toBe(false);
  });

  it('keeps codes of other schemes as they are', () => {
    expect([...subjectsWithParents(['dpasubject:42', 'subj:', 'medtop:x'])]).toEqual([
      'dpasubject:42',
      'subj:',
      'medtop:x',
    ]);
  });
});

describe('a subject in a topic file', () => {
  it.each([
    ['20000059', 'medtop:20000059'],
    ['16010001', 'subj:16010001'],
    ['16000000', 'medtop:16000000'],
    ['subj:16000000', 'subj:16000000'],
    [' MedTop:20000598 ', 'medtop:20000598'],
    ['medtop:20000081', null], // was never given out
    ['20000081', null],
    ['medtop:16010001', null],
    ['subj:20000059', null],
    ['18000000', null],
    ['1600000', null],
    ['dpasubject:42', null],
  ])('%s is %s', (text, code) => {
    expect(qualifiedSubject(text)).toBe(code);
  });
});
