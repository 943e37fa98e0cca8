import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeShared, sharedPath } from '../../shared.ts';
import { type Expected, readsAs } from './expected.ts';
import { readReason, readStory } from './reading.ts';

const SAMPLES: Readonly<Record<string, readonly Expected[]>> = {
  'ritzau-envelope.xml': [
    {
      format: 'ritzau-xml',
      id: '0b6f4f1e-3f0f-4c55-8a6c-51f7e1a0c001',
      version: 1,
      wire: 'ritzau',
      source: 'Via Ritzau',
      headline: 'PM / Limfjord Sonar A/S',
      lead: 'Nordjysk selskab får ordre på sonarer til havne',
      paragraphs: 3,
      bodyStarts:
        'AALBORG, 2. marts 2026 -- Limfjord Sonar A/S har solgt udstyr for 4 millioner kroner til "sikring af havne", oplyser selskabet.\nOrdren løber i tre år og er værd £460.000 i første år.\n** Ovenstående',
      place: 'Aalborg',
      urgency: 5,
      kind: 'press-release',
      keywords: ['PRESSEMEDDELELSE'],
      versionedAt: '2026-03-02T07:30:00.100Z',
    },
    {
      format: 'ritzau-xml',
      headline: 'Kort om sport',
      byline: 'Niels Overgaard',
      bodyEnds: 'som fik sølv.',
      paragraphs: 1,
      kind: 'story',
      subjects: ['subj:15000000'],
    },
  ],
  'ritzau-flash.xml': [
    {
      format: 'ritzau-xml',
      wire: 'ritzau',
      headline:
        'Estland lukker grænseovergangen i Narva kl. 18 dansk tid, "indtil videre", oplyser regeringen.',
      paragraphs: 2,
      kind: 'flash',
      urgency: 3,
      place: 'Tallinn',
      slug: 'NU/FLASH-U',
      language: 'da',
      createdAt: '2026-07-14T15:32:18.397Z',
    },
  ],
  'ritzau-correction.xml': [
    {
      format: 'ritzau-xml',
      version: 2,
      headline: 'KORR: 68 soldater fra Slagelse sendes til Kosovo',
      leadStarts: '68 soldater fra Gardehusarregimentet',
      bodyEnds: '\nHold | Soldater\nKFOR 54 | 68\n– Vi er klar, siger oberst Anker Dahl.',
      editorsNote: 'Ny version følger ikke.',
      revision: {
        kind: 'correction',
        of: ['0b6f4f1e-3f0f-4c55-8a6c-51f7e1a0c004'],
        note: 'Retter antallet af soldater i første afsnit til 68',
      },
      subjects: [
        'subj:11001000',
        'subj:16010001',
        'subj:04005000',
        'subj:11000000',
        'subj:16010000',
        'subj:04000000',
        'subj:16000000',
      ],
      versionedAt: '2026-07-15T07:05:00.000Z',
    },
  ],
  'ritzau-new-version.xml': [
    {
      format: 'ritzau-xml',
      id: '0b6f4f1e-3f0f-4c55-8a6c-51f7e1a0c013',
      version: 3,
      wire: 'ritzau',
      via: null,
      headline: 'Fregat på vej til Grønland efter nødkald',
      lead: 'Fregatten ventes fremme fredag, oplyser Arktisk Kommando.',
      bodyStarts: 'Fregatten "Vædderen" er på vej til Sydgrønland.\nDet oplyser Arktisk Kommando.\n- Vi',
      bodyEnds: '\nNødkaldet kom klokken 4.',
      paragraphs: 4,
      place: 'Nuuk',
      language: 'da',
      slug: 'NET/FORSVAR/FREGAT+NV',
      keywords: ['NET', 'FORSVAR', 'FREGAT'],
      subjects: ['medtop:16000000', 'medtop:11000000', 'medtop:20000598', 'medtop:20000593'],
      revision: {
        kind: 'update',
        of: ['0b6f4f1e-3f0f-4c55-8a6c-51f7e1a0c012', '0b6f4f1e-3f0f-4c55-8a6c-51f7e1a0c011'],
        note: null,
      },
      versionedAt: '2026-06-11T20:13:59.207Z',
    },
  ],
  'ritzau-kill.xml': [
    {
      format: 'ritzau-xml',
      version: 3,
      status: 'canceled',
      revision: { kind: 'kill', of: [], note: null },
      editorsNote: 'Telegrammet må ikke bruges. Oplysningen var forkert.',
      bodyEnds: '',
      paragraphs: 0,
    },
  ],
};

