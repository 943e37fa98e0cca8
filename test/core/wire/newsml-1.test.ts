import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withParents } from '../../../core/wire/subject-codes.ts';
import { describeShared, sharedPath } from '../../shared.ts';
import { type Copy, copy } from './arbitrary.ts';
import { type Expected, readsAs } from './expected.ts';
import { read, readReason, readStory, sample } from './reading.ts';
import { xml } from './xml-writer.ts';

const REAL: Readonly<Record<string, readonly Expected[]>> = {
  'afp.xml': [
    {
      format: 'newsml-1',
      id: 'urn:newsml:afp.com:20140829T135002Z:TX-PAR-FXW86',
      version: 1,
      wire: null,
      source: 'AFP',
      headline: 'Sweden court accepts receivership for Saab carmaker',
      paragraphs: 10,
      byline: null,
      place: 'STOCKHOLM',
      language: 'en',
      urgency: 4,
      status: 'usable',
      kind: 'story',
      createdAt: '2014-08-29T13:49:51.000Z',
      versionedAt: '2014-08-29T13:49:51.000Z',
      slug: 'Sweden-SAAB',
      keywords: ['Sweden', 'China', 'auto', 'business', 'bankruptcy', 'Saab'],
      subjects: [
        'subj:04011002',
        'subj:04016007',
        'subj:04000000',
        'subj:04016038',
        'subj:04011000',
        'subj:04016000',
      ],
      revision: { kind: 'none', of: [], note: null },
    },
  ],
  'afp20.xml': [
    {
      format: 'newsml-1',
      id: 'urn:newsml:afp.com:20240710:240710125902.qpsp2jzk',
      version: 1,
      source: 'AFP',
      headline: "Décès de Naomi Musenga: l'opératrice du Samu définitivement condamnée",
      paragraphs: 2,
      place: 'Strasbourg',
      language: 'fr',
      urgency: null,
      createdAt: '2024-07-10T12:59:02.000Z',
      slug: 'procès-santé-secours',
    },
  ],
  'afp_no_headline.xml': [
    {
      format: 'newsml-1',
      id: 'urn:newsml:afp.com:20171220T134757Z:TX-PAR-NBK16',
      headline: null,
      leadStarts: 'Burkina Faso is banning imports',
      place: 'Ouagadougou',
      language: 'en',
      urgency: 4,
      keywords: ['Burkina', 'NKorea', 'sanctions', 'UN'],
    },
  ],
};

const KILLED: Expected = {
  format: 'newsml-1',
  id: 'urn:newsml:example.com:20260502:EX-9',
  version: 4,
  headline: null,
  status: 'canceled',
  urgency: 1,
  revision: { kind: 'kill', of: [], note: null },
  versionedAt: '2026-05-02T10:15:00.000Z',
};

const TWO: readonly Expected[] = [
  {
    format: 'newsml-1',
    id: 'urn:newsml:example.com:20260501:EX-1',
    version: 3,
    wire: 'ritzau',
    via: 'Example Relay',
    source: 'Ritzau',
    headline: 'Baltic mine hunters clear shipping lane',
    bodyStarts: 'Three mine hunters have cleared the lane off Tallinn.\n"It is safe," their commander said.',
    paragraphs: 2,
    byline: 'Ilse Tamm',
    place: 'TALLINN',
    language: 'en',
    urgency: 2,
    createdAt: '2026-05-01T07:49:51.000Z',
    versionedAt: '2026-05-01T09:04:51.000Z',
    slug: 'NATO-BALTIC/',
    keywords: ['Estonia', 'mines', 'Baltic Sea'],
    subjects: ['subj:16000000', 'subj:16009000', 'subj:16009002'],
    editorsNote: 'Adds quote in paragraph two',
    revision: { kind: 'update', of: [], note: null },
  },
  {
    format: 'newsml-1',
    id: 'urn:newsml:example.com:20260501:EX-2',
    version: null,
    headline: 'Ministeriet offentliggør kabelplan',
    paragraphs: 3,
    bodyEnds: 'Den koster 300 millioner kroner.\nDet siger ministeren.',
    place: 'København',
    language: 'da',
    urgency: 2,
    status: 'embargoed',
    embargoUntil: '2026-05-02T06:00:00.000Z',
    createdAt: '2026-05-01T09:00:00.000Z',
    subjects: ['subj:11001003', 'subj:11001000', 'subj:11000000'],
  },
];

