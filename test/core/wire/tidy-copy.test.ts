import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT } from '../../../core/wire/format.ts';
import { tidyCopy } from '../../../core/wire/tidy-copy.ts';
import { readStory } from './reading.ts';

/** What becomes of a draft with some fields set. */
function tidied(fields: Partial<typeof EMPTY_DRAFT>) {
  return tidyCopy({ ...EMPTY_DRAFT, ...fields });
}

describe('the running text', () => {
  it.each([['ends'], ['-30-'], ['– slut –'], ['###'], ['(END)'], ['___']])('does not end with %s', (mark) => {
    expect(tidied({ body: `Skibet er i havn.\n${mark}` }).body).toBe('Skibet er i havn.');
  });

  it.each([['30'], ['Enden er nær'], ['Ends meet.']])('ends with %s, which is no end mark', (last) => {
    expect(tidied({ body: `Skibet er i havn.\n${last}` }).body).toBe(`Skibet er i havn.\n${last}`);
  });

  it('does not say the headline and the note to editors again', () => {
    const body = 'SKIB I HAVN\nSkibet er i havn.\nMed citat fra rederiet.';
    expect(tidied({ headline: 'Skib i havn', editorsNote: 'Med citat fra rederiet', body }).body).toBe(
      'Skibet er i havn.',
    );
  });

  it('keeps the sentence that a flash makes its headline of, and a text that is nothing but its headline', () => {
    expect(tidied({ headline: 'Skib sunket.', body: 'Skib sunket.\nAlle er reddet.' }).body).toContain(
      'Skib',
    );
    expect(tidied({ headline: 'Skib sunket', body: 'Skib sunket' }).body).toBe('Skib sunket');
  });

  it.each([
    ['By Ada Marlow', null, 'Ada Marlow'],
    ['By Ada Marlow and Bo van Reed, Example News', null, 'Ada Marlow and Bo van Reed, Example News'],
    ['By Ada Marlow', 'Ada Marlow, Business Writer', 'Ada Marlow, Business Writer'],
    ['By Ada Marlow', 'Staff Reporter', 'Ada Marlow, Staff Reporter'],
  ])('gives a first paragraph %s to the byline %s', (first, byline, expected) => {
    const { body, byline: found } = tidied({ byline, body: `${first}\nThe ship is in port.` });
    expect([body, found]).toEqual(['The ship is in port.', expected]);
  });

  it.each([['By noon the ship was in port'], ['By Monday. It was over'], ['Af med hatten']])(
    'begins with %s, which is no byline',
    (first) => {
      expect(tidied({ body: `${first}\nThe ship is in port.` }).body).toContain(first);
    },
  );
});

describe('an abstract', () => {
  it.each([
    ['The navy has ordered eight unmanned ves'],
    ['The navy has ordered eight unmanned vessels. They…'],
    ['The navy has ordered eight unmanned vessels. They...'],
  ])('that is only the beginning of the text is none: %s', (lead) => {
    const body = 'Plymouth - The navy has ordered eight unmanned vessels.\nThey cost 40 million.';
    expect(tidied({ lead, body }).abstract).toBeNull();
  });

  it('is kept where it says something of its own', () => {
    expect(
      tidied({ lead: 'Eight unmanned vessels on order', body: 'The navy has ordered eight.' }).abstract,
    ).toBe('Eight unmanned vessels on order');
  });
});

describe('sub-headlines', () => {
  const base = { headline: 'Navy orders drones', body: 'Eight vessels will watch the cables.' };
  it('close the abstract, or stand for it', () => {
    const subHeadlines = ['Cables to be watched', 'First boat in May'];
    expect(tidied({ ...base, subHeadlines }).abstract).toBe('Cables to be watched First boat in May');
    expect(tidied({ ...base, lead: 'Eight boats.', subHeadlines }).abstract).toBe(
      'Eight boats. Cables to be watched First boat in May',
    );
  });

  it('that other fields say already are not said again', () => {
    const subHeadlines = ['NAVY ORDERS DRONES', 'Navy', 'eight vessels will watch'];
    expect(tidied({ ...base, keywords: ['navy'], subHeadlines })).toMatchObject({
      abstract: null,
      keywords: ['navy'],
    });
  });

  it('without any small letter file the story: they are keywords', () => {
    expect(tidied({ ...base, keywords: ['a'], subHeadlines: ['BRITAIN DEFENCE'] })).toMatchObject({
      abstract: null,
      keywords: ['a', 'BRITAIN DEFENCE'],
    });
  });

  it('are read from NITF, and pictures with their captions are not', () => {
    const head = '<hedline><hl1>Navy orders drones</hl1><hl2>First boat in May</hl2></hedline>';
    const media = '<media media-type="image"><media-caption>A boat.</media-caption></media>';
    const content = `<p>Eight vessels.</p>${media}<hl2>The cost</hl2><p>40 million.</p>`;
    const story = readStory(
      `<nitf><body><body.head>${head}</body.head><body.content>${content}</body.content></body></nitf>`,
    );
    expect(story).toMatchObject({
      headline: 'Navy orders drones',
      lead: 'First boat in May',
      body: 'Eight vessels.\nThe cost\n40 million.',
    });
  });
});
