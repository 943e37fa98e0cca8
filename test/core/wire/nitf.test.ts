import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withParents } from '../../../core/wire/subject-codes.ts';
import { describeShared, sharedPath } from '../../shared.ts';
import { type Copy, copy } from './arbitrary.ts';
import { type Expected, readsAs } from './expected.ts';
import { readReason, readStory } from './reading.ts';
import { xml } from './xml-writer.ts';

const SAMPLES: Readonly<Record<string, readonly Expected[]>> = {
  'nitf-relayed-iso-8859-1.xml': [
    {
      format: 'nitf',
      id: '20260411:RTZ:4410:0',
      version: 2,
      wire: 'ritzau',
      via: 'NTB',
      source: 'ritzau.dk',
      headline: '*To danske soldater er lettere såret ved en trafikulykke ud',
      leadStarts: 'Karup: To danske soldater',
      bodyEnds: 'gled ud i grøften.',
      paragraphs: 2,
      place: 'Stockholm',
      language: 'da',
      kind: 'flash',
      urgency: 3,
      slug: 'NU-FLASH-I',
      subjects: ['subj:15000000'],
      versionedAt: '2026-04-11T19:05:13.000Z',
    },
  ],
  'nitf-kill.xml': [
    {
      format: 'nitf',
      id: 'example.2026.0411.b',
      wire: null,
      status: 'canceled',
      revision: { kind: 'kill', of: ['example.2026.0411.a'], note: null },
      editorsNote: 'The report of a closed harbour was wrong.',
      versionedAt: '2026-04-11T19:30:00.000Z',
    },
  ],
  'nitf-embargo.xml': [
    {
      format: 'nitf',
      id: 'example.2026.0412.c',
      version: null,
      source: 'Example News',
      headline: 'Navy to guard cables with drones',
      lead: 'The navy has ordered eight unmanned vessels. Eight vessels on order',
      bodyStarts:
        "The navy has ordered eight unmanned vessels to watch Plymouth's sea cables, Example News has learnt.\nWhat they cost\nYear | Pounds\n2027 | 40 million\nFour sail from Plymouth.",
      bodyEnds: '\nBo Reed contributed to this report.',
      byline: 'Ada Marlow',
      place: 'Plymouth',
      language: 'en',
      urgency: null,
      status: 'embargoed',
      embargoUntil: '2026-04-12T23:01:00.000Z',
      keywords: ['navy', 'cables'],
      subjects: ['subj:11001003', 'subj:11001000', 'subj:11000000'],
      editorsNote: 'Embargoed to 0001 Monday April 13',
    },
  ],
};

const REAL: Readonly<Record<string, readonly Expected[]>> = {
  'ritzau-nitf.xml': [
    {
      format: 'nitf',
      id: '20160512:RTZ:8883:0',
      version: 4,
      wire: 'ritzau',
      via: 'NTB',
      source: 'ritzau.dk',
      paragraphs: 3,
      place: 'Stockholm',
      language: 'da',
      urgency: 3,
      status: 'usable',
      kind: 'flash',
      createdAt: '2016-05-11T22:05:13.000Z',
      slug: 'NU-FLASH-K',
      subjects: ['subj:15000000', 'subj:15073031', 'subj:15054000', 'subj:15073000'],
      revision: { kind: 'none', of: [], note: null },
    },
  ],
  'nitf-fishing.xml': [
    {
      format: 'nitf',
      id: 'iptc.321656141.b',
      version: 1,
      wire: null,
      headline: 'Weather and Tide Updates for Norfolk',
      leadStarts: 'Superb weather in Norfolk today.',
      byline: 'Alan Karben',
      place: 'Newport News, VA',
      language: 'en',
      urgency: 3,
      status: 'canceled',
      embargoUntil: null,
      createdAt: '2002-02-25T19:30:00.000Z',
      slug: 'ongoing-winter-tide-updates',
      keywords: ['fishing', 'lures', 'tides'],
      subjects: ['subj:17000000', 'subj:17004000', 'subj:04001002', 'subj:04001000', 'subj:04000000'],
      revision: { kind: 'kill', of: ['iptc.321656141.a'], note: null },
      paragraphs: 12,
    },
  ],
  'pa3.xml': [
    {
      format: 'nitf',
      id: '4a82e12e-6b39-47eb-8e59-2c616a7e32a4HHH-13-1',
      version: null,
      source: 'Press Association',
      lead: 'The UK risks breaking',
      byline: 'Benjamin Wright, Press Association',
      language: 'en',
      urgency: 4,
      status: 'embargoed',
      embargoUntil: '2016-09-08T23:01:00.000Z',
      createdAt: '2016-09-08T12:24:46.000Z',
      keywords: ['UnitedKingdom'],
      subjects: ['subj:04015000', 'subj:04000000'],
    },
  ],
  'nitf-ntb.xml': [
    {
      format: 'nitf',
      version: 48,
      wire: null,
      via: null,
      source: 'NTB',
      byline: 'Geir Molnes / Faktisk.no',
      place: 'Oslo',
      language: 'no',
      urgency: 5,
      createdAt: '2020-09-07T12:45:26.000Z',
      slug: 'faktisk-faktasjekk',
    },
  ],
};

