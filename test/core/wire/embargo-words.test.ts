import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embargoEnd, isEmbargoLine } from '../../../core/wire/embargo-words.ts';
import { RITZAU } from '../../../core/wire/outcome.ts';
import { readObject } from '../../../core/wire/read-object.ts';

/** A Wednesday noon in Copenhagen. */
const NOON = '2026-11-25T11:00:00Z';
const AT = { zone: 'Europe/Copenhagen', at: NOON };

describe('an embargo in words', () => {
  it.each([
    ['EMBARGO 26/11-2026 kl. 6', '2026-11-26T05:00:00.000Z'],
    ['EMBARGO TIL TORSDAG KL. 06.00', '2026-11-26T05:00:00.000Z'],
    ['Embargo til 26. november 2026 kl. 06.00', '2026-11-26T05:00:00.000Z'],
    ['Klausuleret til torsdag kl. 06.00', '2026-11-26T05:00:00.000Z'],
    ['KLAUSUL: i morgen kl. 6.30', '2026-11-26T05:30:00.000Z'],
    ['(Må tidligst bringes torsdag kl. 06.00)', '2026-11-26T05:00:00.000Z'],
    ['Må ikke offentliggøres før den 1. december kl. 00.01', '2026-11-30T23:01:00.000Z'],
    ['Embargoed until 26 November 2026 00:01 GMT', '2026-11-26T00:01:00.000Z'],
    ['EMBARGOED UNTIL 0001 GMT, THURSDAY 26 NOVEMBER', '2026-11-26T00:01:00.000Z'],
    ['Not for publication before 6 pm CET on November 26, 2026', '2026-11-26T17:00:00.000Z'],
    ['EMBARGO: 2026-11-26 06:00', '2026-11-26T05:00:00.000Z'],
    ['EMBARGO til kl. 14', '2026-11-25T13:00:00.000Z'],
    ['Sperrfrist: Donnerstag, 26. November, 6.00 Uhr', '2026-11-26T05:00:00.000Z'],
    ['Embargo til fredag', '2026-11-26T23:00:00.000Z'],
    ['Embargo til 26. juni 2026 kl. 6', '2026-06-26T04:00:00.000Z'],
    ['Embargo til 2. januar kl. 6', '2027-01-02T05:00:00.000Z'],
    ['Embargo til 30. november kl. 24.00', '2026-11-30T23:00:00.000Z'],
  ])('%s ends at %s', (words, end) => {
    expect(isEmbargoLine(words)).toBe(true);
    expect(embargoEnd(words, AT)).toBe(end);
  });

  it("means today's weekday by its name until half a day after, then next week's", () => {
    expect(embargoEnd('embargo til onsdag kl. 11.30', AT)).toBe('2026-11-25T10:30:00.000Z');
    expect(embargoEnd('embargo til onsdag kl. 13', AT)).toBe('2026-11-25T12:00:00.000Z');
    const evening = { ...AT, at: '2026-11-25T21:00:00Z' };
    expect(embargoEnd('embargo til onsdag kl. 6', evening)).toBe('2026-12-02T05:00:00.000Z');
  });

  it.each(['EMBARGO', 'Embargo!', '*** EMBARGO ***', 'KLAUSULERET'])('%s holds without an end', (words) => {
    expect(isEmbargoLine(words)).toBe(true);
    expect(embargoEnd(words, AT)).toBeNull();
  });

  it.each([
    'Embargo mod Iran forlænges',
    'Embargo for oil tankers is extended until Thursday',
    'Klausuler i huslejen er ulovlige, siger nævn',
    'Not for the first time, ministers met on Thursday',
    'Må ikke køre bil, siger læge',
    'EU vil ophæve embargoen 26. november',
  ])('%s is a headline and no embargo', (words) => {
    expect(isEmbargoLine(words)).toBe(false);
  });

  it('that names no day is not guessed at where nobody knows when it was written', () => {
    const nobody = { zone: 'Europe/Copenhagen', at: null };
    expect(embargoEnd('embargo til torsdag kl. 6', nobody)).toBeNull();
    expect(embargoEnd('embargo til 26. november 2026 kl. 6', nobody)).toBe('2026-11-26T05:00:00.000Z');
  });

  it('is a time or none, whatever is written', () => {
    const piece = fc.constantFrom(
      ...'embargo til kl. 6 06.00 31/2-2026 99/99 torsdag 26. november 2026 0001 gmt pm 24.00 25.61 i morgen midnight'.split(
        ' ',
      ),
    );
    const words = fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 12 });
    fc.assert(
      fc.property(words, (parts) => {
        const end = embargoEnd(parts.join(' '), AT);
        expect(end === null || new Date(end).toISOString() === end).toBe(true);
      }),
    );
  });
});

describe('copy under an embargo in words', () => {
  const read = (text: string) => {
    const options = { wires: [RITZAU], key: 'incoming/a.txt', maxBytes: 100_000, receivedAt: NOON };
    const [outcome] = readObject(Buffer.from(text), options);
    return outcome?.kind === 'story' ? outcome.story : null;
  };
  const held = { status: 'embargoed', embargoUntil: '2026-11-26T05:00:00.000Z' };

  it.each([
    'EMBARGO TIL TORSDAG KL. 06.00\n\nRegeringen foreslår nyt fængsel\n\nDet siger ministeren. /ritzau/',
    'Regeringen foreslår nyt fængsel\n\n(Klausuleret til torsdag kl. 06.00)\n\nDet siger ministeren. /ritzau/',
    'Regeringen foreslår nyt fængsel\nMå tidligst bringes torsdag kl. 06.00\n\nDet siger ministeren. /ritzau/',
  ])('is held, and the words are no part of it: %#', (text) => {
    const story = read(text);
    expect(story).toMatchObject(held);
    expect(story).toMatchObject({
      headline: 'Regeringen foreslår nyt fængsel',
      body: 'Det siger ministeren.',
    });
  });

  it('is held by the note to editors, too', () => {
    const news =
      '<RBNews><NewsID>7</NewsID><PublishDate>2026-11-25T12:00:00</PublishDate><headline>Nyt fængsel</headline>';
    const end = '<content>Det siger ministeren.</content><origin>/ritzau/</origin></RBNews>';
    const note = '<TilRedaktionen>Klausuleret til torsdag kl. 06.00</TilRedaktionen>';
    expect(read(`${news}${note}${end}`)).toMatchObject(held);
    expect(read(`${news}<TilRedaktionen>Billeder følger.</TilRedaktionen>${end}`)).toMatchObject({
      status: 'usable',
      embargoUntil: null,
    });
  });
});
