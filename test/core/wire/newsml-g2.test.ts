import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withParents } from '../../../core/wire/subject-codes.ts';
import { describeShared, sharedPath } from '../../shared.ts';
import { type Copy, copy } from './arbitrary.ts';
import { type Expected, readsAs } from './expected.ts';
import { read, readReason, readStory, sample } from './reading.ts';
import { type Written, xml } from './xml-writer.ts';

const SAMPLES: Readonly<Record<string, Expected>> = {
  'newsml-g2-embargo.xml': {
    format: 'newsml-g2',
    id: 'urn:newsml:example.com:20260505:nato-tal',
    version: 3,
    wire: 'ritzau',
    via: 'NTB',
    headline: 'Nato offentliggør tal for forsvarsudgifter',
    lead: null,
    paragraphs: 0,
    byline: 'Mette Holm',
    place: 'Bruxelles',
    language: 'da',
    urgency: 4,
    status: 'usable',
    embargoUntil: '2026-05-06T04:00:00.000Z',
    createdAt: '2026-05-04T18:00:00.000Z',
    versionedAt: '2026-05-05T06:00:00.000Z',
    slug: 'Nato-tal',
    subjects: ['medtop:20000598', 'medtop:20000593', 'medtop:11000000'],
    editorsNote: 'Klausuleret til onsdag kl. 6.',
    revision: { kind: 'update', of: [], note: null },
  },
  'newsml-g2-replacement.xml': {
    format: 'newsml-g2',
    id: 'urn:newsml:example.se:20260505:EX:700002:0',
    version: null,
    source: 'EX',
    headline: 'Ubåt sedd utanför Karlskrona',
    lead: 'En ubåt har setts utanför Karlskrona, och marinen letar efter den.',
    bodyStarts:
      'En ubåt har setts utanför Karlskrona, och marinen letar efter den.\nVi letar vidare i natt, säger talespersonen.\nTvå fartyg\nTvå fartyg deltar.\nFakta: Marinen\nMarinen har sju korvetter.',
    paragraphs: 6,
    byline: 'Åsa Berg/EX',
    place: 'Karlskrona',
    language: 'sv',
    subjects: ['subj:11001000', 'subj:11000000'],
    editorsNote: 'Med marinen. Ny rubrik.',
    revision: { kind: 'update', of: ['urn:newsml:example.se:20260505:EX:700001:0'], note: null },
  },
  'newsml-g2-html-in-cdata.xml': {
    format: 'newsml-g2',
    paragraphs: 2,
    language: 'en',
    bodyStarts: 'Two corvettes',
  },
  'newsml-g2-kill.xml': {
    format: 'newsml-g2',
    id: 'urn:newsml:example.com:20260505:nato-tal',
    version: 4,
    wire: 'ritzau',
    headline: null,
    status: 'canceled',
    revision: { kind: 'kill', of: [], note: 'Tallene er forkerte.' },
  },
};

const MESSAGE: readonly Expected[] = [
  {
    format: 'newsml-g2',
    id: 'urn:newsml:example.com:20260504:260504-99-1',
    version: 2004230198,
    wire: null,
    source: 'Beispiel-Nachrichten-Agentur',
    headline: 'Marine schleppt Frachter nach Rostock',
    lead: 'Ein Frachter lag drei Tage fest. Zweite Zeile',
    bodyStarts:
      'Die Marine hat am Montag einen Frachter nach Rostock geschleppt, der auf Grund gelaufen war. Das teilte die Reederei Nord mit.\n„Niemand ist verletzt“, sagte ein Sprecher. Der Schlepper "Elbe" brauchte neun Stunden.\nLänge | 92 Meter',
    bodyEnds: 'Länge | 92 Meter',
    byline: 'Kurt Beispiel, BNA',
    place: 'Rostock',
    language: 'de',
    urgency: 3,
    kind: 'story',
    createdAt: null,
    versionedAt: '2026-05-04T15:35:35.000Z',
    slug: 'Marine/Ostsee',
    keywords: ['Ostsee', 'Schlepper'],
    subjects: [
      'medtop:20000599',
      'medtop:20000601',
      'subj:11001005',
      'medtop:20000598',
      'subj:11001000',
      'medtop:20000593',
      'subj:11000000',
      'medtop:11000000',
    ],
    editorsNote: 'Bilder folgen.',
    revision: { kind: 'correction', of: [], note: 'Der Schlepper heißt Elbe.' },
  },
  { format: 'newsml-g2', kind: 'advisory', headline: 'Zusammenfassung folgt bis 18.30 Uhr' },
];