describe('NITF: the samples', () => {
  it.each(Object.entries(SAMPLES))('%s', (file, stories) => {
    readsAs(new URL(`../../../samples/formats/${file}`, import.meta.url), stories);
  });
});

describeShared('NITF: real files', 'wire-samples', () => {
  it.each(Object.entries(REAL))('%s', (file, stories) => {
    readsAs(sharedPath(`wire-samples/${file}`), stories);
  });
});

/** A story as NITF. */
function write(story: Copy): string {
  const docdata = xml(
    'docdata',
    { 'management-status': story.status },
    xml('doc-id', { 'id-string': story.id, regsrc: story.source }),
    xml('urgency', { 'ed-urg': `${story.urgency}` }),
    xml('date.issue', { norm: story.createdAt }),
    xml('date.release', { norm: story.embargoUntil }),
    xml('du-key', { version: `${story.version}`, key: story.slug }),
    xml('ed-msg', { info: story.editorsNote }),
    xml('key-list', {}, ...story.keywords.map((key) => xml('keyword', { key }))),
  );
  const tobject = xml(
    'tobject',
    {},
    ...story.subjects.map((code) => xml('tobject.subject', { 'tobject.subject.refnum': code.slice(5) })),
  );
  const head = xml(
    'body.head',
    {},
    xml('hedline', {}, xml('hl1', {}, story.headline)),
    xml('byline', {}, 'By ', xml('person', {}, story.byline)),
    xml('dateline', {}, xml('location', {}, story.place)),
    xml('abstract', {}, xml('p', {}, story.lead)),
  );
  const content = xml('body.content', {}, ...story.paragraphs.map((paragraph) => xml('p', {}, paragraph)));
  return xml(
    'nitf',
    { baselang: story.language },
    xml('head', {}, tobject, docdata),
    xml('body', {}, head, content),
  ).xml;
}

describe('NITF: a story written out and read back', () => {
  it('is the same', () => {
    fc.assert(
      fc.property(copy, (story) => {
        const { paragraphs, versionedAt: _, language: __, ...fields } = story;
        expect(readStory(write(story))).toMatchObject({
          ...fields,
          body: paragraphs.join('\n'),
          embargoUntil: story.status === 'embargoed' ? story.embargoUntil : null,
          versionedAt: story.createdAt,
          subjects: withParents(story.subjects),
        });
      }),
    );
  });
});

describe('NITF that lacks things', () => {
  it('takes the title for a missing headline', () => {
    expect(
      readStory(
        '<nitf><head><title> Nyt  fra Mali </title></head><body><body.content><p>Ja.</p></body.content></body></nitf>',
      ),
    ).toMatchObject({
      headline: 'Nyt fra Mali',
      body: 'Ja.',
      status: 'usable',
      urgency: null,
      createdAt: null,
    });
  });

  it('leaves the title out of a byline', () => {
    const byline = '<byline>By Ada Marlow<byttl>Business Writer</byttl></byline>';
    const story = readStory(
      `<nitf><body><body.head><hedline><hl1>Ny</hl1></hedline>${byline}</body.head></body></nitf>`,
    );
    expect(story.byline).toBe('Ada Marlow');
  });

  it('takes a title for the byline where the name stands in it', () => {
    const byline = '<byline><byttl>By Ada Marlow, Business Writer</byttl></byline>';
    const story = readStory(
      `<nitf><body><body.head><hedline><hl1>Ny</hl1></hedline>${byline}</body.head></body></nitf>`,
    );
    expect(story.byline).toBe('Ada Marlow, Business Writer');
  });

  it('is rejected without headline and body', () => {
    expect(readReason('<nitf><head/><body/></nitf>')).toBe(
      'This NITF document has neither a headline nor a body.',
    );
  });

  it('holds a document back until a later release even without a status', () => {
    const dates = '<date.issue norm="20260412T090000Z"/><date.release norm="20260413T000100Z"/>';
    const story = readStory(`<nitf><head><title>Ny</title><docdata>${dates}</docdata></head></nitf>`);
    expect(story.embargoUntil).toBe('2026-04-13T00:01:00.000Z');
  });

  it('says that it replaces another document', () => {
    const docdata = '<docdata management-doc-idref="a1" management-idref-status="usable"/>';
    expect(readStory(`<nitf><head><title>Ny</title>${docdata}</head></nitf>`).revision).toEqual({
      kind: 'update',
      of: ['a1'],
      note: null,
    });
  });
});