const REAL: Readonly<Record<string, readonly Expected[]>> = {
  'ritzau_2.xml': [
    {
      format: 'ritzau-xml',
      id: 'b5342fc2-b3e1-4331-ab2b-5e93e0d59427',
      version: 1,
      wire: 'ritzau',
      via: null,
      source: '/ritzau/',
      byline: 'Cecilie Krabbe',
      place: 'København',
      language: 'da',
      urgency: 4,
      status: 'usable',
      kind: 'story',
      paragraphs: 16,
      createdAt: '2018-01-31T17:45:36.730Z',
      versionedAt: '2018-01-31T17:45:36.730Z',
      slug: 'NET/FORSVAR/SATELLIT',
      keywords: ['NET', 'FORSVAR', 'SATELLIT'],
      subjects: ['subj:04000000', 'subj:11000000', 'subj:11001000', 'subj:13000000', 'subj:14000000'],
      revision: { kind: 'none', of: [], note: null },
    },
  ],
  'ritzau_feed.xml': [
    {
      format: 'ritzau-xml',
      id: '83e4e779-e3b7-46da-b061-34ab92bc6ec4',
      wire: 'ritzau',
      source: 'Via Ritzau',
      language: 'en',
      urgency: 5,
      kind: 'press-release',
      paragraphs: 15,
      versionedAt: '2018-02-01T17:44:52.973Z',
    },
    {
      format: 'ritzau-xml',
      id: '4b9c198d-d6ec-4a7f-a4e9-551d9a5cba13',
      wire: 'ritzau',
      language: 'da',
      kind: 'story',
      byline: 'Mikkel Lundby Madsen',
      paragraphs: 1,
      subjects: ['subj:15000000'],
    },
  ],
  'ritzau_news.xml': [
    {
      format: 'ritzau-xml',
      id: '9a6955fc-11da-46b6-9903-439ebb288f2d',
      wire: 'ritzau',
      kind: 'flash',
      place: 'Haag',
      urgency: 3,
      paragraphs: 3,
      language: 'da',
      versionedAt: '2018-01-30T16:32:18.397Z',
    },
  ],
};

describe('Ritzau XML: the samples', () => {
  it.each(Object.entries(SAMPLES))('%s', (name, stories) => {
    readsAs(new URL(`../../../samples/formats/${name}`, import.meta.url), stories);
  });
});

describeShared('Ritzau XML: real files', 'wire-samples', () => {
  it.each(Object.entries(REAL))('%s', (name, stories) => {
    readsAs(sharedPath(`wire-samples/${name}`), stories);
  });
});