const DPA = {
  format: 'newsml-g2',
  wire: null,
  source: 'Deutsche Presse-Agentur GmbH',
  language: 'de',
} as const;
const REAL: Readonly<Record<string, readonly Expected[]>> = {
  'LISTING_1_A_NewsML-G2_News_Item.xml': [
    {
      format: 'newsml-g2',
      id: 'urn:newsml:acmenews.com:20161018:US-FINANCE-FED',
      version: 11,
      source: 'REUTERS',
      headline: 'Fed to halt QE to avert "bubble"',
      lead: null,
      paragraphs: 0,
      byline: 'Meredith Jameson',
      place: 'Berlin',
      language: 'en',
      status: 'usable',
      embargoUntil: '2018-10-23T12:00:00.000Z',
      createdAt: '2016-10-18T18:12:21.000Z',
      versionedAt: '2018-10-21T21:25:32.000Z',
      slug: 'US-Finance-Fed',
      subjects: ['medtop:04000000', 'medtop:20000523', 'medtop:09000000'],
      revision: { kind: 'update', of: [], note: null },
    },
  ],
  'LISTING_2_NewsML-G2_Text_Document.xml': [
    {
      format: 'newsml-g2',
      version: 11,
      source: 'Associated Press',
      via: null,
      byline: 'Meredith Jameson',
      place: 'New York, NY',
      paragraphs: 2,
      embargoUntil: null,
      subjects: ['medtop:04000000', 'medtop:20000350', 'medtop:20000379', 'medtop:20000344'],
      revision: { kind: 'none', of: [], note: null },
    },
  ],
  'ap-g2.xml': [
    {
      format: 'newsml-g2',
      id: 'tag:ap.org,2011:5e565888b587889c5c8bd62b6164118c-text',
      version: 2,
      source: 'Automated Insights',
      place: 'Pittsburgh',
      urgency: 4,
      keywords: ['Nutrisystem', 'Earnings Report', 'Pennsylvania'],
      editorsNote: 'Eds: Adds full-year results.',
      revision: { kind: 'update', of: [], note: null },
    },
    { format: 'newsml-g2', version: 2, place: 'Bethesda', createdAt: '2018-02-26T21:22:18.000Z' },
    {
      format: 'newsml-g2',
      version: 1,
      place: 'KNOXVILLE, Tenn.',
      revision: { kind: 'none', of: [], note: null },
    },
  ],
  'stt_newsml_test.xml': [
    {
      format: 'newsml-g2',
      id: 'urn:newsml:stt.fi:20171219:101801633',
      version: 4,
      source: 'STT',
      place: 'Helsinki',
      urgency: 3,
      kind: 'story',
      slug: null,
      createdAt: '2017-12-19T08:33:04.000Z',
      versionedAt: '2017-10-18T09:16:43.000Z',
      editorsNote: 'complemented throughout',
      revision: { kind: 'update', of: [], note: null },
    },
  ],
  'dpa-48232.xml': [
    {
      ...DPA,
      id: 'urn:newsml:dpa.com:20090101:170629-99-48232',
      version: 5,
      paragraphs: 3,
      byline: null,
      place: 'Brüssel',
      urgency: 4,
      kind: 'story',
      versionedAt: '2017-06-29T15:35:35.000Z',
      slug: 'Nato/Verteidigung/International',
      subjects: [
        'medtop:20000644',
        'medtop:20000598',
        'subj:11001000',
        'medtop:20000593',
        'medtop:20000638',
        'subj:11000000',
        'medtop:11000000',
      ],
    },
  ],
  'dpa-49460.xml': [{ ...DPA, version: 5, paragraphs: 2, place: 'Brüssel', kind: 'story' }],
  'dpa-48571.xml': [{ ...DPA, version: 2, kind: 'advisory', urgency: 3 }],
  'dpa-43688.xml': [
    {
      ...DPA,
      version: 5,
      byline: 'Almut Kipp, dpa',
      place: 'Hamburg',
      keywords: ['Hotels', 'G20', '#G20HH'],
      leadStarts: 'Der Blick auf Ex-US-Außenminister Kerry',
      paragraphs: 11,
      kind: 'story',
    },
  ],
};

