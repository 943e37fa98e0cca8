import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RITZAU, type Wire } from '../../../core/wire/outcome.ts';
import { findSignOff, wireOfSource } from '../../../core/wire/sign-off.ts';

const WIRES = [RITZAU];
const STORY = 'Folketinget har vedtaget loven.\nDet oplyser ministeren.';

describe('a sign-off', () => {
  it.each([
    ['/ritzau/', null],
    ['/ritzau', null],
    ['/Ritzau/', null],
    ['/RITZAU/', null],
    ['/ritzau/.', null],
    ['/ritzau/AFP', 'AFP'],
    ['/ritzau/AFP/', 'AFP'],
    ['/ritzau/Reuters', 'Reuters'],
    ['/ritzau/Reuters/AFP', 'Reuters/AFP'],
    ['/ritzau/NDB', 'NDB'],
    ['/ritzau/FINANS', 'FINANS'],
    ['/ritzau/Jyllands-Posten/', 'Jyllands-Posten'],
    ['/ritzau/Bloomberg News/', 'Bloomberg News'],
    ['RITZAU', null],
    ['RITZAU/AFP', 'AFP'],
  ])('%s on the last line is cut', (line, via) => {
    for (const end of ['', '\n', '  \n\n']) {
      expect(findSignOff(`${STORY}\n${line}${end}`, WIRES)).toEqual({
        wire: RITZAU,
        via,
        text: STORY,
        place: null,
      });
    }
  });

  it.each([
    [' /ritzau/', null],
    ['/ritzau/', null],
    [' /ritzau/AFP', 'AFP'],
    [' /ritzau/dpa/', 'dpa'],
  ])('%s inside the last paragraph is cut', (end, via) => {
    expect(findSignOff(`${STORY}${end}`, WIRES)).toEqual({ wire: RITZAU, via, text: STORY, place: null });
  });

  it('may be followed by a credit or an address', () => {
    const text = `${STORY}\n/ritzau/\nFoto: Ida Berg/Ritzau Scanpix`;
    expect(findSignOff(text, WIRES)).toMatchObject({
      wire: RITZAU,
      text: `${STORY}\nFoto: Ida Berg/Ritzau Scanpix`,
    });
  });

  it.each([
    ['København /ritzau/: Loven er vedtaget.', 'København', null, 'København: Loven er vedtaget.'],
    ['Bruxelles /ritzau/AFP/: Loven er vedtaget.', 'Bruxelles', 'AFP', 'Bruxelles: Loven er vedtaget.'],
    ['/ritzau/: Loven er vedtaget.', null, null, 'Loven er vedtaget.'],
  ])('in a dateline is cut, and its place stays: %s', (lead, place, via, text) => {
    expect(findSignOff(lead, WIRES)).toEqual({ wire: RITZAU, via, text, place });
  });

  it('in a dateline and at the end is cut twice', () => {
    expect(findSignOff('Aalborg /ritzau/: Loven er vedtaget.\n/ritzau/NTB/', WIRES)).toEqual({
      wire: RITZAU,
      via: 'NTB',
      text: 'Aalborg: Loven er vedtaget.',
      place: 'Aalborg',
    });
  });

  it.each([
    'Foto: Ida Berg/Ritzau Scanpix',
    'Foto: Ida Berg./Ritzau/',
    '(Foto: I.B./Ritzau/Scanpix)',
    'Det siger ministeren til Ritzau.',
    'Det skriver Ritzau',
    'Det skriver Ritzau.',
    '/AFP/',
    '/scanritzau/',
    'Kilde: www.ritzau.dk/ritzau/nyheder.html',
  ])('is not what only mentions the wire: %s', (line) => {
    expect(findSignOff(`${STORY}\n${line}`, WIRES)).toBeNull();
  });

  it('is not a bare name before the end: that may be a heading', () => {
    expect(findSignOff(`Ritzau\n${STORY}`, WIRES)).toBeNull();
  });

  it('is whatever configuration says, taken literally', () => {
    const wire: Wire = { ...RITZAU, id: 'tt', name: 'TT', signOffs: ['tt', 'a.b*(c'], sources: ['tt'] };
    expect(findSignOff(`${STORY}\n/TT/`, [wire])?.wire.id).toBe('tt');
    expect(findSignOff(`${STORY}\n/a.b*(c/`, [wire])?.text).toBe(STORY);
    expect(findSignOff(`${STORY}\n/ritzau/`, [wire])).toBeNull();
    expect(findSignOff(`${STORY}\n/ritzau/`, [])).toBeNull();
  });

  it('is found after any paragraphs, and leaves exactly them', () => {
    const word = fc.stringMatching(/^[a-zæøåA-ZÆØÅ0-9,'"–-]{1,12}$/u);
    const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => `${words.join(' ')}.`);
    const story = fc.array(sentence, { minLength: 1, maxLength: 8 }).map((all) => all.join('\n'));
    const via = fc.constantFrom(null, 'AFP', 'Reuters', 'NTB', 'dpa');
    fc.assert(
      fc.property(
        story,
        via,
        fc.boolean(),
        fc.constantFrom('\n', '\n\n', ' '),
        (text, agency, closed, gap) => {
          const line = agency === null ? '/ritzau/' : `/ritzau/${agency}${closed ? '/' : ''}`;
          expect(findSignOff(`${text}${gap}${line}`, WIRES)).toEqual({
            wire: RITZAU,
            via: agency,
            text,
            place: null,
          });
        },
      ),
    );
  });

  it('costs no more than linear time in the text', () => {
    const long = `${'/ritzau'.repeat(200_000)}\n${' '.repeat(200_000)}/ ritzau`;
    expect(findSignOff(long, WIRES)?.wire.id ?? null).toBe('ritzau');
  });
});

describe('a source field of several agencies', () => {
  it.each([
    ['TT-Ritzau', 'TT'],
    ['Ritzau/AFP', 'AFP'],
    ['NTB, Ritzau & AFP', 'NTB/AFP'],
  ])('names the watched wire and those behind it: %s', (source, via) => {
    expect(wireOfSource(source, WIRES)).toEqual({ wire: RITZAU, via });
  });

  it.each(['TT-AFP', 'A-B-C-D-Ritzau', 'Ritzau Scanpix/AFP', '-'])('names none: %s', (source) => {
    expect(wireOfSource(source, WIRES)).toBeNull();
  });
});

describe('a source field', () => {
  it.each(['/ritzau/', 'ritzau.dk', 'Ritzau', 'Via Ritzau', ' RITZAU '])('%s names the wire', (source) => {
    expect(wireOfSource(source, WIRES)).toEqual({ wire: RITZAU, via: null });
  });
  it('may name the relayed agency', () => {
    expect(wireOfSource('/ritzau/AFP/', WIRES)).toEqual({ wire: RITZAU, via: 'AFP' });
  });
  it.each(['AFP', 'Ritzau Scanpix', 'dpa', '', 'til Ritzau'])('%s does not', (source) => {
    expect(wireOfSource(source, WIRES)).toBeNull();
  });
});