describe('NITF: what a document says of itself and of others', () => {
  const document = (docdata: string, head = '', uno = ''): string =>
    `<nitf${uno}><head><title>Ny</title><docdata>${docdata}</docdata></head><body><body.head>${head}</body.head></body></nitf>`;

  it('corrects the document that its correction names', () => {
    const docdata =
      '<correction info="Alder rettet" id-string="a1" regsrc="EX"/><doc-id id-string="a2" regsrc="EX"/>';
    expect(readStory(document(docdata)).revision).toEqual({
      kind: 'correction',
      of: ['a1'],
      note: 'Alder rettet',
    });
  });

  it('does not name itself as what it corrects', () => {
    const docdata = '<correction id-string="a2"/><doc-id id-string="a2"/>';
    expect(readStory(document(docdata)).revision).toEqual({ kind: 'correction', of: [], note: null });
  });

  it('has its identity in uno where it has no doc-id, without the revision', () => {
    const uno = ' uno="example.com:20260412:skib:3U"';
    expect(readStory(document('', '', uno)).id).toBe('example.com:20260412:skib');
  });

  it('is from when it was released, or from the day in its dateline, where nothing says when it was issued', () => {
    const day =
      '<dateline><location>Skagen</location><story.date norm="20260411">11. april</story.date></dateline>';
    const released = '<date.release norm="20260412T080000-0500"/>';
    expect(readStory(document('', day)).createdAt).toBe('2026-04-11T00:00:00.000Z');
    expect(readStory(document(released, day))).toMatchObject({
      createdAt: '2026-04-12T13:00:00.000Z',
      embargoUntil: null,
    });
  });

  it('has all its bylines, and no date in the place of its dateline', () => {
    const head =
      '<byline>By <person>Ada Marlow</person></byline><byline>By Bo Reed</byline><dateline>Innsbruck, 12. Apr.</dateline>';
    expect(readStory(document('', head))).toMatchObject({
      byline: 'Ada Marlow, Bo Reed',
      place: 'Innsbruck',
    });
  });
});

describe('NITF that was escaped or decoded once too often', () => {
  it('is mended in every field, and loses no word', () => {
    const head =
      '<hedline><hl1>Skib &amp;amp; havn i KÃ¸ge</hl1></hedline><byline>Af SÃ¸ren Dam</byline><dateline><location>KÃ¸ge</location></dateline>';
    const content = '<p>Skibet er &lt;b&gt;i&lt;/b&gt; havn,&amp;lt;br/&amp;gt;og 3 &lt; 4.</p>';
    const story = readStory(
      `<nitf><body><body.head>${head}</body.head><body.content>${content}</body.content></body></nitf>`,
    );
    expect(story).toMatchObject({
      headline: 'Skib & havn i Køge',
      byline: 'Søren Dam',
      place: 'Køge',
      body: 'Skibet er i havn, og 3 < 4.',
    });
  });
});

describe('NITF as agencies fill it', () => {
  const document = (head: string): string =>
    `<nitf><head><title>Skib i havn</title>${head}</head><body><body.content><p>Skibet er i havn.</p></body.content></body></nitf>`;

  it('has its slug and its subject in metas of their own', () => {
    const metas =
      '<meta name="anpa-keyword" content="Skib Havn"/><meta name="category_iptc" content="04000000"/><meta name="category" content="15000000"/>';
    expect(readStory(document(metas))).toMatchObject({ slug: 'Skib Havn', subjects: ['subj:04000000'] });
  });

  it('corrects where its note begins so', () => {
    const note = '<docdata><ed-msg info="CORRECTS spelling in first paragraph"/></docdata>';
    expect(readStory(document(note)).revision).toEqual({
      kind: 'correction',
      of: [],
      note: 'CORRECTS spelling in first paragraph',
    });
  });
});