describe('NewsML-G2: the samples', () => {
  it.each(Object.entries(SAMPLES))('%s', (file, story) => {
    readsAs(new URL(`../../../samples/formats/${file}`, import.meta.url), [story]);
  });

  it('newsml-g2-message.xml has a story and an advisory, and says why its package and picture are none', () => {
    const outcomes = read(sample('formats/newsml-g2-message.xml'));
    readsAs(
      outcomes.filter(({ kind }) => kind === 'story'),
      MESSAGE,
    );
    expect(outcomes.filter(({ kind }) => kind === 'rejected')).toEqual([
      {
        kind: 'rejected',
        part: 1,
        format: 'newsml-g2',
        reason: 'This packageItem only lists other items; it has no text of its own.',
      },
      {
        kind: 'rejected',
        part: 2,
        format: 'newsml-g2',
        reason: 'This newsItem is of class "picture"; only text is read.',
      },
    ]);
  });
});

describeShared('NewsML-G2: real files', 'wire-samples', () => {
  it.each(Object.entries(REAL))('%s', (file, stories) => {
    readsAs(sharedPath(`wire-samples/${file}`), stories);
  });

  it('dpa-43688.xml is a correction with its reason', () => {
    const outcomes = read(readFileSync(sharedPath('wire-samples/dpa-43688.xml')));
    expect(outcomes[0]).toMatchObject({
      story: { revision: { kind: 'correction', note: expect.stringContaining('Hotels') } },
    });
  });
});

/** A story as a G2 item, its text in one of the ways in which agencies carry it. */
function write(story: Copy, carry: (story: Copy) => Written): Written {
  const qcode = (element: string, code: string) => xml(element, { qcode: code });
  const itemMeta = xml(
    'itemMeta',
    {},
    qcode('itemClass', 'ninat:text'),
    xml('provider', {}, xml('name', {}, story.source)),
    xml('versionCreated', {}, story.versionedAt),
    xml('firstCreated', {}, story.createdAt),
    xml('embargoed', {}, story.embargoUntil),
    qcode('pubStatus', `stat:${story.status}`),
    xml('edNote', {}, story.editorsNote),
  );
  const contentMeta = xml(
    'contentMeta',
    {},
    xml('urgency', {}, `${story.urgency}`),
    xml('located', {}, xml('name', {}, story.place)),
    xml('by', {}, story.byline),
    xml('slugline', {}, story.slug),
    xml('headline', {}, story.headline),
    xml('description', { role: 'drol:summary' }, story.lead),
    xml('language', { tag: story.language }),
    ...story.keywords.map((keyword) => xml('keyword', {}, keyword)),
    ...story.subjects.map((code) => qcode('subject', code)),
  );
  return xml(
    'newsItem',
    { xmlns: 'http://iptc.org/std/nar/2006-10-01/', guid: story.id, version: `${story.version}` },
    itemMeta,
    contentMeta,
    xml('contentSet', {}, carry(story)),
  );
}

const paragraphs = (story: Copy): Written[] => story.paragraphs.map((text) => xml('p', {}, text));
const CARRIERS: Readonly<Record<string, (story: Copy) => Written>> = {
  XHTML: (story) => xml('inlineXML', {}, xml('html', {}, xml('body', {}, ...paragraphs(story)))),
  NITF: (story) =>
    xml('inlineXML', {}, xml('nitf', {}, xml('body', {}, xml('body.content', {}, ...paragraphs(story))))),
  'escaped HTML': (story) =>
    xml(
      'inlineData',
      { contenttype: 'text/plain' },
      paragraphs(story)
        .map((paragraph) => paragraph.xml)
        .join('\n'),
    ),
};

describe.each(Object.entries(CARRIERS))(
  'NewsML-G2: a story written out with %s and read back',
  (_, carry) => {
    it('is the same, alone and in a message', () => {
      fc.assert(
        fc.property(copy, (story) => {
          const { paragraphs: all, language: __, ...fields } = story;
          const expected = { ...fields, body: all.join('\n'), subjects: withParents(story.subjects) };
          const item = write(story, carry);
          expect(readStory(item.xml)).toMatchObject(expected);
          const message = xml('newsMessage', {}, xml('header'), xml('itemSet', {}, item, item));
          const outcomes = read(message.xml);
          expect(outcomes).toMatchObject([
            { part: 0, story: expected },
            { part: 1, story: expected },
          ]);
        }),
      );
    });
  },
);