const ODD: Readonly<Record<string, Expected>> = {
  'newsml-1-misspelt.xml': {
    format: 'newsml-1',
    id: 'urn:newsml:www.example.org:0A11B22C33D44E55F66',
    version: null,
    headline: 'Port of Tallinn buys €2m radar',
    bodyStarts: 'The port of Tallinn, has bought a radar.',
    paragraphs: 1,
    place: 'TALLINN',
    language: 'en',
    urgency: 2,
    status: 'embargoed',
    embargoUntil: '2026-06-02T00:01:00.000Z',
    editorsNote: 'Embargoed to 0001 Tuesday',
    createdAt: '2026-06-01T10:27:08.000Z',
  },
  'newsml-1-components.xml': {
    format: 'newsml-1',
    version: null,
    source: 'Example News',
    headline: 'Harbour bridge closed until August',
    lead: 'The harbour bridge is closed all summer while its bearings, its lamps and its railings are renewed, the town says. Buses go by the ring road',
    bodyStarts: 'Cars cannot cross for two months.\nCyclists can.',
    paragraphs: 2,
    place: 'Esbjerg',
    language: 'en',
    urgency: 3,
    kind: 'press-release',
    slug: 'Traffic',
    keywords: ['harbour', 'bridge'],
    editorsNote: 'Map follows.',
    versionedAt: '2026-06-03T14:02:17.000Z',
  },
  'newsml-1-lines.xml': {
    format: 'newsml-1',
    place: 'BRUSSELS',
    bodyStarts: 'Brussels airport has reopened after the drone scare.\nThe first flight left at noon.',
    paragraphs: 2,
  },
};

describe('NewsML 1: the samples', () => {
  it.each(Object.entries(ODD))('%s', (file, story) => {
    readsAs(new URL(`../../../samples/formats/${file}`, import.meta.url), [story]);
  });

  it('newsml-1-two-languages.xml is a story in each', () => {
    readsAs(new URL('../../../samples/formats/newsml-1-two-languages.xml', import.meta.url), [
      {
        format: 'newsml-1',
        id: 'urn:newsml:example.be:20260603:78:nl',
        version: 4,
        headline: 'Haven van Gent dicht',
        bodyStarts: 'De haven van Gent is dicht',
        language: 'nl',
      },
      {
        format: 'newsml-1',
        id: 'urn:newsml:example.be:20260603:78:fr',
        version: 4,
        headline: 'Le port de Gand fermé',
        bodyStarts: 'Le port de Gand',
        language: 'fr',
      },
    ]);
  });

  it('newsml-1-kill.xml', () => {
    readsAs(new URL('../../../samples/formats/newsml-1-kill.xml', import.meta.url), [KILLED]);
  });

  it('newsml-1-two-items.xml has two stories and a picture without text', () => {
    const outcomes = read(sample('formats/newsml-1-two-items.xml'));
    expect(outcomes).toHaveLength(3);
    expect(outcomes[2]).toEqual({
      kind: 'rejected',
      part: 2,
      format: 'newsml-1',
      reason: 'This NewsItem has neither a headline nor a text, only media of type "Photo".',
    });
    readsAs(outcomes.slice(0, 2), TWO);
  });
});

describeShared('NewsML 1: real files', 'wire-samples', () => {
  it.each(Object.entries(REAL))('%s', (file, stories) => {
    readsAs(sharedPath(`wire-samples/${file}`), stories);
  });
});

