import { describe, expect, it } from 'vitest';
import { MEDIA_TOPIC_LINES } from '../../../core/story/media-topics.ts';
import { isKnownSubject, parentOfSubject, sameSubject } from '../../../core/story/subject-tree.ts';

const ENTRIES = MEDIA_TOPIC_LINES.trim()
  .split('\n')
  .flatMap((line) => line.split(' ').slice(1));
const CODES = ENTRIES.map((entry) => `medtop:2000${entry.slice(0, 4)}`);

/** The way up from a code, itself first; stops after ten steps, which no IPTC code needs. */
function wayUp(code: string): string[] {
  const way = [code];
  for (let at = parentOfSubject(code); at !== null && way.length < 10; at = parentOfSubject(at)) way.push(at);
  return way;
}

describe('the table of Media Topics', () => {
  it('holds every topic of the release once', () => {
    expect(CODES.length).toBe(1370);
    expect(new Set(CODES).size).toBe(CODES.length);
    for (const entry of ENTRIES) expect(entry).toMatch(/^\d{4}(?:=\d{8})?$/u);
  });

  it('leads from every topic to one of the seventeen at the top, in at most six steps', () => {
    for (const code of CODES) {
      const way = wayUp(code);
      expect(way.at(-1), code).toMatch(/^medtop:(?:0[1-9]|1[0-7])000000$/u);
      expect(way.length, code).toBeLessThanOrEqual(6);
    }
  });

  it('gives each older code to one topic', () => {
    const older = ENTRIES.flatMap((entry) => entry.split('=').slice(1));
    expect(older.length).toBeGreaterThan(850);
    expect(new Set(older).size).toBe(older.length);
    for (const entry of ENTRIES.filter((each) => each.includes('='))) {
      const [digits = '', code = ''] = entry.split('=');
      expect(sameSubject(`medtop:2000${digits}`)).toBe(`subj:${code}`);
      expect(sameSubject(`subj:${code}`)).toBe(`medtop:2000${digits}`);
    }
  });

  it.each([
    ['20000059', '20000073 16000000'], // peacekeeping force › peace process › conflict, war and peace
    ['20000058', '20000056 16000000'], // international military intervention › armed conflict
    ['20000062', '20000056 16000000'], // war › armed conflict
    ['20000053', '16000000'], // act of terror
    ['20000599', '20000598 20000593 11000000'], // armed forces › national security › government › politics
    ['20000640', '20000639 20000638 11000000'], // summit meeting › diplomacy › international relations
    ['20000099', '20000082 02000000'], // homicide › crime › crime, law and justice
    ['20000145', '20000143 20000139 03000000'], // maritime accident › transport accident › accident › disaster
    ['20001177', '20001108 15000000'], // Olympic Games › sport event, moved from world games
    ['20000064', '20000062 20000056 16000000'], // war crime action, retired
  ])('medtop:%s stands below %s', (code, above) => {
    expect(wayUp(`medtop:${code}`).slice(1)).toEqual(above.split(' ').map((each) => `medtop:${each}`));
  });

  it.each([
    ['medtop:20000598', 'subj:11001000'],
    ['medtop:20000593', 'subj:11006000'],
    ['medtop:20000073', 'subj:11002003'],
    ['medtop:20000225', 'subj:04003000'],
    ['medtop:16000000', 'subj:16000000'],
    ['subj:08000000', 'medtop:08000000'],
    ['medtop:20000077', null],
    ['subj:16010000', null],
    ['dpasubject:42', null],
    ['toString', null],
  ])('%s is %s in the other list', (code, other) => {
    expect(sameSubject(code)).toBe(other);
  });
});

describe('a known code', () => {
  it.each([
    ['medtop', '20000059', true],
    ['medtop', '16000000', true],
    ['medtop', '20000001', false],
    ['medtop', '20000081', false],
    ['medtop', '20001391', true], // newer than the table
    ['medtop', '20010000', false],
    ['medtop', '18000000', false],
    ['medtop', '16010001', false],
    ['subj', '16010001', true],
    ['subj', '18000000', false],
    ['subj', '00000000', false],
    ['subj', '20000059', false],
  ] as const)('%s:%s: %s', (family, digits, isKnown) => {
    expect(isKnownSubject(family, digits)).toBe(isKnown);
  });
});