describe('NewsML-G2 that lacks things', () => {
  it('is held when it is embargoed without a time, or until a time nobody can read', () => {
    for (const embargoed of ['<embargoed/>', '<embargoed>until Friday noon</embargoed>']) {
      const story = readStory(
        `<newsItem><itemMeta>${embargoed}<pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>Ny</headline></contentMeta></newsItem>`,
      );
      expect(story).toMatchObject({ status: 'embargoed', embargoUntil: null });
    }
  });

  it('is withheld as it says', () => {
    const story = readStory(
      '<newsItem><itemMeta><pubStatus qcode="stat:withheld"/></itemMeta><contentMeta><headline>Ny</headline></contentMeta></newsItem>',
    );
    expect(story.status).toBe('withheld');
  });

  it('is rejected without any text', () => {
    expect(readReason('<newsItem guid="a"/>')).toBe('This newsItem has neither a headline nor a text.');
    expect(readReason('<newsMessage><itemSet/></newsMessage>')).toBe('There is no story in it.');
    expect(readReason('<conceptItem/>')).toBe('This conceptItem defines a code; it is no story.');
  });

  it('keeps the indented paragraphs of wrapped text in one element', () => {
    const lines = [
      '(ANSA) - Rome, October 11 - The minister of foreign affairs has',
      'said that the declaration is unacceptable to all of his',
      'colleagues.',
      '   He has faith in the government, which will know how to',
      'guarantee the rights of every citizen in the whole of the',
      'country.',
    ];
    const story = readStory(
      `<newsItem><contentSet><inlineData contenttype="text/plain"><![CDATA[\n<p>\n   ${lines.join('\n')}\n </p>]]></inlineData></contentSet></newsItem>`,
    );
    expect(story.body.split('\n')).toHaveLength(2);
  });

  it('keeps addresses in angle brackets and lines in plain text', () => {
    const story = readStory(
      '<newsItem><contentSet><inlineData>Mød op kl. 9.\n\nSkriv til &lt;red@example.com&gt;.</inlineData></contentSet></newsItem>',
    );
    expect(story.body).toBe('Mød op kl. 9.\nSkriv til <red@example.com>.');
  });
});

/** An item with the given metadata and page. */
function item(meta: { readonly item?: string; readonly content?: string; readonly page?: string }) {
  const headline = '<headline>Fregat i havn</headline>';
  const page = `<html><body>${meta.page ?? '<p>Fregatten er i havn.</p>'}</body></html>`;
  return readStory(
    `<newsItem guid="a"><itemMeta>${meta.item ?? ''}</itemMeta><contentMeta>${headline}${meta.content ?? ''}</contentMeta><contentSet><inlineXML>${page}</inlineXML></contentSet></newsItem>`,
  );
}