/** A story as NewsML 1. */
function write(story: Copy): string {
  const [provider, day, item] = ['example.com', '20260501', story.id.replace('urn:', '')];
  const named = (element: string, name: string) => xml(element, { FormalName: name });
  const identifier = xml(
    'NewsIdentifier',
    {},
    xml('ProviderId', {}, provider),
    xml('DateId', {}, day),
    xml('NewsItemId', {}, item),
    xml('RevisionId', { PreviousRevision: '0', Update: 'N' }, `${story.version}`),
    xml('PublicIdentifier', {}, `urn:newsml:${provider}:${day}:${item}:${story.version}`),
  );
  const management = xml(
    'NewsManagement',
    {},
    xml('FirstCreated', {}, story.createdAt),
    xml('ThisRevisionCreated', {}, story.versionedAt),
    named('Status', story.status.toUpperCase()),
    named('Urgency', `${story.urgency}`),
    xml('StatusWillChange', {}, named('FutureStatus', 'Usable'), xml('DateAndTime', {}, story.embargoUntil)),
  );
  const note = xml(
    'NewsLine',
    {},
    named('NewsLineType', 'EditorialNote'),
    xml('NewsLineText', {}, story.editorsNote),
  );
  const lines = xml(
    'NewsLines',
    {},
    xml('HeadLine', {}, story.headline),
    xml('ByLine', {}, story.byline),
    xml('DateLine', {}, story.place),
    xml('SlugLine', {}, story.slug),
    note,
  );
  const descriptive = xml(
    'DescriptiveMetadata',
    {},
    named('Language', story.language),
    ...story.subjects.map((code) => xml('SubjectCode', {}, named('SubjectDetail', code.slice(5)))),
    ...story.keywords.map((keyword) => xml('Property', { FormalName: 'Keyword', Value: keyword })),
  );
  const abstract = xml('body.head', {}, xml('abstract', {}, xml('p', {}, story.lead)));
  const content = xml('body.content', {}, ...story.paragraphs.map((paragraph) => xml('p', {}, paragraph)));
  const component = xml(
    'NewsComponent',
    {},
    lines,
    xml('AdministrativeMetadata', {}, xml('Provider', {}, named('Party', story.source))),
    descriptive,
    xml(
      'ContentItem',
      {},
      named('MediaType', 'Text'),
      xml('DataContent', {}, xml('nitf', {}, xml('body', {}, abstract, content))),
    ),
  );
  return xml('NewsML', {}, xml('NewsItem', {}, xml('Identification', {}, identifier), management, component))
    .xml;
}

describe('NewsML 1: a story written out and read back', () => {
  it('is the same', () => {
    fc.assert(
      fc.property(copy, (story) => {
        const { paragraphs, language: _, ...fields } = story;
        expect(readStory(write(story))).toMatchObject({
          ...fields,
          id: `urn:newsml:example.com:20260501:${story.id.replace('urn:', '')}`,
          body: paragraphs.join('\n'),
          embargoUntil: story.status === 'usable' ? null : story.embargoUntil,
          subjects: withParents(story.subjects),
        });
      }),
    );
  });
});

/** An item whose note to editors says that it is under embargo. */
function embargoed(note: string, written: string): string {
  const management = `<NewsManagement><ThisRevisionCreated>${written}</ThisRevisionCreated><Status FormalName="Embargoed"/></NewsManagement>`;
  const lines = '<NewsLines><HeadLine>Bro åbner</HeadLine></NewsLines>';
  return `<NewsML><NewsItem>${management}<NewsComponent><Comment>${note}</Comment>${lines}</NewsComponent></NewsItem></NewsML>`;
}

describe('NewsML 1 under an embargo in words, of a wire that nobody watches', () => {
  it.each([
    ['Embargoed to 0001 Tuesday June 03', '20250602T114650+0100', '2025-06-02T23:01:00.000Z'],
    ['Embargoed to 0001 GMT Tuesday June 03', '20250602T114650+0100', '2025-06-03T00:01:00.000Z'],
    ['Embargoed to 0001 Tuesday June 03', '20250602T114650Z', '2025-06-03T00:01:00.000Z'],
    ['Embargoed to 0001 Thursday January 01', '20251231T120000+0000', '2026-01-01T00:01:00.000Z'],
  ])('%s, written %s, is held until %s', (note, written, embargoUntil) => {
    expect(readStory(embargoed(note, written))).toMatchObject({ status: 'embargoed', embargoUntil });
  });
});

describe('NewsML 1 that lacks things', () => {
  it('is rejected without any text', () => {
    expect(readReason('<NewsML><NewsItem/></NewsML>')).toBe(
      'This NewsItem has neither a headline nor a text.',
    );
    expect(readReason('<NewsML><NewsEnvelope/></NewsML>')).toBe('There is no story in it.');
  });

  it.each([
    ['Correction', 'correction'],
    ['Rectify', 'correction'],
    ['Delete', 'kill'],
    ['Update', 'update'],
  ])('is told by its instruction: %s', (instruction, kind) => {
    const story = readStory(
      `<NewsML><NewsItem><NewsManagement><Instruction FormalName="${instruction}"/></NewsManagement><NewsComponent><NewsLines><HeadLine>Nyt</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>`,
    );
    expect(story.revision.kind).toBe(kind);
  });
});