/** One item with the given elements, as XML. */
function news(elements: Readonly<Record<string, string>>): string {
  const body = Object.entries(elements).map(([name, text]) => `<${name}>${escaped(text)}</${name}>`);
  return `<RBNews>${body.join('')}</RBNews>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

describe('Ritzau XML: revisions', () => {
  const item = { NewsID: 'n2', headline: 'Nyt hold', content: '<p>Holdet rejser.</p>', origin: '/ritzau/' };
  it.each([
    [{ Annuleret: 'true' }, 'canceled', { kind: 'kill', of: [], note: null }],
    [{ Status: 'Annulleret' }, 'canceled', { kind: 'kill', of: [], note: null }],
    [{ Korrektion: 'true', replacedID: 'n1' }, 'usable', { kind: 'correction', of: ['n1'], note: null }],
    [{ NyVersion: 'true', Replaces: 'n1' }, 'usable', { kind: 'update', of: ['n1'], note: null }],
    [{ NyVersion: '1', Replaces: 'n2' }, 'usable', { kind: 'update', of: [], note: null }],
    [{ Replaces: 'n1' }, 'usable', { kind: 'update', of: ['n1'], note: null }],
    [{ replacedID: '0', Status: 'New news' }, 'usable', { kind: 'none', of: [], note: null }],
  ] as const)('%j', (flags, status, revision) => {
    expect(readStory(news({ ...item, ...flags }))).toMatchObject({ id: 'n2', status, revision });
  });

  it.each([
    ['USA (NY)', 'update', ['USA']],
    ['NET/FREGAT+NV', 'update', ['NET', 'FREGAT']],
    ['NET/NYTÅR', 'none', ['NET', 'NYTÅR']],
  ])('strapline %s marks: %s', (strapline, kind, keywords) => {
    expect(readStory(news({ ...item, strapline }))).toMatchObject({
      slug: strapline,
      keywords,
      revision: { kind, of: [], note: null },
    });
  });

  it('is of the wire that writes the format, whomever it names as its origin', () => {
    expect(readStory(news({ ...item, origin: 'Example Børs' }))).toMatchObject({
      wire: 'ritzau',
      via: 'Example Børs',
      source: 'Example Børs',
    });
  });

  it('takes the second headline for a missing one, and for a sub-headline otherwise', () => {
    expect(readStory(news({ ...item, headline: '', headline2: 'Andet hold' })).headline).toBe('Andet hold');
    expect(readStory(news({ ...item, headline2: 'Andet hold' })).lead).toBe('Andet hold');
  });

  it('relays the agency that its origin names, also where the sign-off names none', () => {
    const story = readStory(
      news({ ...item, origin: '/ritzau/AFP', content: '<p>Holdet rejser. /ritzau/</p>' }),
    );
    expect(story).toMatchObject({ wire: 'ritzau', via: 'AFP', body: 'Holdet rejser.' });
  });

  it('says what is missing in an item without text', () => {
    expect(readReason(news({ NewsID: 'n3' }))).toBe(
      'This RBNews has neither headline, subtitle nor content.',
    );
    expect(readReason('<ListOfRBNews/>')).toBe('There is no story in it.');
  });
});

describe('Ritzau XML: a story written out and read back', () => {
  it('is the same', () => {
    const words = fc
      .array(fc.stringMatching(/^[a-zæøåA-ZÆØÅ0-9<>&"',-]{1,9}$/u), { minLength: 1, maxLength: 12 })
      .map((all) => `Så ${all.join(' ')} nu.`)
      // Words that spell an HTML tag cannot be told from markup that was escaped twice, as Ritzau sends it.
      .filter((text) => !/<\/?(?:p|br|div|span|b|i|strong|em|a|ul|li|table|h[1-6])[ />]/iu.test(text));
    const story = fc.record({
      id: fc.uuid(),
      version: fc.integer({ min: 1, max: 99 }),
      headline: words,
      lead: words,
      paragraphs: fc.array(words, { minLength: 1, maxLength: 5 }),
      byline: words,
      place: words,
      urgency: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(story, (written) => {
        const xml = news({
          NewsID: written.id,
          PublishDate: '2026-07-14T17:32:18.397',
          headline: escaped(written.headline),
          subtitle: `${escaped(written.lead)}<br />`,
          origin: '/ritzau/AFP/',
          town: written.place,
          byLine: written.byline,
          Priority: `${written.urgency}`,
          version: `${written.version}`,
          content: written.paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n'),
        });
        const { paragraphs, ...fields } = written;
        expect(readStory(xml)).toMatchObject({
          ...fields,
          body: paragraphs.join('\n'),
          wire: 'ritzau',
          via: 'AFP',
          versionedAt: '2026-07-14T15:32:18.397Z',
        });
      }),
    );
  });
});