describe('NewsML-G2 as agencies fill it', () => {
  it.each([
    ['<headline role="hld:subHeadline">Ventes ud igen i maj</headline>'],
    ['<headline rank="3">Ventes ud igen i maj</headline>'],
  ])('has sub-headlines: %s', (content) => {
    expect(item({ content })).toMatchObject({ headline: 'Fregat i havn', lead: 'Ventes ud igen i maj' });
  });

  it('has its main headline behind a sub-headline', () => {
    const below = '<headline role="hld:subHeadline">Ventes ud igen</headline>';
    const story = readStory(
      `<newsItem><contentMeta>${below}<headline>Fregat i havn</headline></contentMeta></newsItem>`,
    );
    expect(story).toMatchObject({ headline: 'Fregat i havn', lead: 'Ventes ud igen' });
  });

  it('has lines of plain text in a page', () => {
    const page = 'Jan 3 (EX) - Results on Wednesday \n \n \n Esbjerg 1 Odense 2 \n Vejle 0 Horsens 0 \n';
    expect(item({ page }).body).toBe(
      'Jan 3 (EX) - Results on Wednesday\nEsbjerg 1 Odense 2\nVejle 0 Horsens 0',
    );
  });

  it('has hard-wrapped text in the one paragraph of a page', () => {
    const lines = [
      '(Adds comments, detail)',
      '    * Frigate may sail again on Friday, say officers',
      '',
      '    By Ada Marlow',
      '    Jan 30 (EX) - The frigate came into port on Tuesday on increased',
      'demand as the stance of the navy on its ships rattled the town of',
      'Esbjerg, with its harbour finding further support.',
      '    The town was also awaiting a meeting of its council on Tuesday',
      'and Wednesday for cues on what the quay would cost it.',
    ];
    expect(item({ page: `\n<p>${lines.join('\n')}</p>\n` }).body.split('\n')).toEqual([
      '(Adds comments, detail)',
      '* Frigate may sail again on Friday, say officers',
      'By Ada Marlow',
      'Jan 30 (EX) - The frigate came into port on Tuesday on increased demand as the stance of the navy on its ships rattled the town of Esbjerg, with its harbour finding further support.',
      'The town was also awaiting a meeting of its council on Tuesday and Wednesday for cues on what the quay would cost it.',
    ]);
  });

  it('has one paragraph of text where its XML is only indented', () => {
    const page = '\n  <p>\n    Fregatten er i havn\n    igen.\n  </p>\n';
    expect(item({ page }).body).toBe('Fregatten er i havn igen.');
  });

  it.each([
    ['Corrects the name of the ship in the second paragraph'],
    ['Rettelse: Skibet hedder Vædderen'],
    ['Korjattu aiempaa uutista'],
  ])('corrects where a note begins so: %s', (note) => {
    expect(
      item({ item: `<edNote role="x:private">Til desken</edNote><edNote>${note}</edNote>` }).revision,
    ).toEqual({
      kind: 'correction',
      of: [],
      note,
    });
  });

  it('does not correct where a note only speaks of corrections', () => {
    expect(item({ item: '<edNote>Tabellen er korrekt.</edNote>' }).revision.kind).toBe('none');
  });

  it('is an update where its slug numbers it, and a flash where a note says so', () => {
    expect(item({ content: '<slugline>SHIP/PORT (UPDATE 2)</slugline>' }).revision.kind).toBe('update');
    expect(item({ item: '<edNote>dpa-Eilmeldung</edNote>' }).kind).toBe('flash');
  });

  it.each([
    ['<located qcode="city:Philadelphia"/>', 'Philadelphia'],
    ['<located qcode="geo:3169070"/>', null],
    ['<located><name/></located><dateline>2018-01-03 20:13:08 GMT+00:00</dateline>', null],
    ['<dateline>Rom (dpa) - </dateline>', 'Rom'],
  ])('is placed: %s', (content, place) => {
    expect(item({ content }).place).toBe(place);
  });
});

describe('A G2 headline of two lines', () => {
  it('keeps their words apart', () => {
    const item =
      '<newsItem guid="a"><contentMeta><headline>Skib<br/>i havn</headline></contentMeta></newsItem>';
    expect(readStory(item).headline).toBe('Skib i havn');
  });
});

describe('A G2 item that says things in several languages', () => {
  const item = (language: string): string =>
    `<newsItem guid="a" version="1" xml:lang="de"><contentMeta><language tag="${language}"/><headline xml:lang="fr">Un navire au port</headline><headline xml:lang="de-CH">Schiff im Hafen</headline><located><name xml:lang="fr">Bâle</name><name xml:lang="de">Basel</name></located><description xml:lang="fr" role="drol:summary">Il est là.</description><description xml:lang="de" role="drol:summary">Es ist da.</description></contentMeta><contentSet><inlineXML xml:lang="fr"><html><body><p>Le navire est au port.</p></body></html></inlineXML><inlineXML xml:lang="de"><html><body><p>Das Schiff ist im Hafen.</p></body></html></inlineXML></contentSet></newsItem>`;

  it('is read in the language that it declares', () => {
    expect(readStory(item('de'))).toMatchObject({
      headline: 'Schiff im Hafen',
      lead: 'Es ist da.',
      body: 'Das Schiff ist im Hafen.',
      place: 'Basel',
      language: 'de',
    });
  });

  it('is read from the first where none is in that language', () => {
    expect(readStory(item('it'))).toMatchObject({ headline: 'Un navire au port', place: 'Bâle' });
  });
});

describe('A G2 correction whose note has no role', () => {
  it.each(['Corrects name in 2nd graf', 'Rectifie le nom au 2e paragraphe', 'Corrige el nombre'])(
    'says what was corrected: %s',
    (words) => {
      const item = `<newsItem guid="a"><itemMeta><edNote>${words}</edNote><signal qcode="sig:correction"/></itemMeta><contentMeta><headline>Ny</headline></contentMeta></newsItem>`;
      expect(readStory(item).revision).toEqual({ kind: 'correction', of: [], note: words });
    },
  );
});