/** An item whose text is encoded. */
function encoded(data: string | Uint8Array, notation = 'Base64'): string {
  const text = Buffer.from(data).toString('base64').replace(/.{20}/gu, '$&\n');
  const encoding = `<Encoding Notation="${notation}"><DataContent>\n${text}\n</DataContent></Encoding>`;
  const lines = '<NewsLines><HeadLine>Bro lukket</HeadLine></NewsLines>';
  return `<NewsML><NewsItem><NewsComponent>${lines}<ContentItem>${encoding}</ContentItem></NewsComponent></NewsItem></NewsML>`;
}

describe('NewsML 1 in base64', () => {
  it.each([
    ['plain text', 'Broen er lukket.\n\nCyklister må køre.'],
    ['windows-1252', Buffer.from('Broen er lukket.\n\nCyklister må køre.', 'latin1')],
    ['HTML', '<p>Broen er lukket.</p><p>Cyklister må k&oslash;re.</p>'],
    [
      'NITF',
      '<nitf><body><body.content><p>Broen er lukket.</p><p>Cyklister må køre.</p></body.content></body></nitf>',
    ],
  ])('is read: %s', (_, data) => {
    expect(readStory(encoded(data)).body).toBe('Broen er lukket.\nCyklister må køre.');
  });

  it.each([
    ['a picture', encoded(Buffer.from('\x89PNG\r\n', 'latin1'))],
    ['damaged code', encoded('Broen er lukket.').replace('</DataContent></E', '§</DataContent></E')],
    ['another encoding', encoded('Broen er lukket.', 'uuencode')],
  ])('is no text where it holds %s', (_, file) => {
    expect(readStory(file)).toMatchObject({ headline: 'Bro lukket', body: '' });
  });

  it('that declares entities is not expanded', () => {
    const bomb =
      '<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa">]><nitf><body><body.content>&a;&a;</body.content></body></nitf>';
    expect(readStory(encoded(bomb)).body).not.toContain('aaaaaaaaaaaa');
  });
});

describe('the identity of NewsML 1', () => {
  it('is not the agency alone', () => {
    const file = (headline: string): string =>
      `<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:newsml:example.com</PublicIdentifier></NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>${headline}</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>`;
    expect(readStory(file('Bro lukket')).id).not.toBe(readStory(file('Bro åbnet')).id);
  });
});

describe('a sub-headline of NewsML 1 in a component of its own', () => {
  it('is no body, and is not lost', () => {
    const component = (role: string, text: string): string =>
      `<NewsComponent><Role FormalName="${role}"/><ContentItem><DataContent>${text}</DataContent></ContentItem></NewsComponent>`;
    const below = component(
      'SubHeadLine',
      'It carries cars again, and much sooner than the town had thought',
    );
    const lines = '<NewsLines><HeadLine>Bridge open</HeadLine></NewsLines>';
    const story = readStory(
      `<NewsML><NewsItem><NewsComponent>${lines}${below}${component('Body', 'The bridge is open.')}</NewsComponent></NewsItem></NewsML>`,
    );
    expect(story).toMatchObject({
      lead: 'It carries cars again, and much sooner than the town had thought',
      body: 'The bridge is open.',
    });
  });
});

describe('NewsML 1 with a document set into it as text', () => {
  const item = (content: string): string =>
    `<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Skib i havn</HeadLine></NewsLines><ContentItem><DataContent>${content}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>`;

  it('reads NITF in CDATA by its elements', () => {
    const document =
      '<?xml version="1.0"?><nitf><head><title>t</title></head><body><body.head><hedline><hl1>Havn</hl1></hedline><byline>Af Ida Dam</byline></body.head><body.content><p>Skibet er i havn.</p><p>Det sejler igen.</p></body.content></body></nitf>';
    expect(readStory(item(`<![CDATA[${document}]]>`))).toMatchObject({
      headline: 'Skib i havn',
      byline: 'Ida Dam',
      body: 'Skibet er i havn.\nDet sejler igen.',
    });
  });

  it('reads a page in CDATA without its title, even one that is no XML', () => {
    const page = (body: string): string =>
      `<![CDATA[<?xml version="1.0"?><html><head><title>Avisen</title></head><body>${body}</body></html>]]>`;
    expect(readStory(item(page('<p>Skibet er i havn.</p>'))).body).toBe('Skibet er i havn.');
    expect(readStory(item(page('<p>Skibet er<br> i havn.'))).body).toBe('Skibet er i havn.');
  });
});
