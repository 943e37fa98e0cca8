import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rfc822Time } from '../../../core/wire/rfc822-time.ts';
import { type Expected, shown } from './expected.ts';
import { read, readStory, sample } from './reading.ts';

const SAMPLES: Readonly<Record<string, readonly (Expected | string)[]>> = {
  'rss-danish.xml': [
    {
      format: 'rss',
      id: 'ritzau-rss-77',
      wire: 'ritzau',
      headline: 'Havn i Esbjerg skal huse amerikansk "materiel"',
      lead: 'Havnen får plads til 400 containere.',
      bodyStarts: 'Esbjerg Havn skal fra maj opbevare',
      bodyEnds: '400 containere\nto kraner\nAftalen gælder i fem år.',
      paragraphs: 4,
      byline: 'Per Strand',
      language: 'da',
      createdAt: '2026-04-07T07:05:00.000Z',
      keywords: ['Forsvar'],
      subjects: ['subj:11001000', 'subj:11000000'],
    },
    {
      format: 'rss',
      id: 'https://feed.example/kort',
      source: 'Ritzau',
      paragraphs: 2,
      bodyStarts: 'Broen er åben igen.\nKøen er væk.',
      versionedAt: '2026-04-07T07:00:00.000Z',
    },
    'This <item> has neither title nor description.',
  ],
  'rss-1-rdf.xml': [
    {
      format: 'rss',
      id: 'https://hn.example/9',
      source: 'Harbour News',
      headline: 'Pilots strike at the port',
      language: 'en',
      versionedAt: '2026-04-06T08:00:00.000Z',
    },
  ],
  'atom-english.xml': [
    {
      format: 'atom',
      id: 'tag:hn.example,2026:41',
      source: 'Harbour News',
      headline: 'Drones over the port & airport',
      lead: 'Two drones were seen.',
      bodyStarts: 'Two drones were seen over the port on Tuesday night.\nPolice',
      byline: 'Ann Strand, Bo Kirk',
      language: 'en',
      createdAt: '2026-04-08T06:00:00.000Z',
      versionedAt: '2026-04-08T07:30:00.000Z',
      keywords: ['security'],
      subjects: ['medtop:20000603', 'medtop:20000598', 'medtop:20000593', 'medtop:11000000'],
    },
    { format: 'atom', id: 'tag:hn.example,2026:42', paragraphs: 2, versionedAt: '2026-04-08T07:00:00.000Z' },
    {
      format: 'atom',
      id: 'tag:hn.example,2026:40',
      status: 'canceled',
      versionedAt: '2026-04-08T07:45:00.000Z',
      revision: { kind: 'kill', of: [], note: 'The report was false.' },
    },
  ],
};

describe('the samples of RSS and Atom', () => {
  it.each(Object.entries(SAMPLES))('%s reads as its table says', (name, expected) => {
    const outcomes = read(sample(`formats/${name}`));
    const seen = expected.map((row, part) => {
      const outcome = outcomes[part];
      return typeof row === 'string' && outcome?.kind === 'rejected'
        ? outcome.reason
        : shown(outcome, Object(row));
    });
    expect(seen).toEqual(expected);
    expect(outcomes).toHaveLength(expected.length);
  });

  it.each(Object.keys(SAMPLES))('%s cut anywhere is rejected whole', (name) => {
    const whole = sample(`formats/${name}`);
    const end = whole.lastIndexOf('>'.charCodeAt(0));
    for (let length = 4; length < end; length += 37) {
      expect(read(whole.subarray(0, length)).map(({ kind }) => kind)).toEqual(['rejected']);
    }
  });

  it('says that an empty feed holds no story', () => {
    expect(read('<rss version="2.0"><channel><title>Ritzau</title></channel></rss>')).toMatchObject([
      { kind: 'rejected', format: 'rss', reason: 'There is no story in it.' },
    ]);
  });
});

describe('the time of an RSS item', () => {
  it.each([
    ['Tue, 07 Apr 2026 09:05:00 +0200', '2026-04-07T09:05:00+02:00'],
    ['7 Apr 26 09:05 GMT', '2026-04-07T09:05:00Z'],
    ['Tuesday, 7 April 2026 9:05:00 EST', '2026-04-07T09:05:00-05:00'],
    ['07 Apr 1999 09:05:00', '1999-04-07T09:05:00'],
    ['07 Xyz 1999 09:05:00', null],
    ['next week', null],
  ])('%s', (text, time) => {
    expect(rfc822Time(text)).toBe(time);
  });
});

const line = fc.stringMatching(/^[A-ZÆØÅ][a-zæøå]{2,9}( [a-zæøå]{2,9}){2,12}$/);
const item = fc.record({
  id: fc.uuid(),
  headline: line.map((text) => `${text} & <b>`),
  paragraphs: fc.array(
    line.map((text) => `${text} < 3 & "4".`),
    { minLength: 1, maxLength: 5 },
  ),
  byline: line,
  time: fc.date({ min: new Date('1971-01-01'), max: new Date('2069-01-01'), noInvalidDate: true }),
});
type Item = typeof item extends fc.Arbitrary<infer T> ? T : never;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const htmlOf = ({ paragraphs }: Item): string => paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('');

const writeRss = (items: readonly Item[]): string =>
  `<rss version="2.0"><channel><title>T</title>${items
    .map(
      (it) =>
        `<item><guid>${it.id}</guid><title>${escaped(escaped(it.headline))}</title><author>a@b.example (${it.byline})</author>` +
        `<pubDate>${it.time.toUTCString()}</pubDate><description>${escaped(htmlOf(it))}</description></item>`,
    )
    .join('')}</channel></rss>`;

const writeAtom = (items: readonly Item[]): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><updated>2026-01-01T00:00:00Z</updated>${items
    .map(
      (it) =>
        `<entry><id>${it.id}</id><title>${escaped(it.headline)}</title><author><name>${it.byline}</name></author>` +
        `<updated>${it.time.toISOString()}</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${htmlOf(it)}</div></content></entry>`,
    )
    .join('')}</feed>`;

describe('a feed written out and read back is the same stories', () => {
  it.each([
    ['rss', writeRss],
    ['atom', writeAtom],
  ])('%s', (format, write) => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), (items) => {
        const stories = read(write(items)).map((o) => {
          if (o.kind !== 'story') return o;
          const { id, headline, body, byline, versionedAt } = o.story;
          return {
            format: o.format,
            id,
            headline,
            byline,
            paragraphs: body.split('\n'),
            time: versionedAt?.slice(0, 19),
          };
        });
        expect(stories).toEqual(
          items.map(({ time, ...same }) => ({ format, ...same, time: time.toISOString().slice(0, 19) })),
        );
      }),
    );
  });
});

describe('what leads readers of a feed to its page', () => {
  it('is no text, and a teaser that breaks off is no lead', () => {
    const post = '<p>The post <a href="/a">Bro</a> appeared first on <a href="/">Havnens blad</a>.</p>';
    const description = `<![CDATA[<p>Broen er lukket for al trafik hele sommeren, mens [&#8230;]</p>${post}]]>`;
    const content = `<![CDATA[<p>Broen er lukket for al trafik hele sommeren, mens den males.</p>${post}]]>`;
    const story = readStory(
      `<rss><channel><item><title>Bro</title><description>${description}</description><encoded>${content}</encoded></item></channel></rss>`,
    );
    expect(story).toMatchObject({
      lead: 'Broen er lukket for al trafik hele sommeren, mens den males.',
      body: 'Broen er lukket for al trafik hele sommeren, mens den males.',
    });
  });

  it('is left out of Atom, too, but not in mid-text', () => {
    const html =
      '&lt;p&gt;Read more books, she says.&lt;/p&gt;&lt;p&gt;They help.&lt;/p&gt;&lt;p&gt;Continue reading…&lt;/p&gt;';
    const story = readStory(
      `<feed><entry><id>a</id><title>Books</title><content type="html">${html}</content></entry></feed>`,
    );
    expect(story.body).toBe('Read more books, she says.\nThey help.');
  });
});

describe('what stands in a feed beside the story', () => {
  it('does not say what the story says: pictures, and links to the feed itself', () => {
    const item =
      '<media:title>Billede</media:title><media:description>En bro</media:description><atom:link href="/rss"/>' +
      '<title>Bro lukket</title><link>https://example.com/bro</link><description>Broen er lukket.</description>' +
      '<pubDate>Tue, 07 Apr 2026 09:05:00 +0200</pubDate><dcterms:modified>2026-04-07T10:00:00+02:00</dcterms:modified>';
    const spaces =
      'xmlns:media="urn:m" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dcterms="http://purl.org/dc/terms/"';
    expect(readStory(`<rss ${spaces}><channel><item>${item}</item></channel></rss>`)).toMatchObject({
      id: 'https://example.com/bro',
      headline: 'Bro lukket',
      body: 'Broen er lukket.',
      createdAt: '2026-04-07T07:05:00.000Z',
      versionedAt: '2026-04-07T08:00:00.000Z',
    });
  });
});

describe('an Atom text', () => {
  const entry = (title: string, content: string): string =>
    `<feed><entry><id>a</id><title>${title}</title>${content}</entry></feed>`;

  it('is plain where nothing is said, but for what was escaped once more', () => {
    const content = '<content type="text/plain">Ã˜st &amp;amp; vest.</content>';
    expect(readStory(entry('Hav &amp;amp; land', content))).toMatchObject({
      headline: 'Hav & land',
      body: 'Øst & vest.',
    });
  });

  it('may be a whole NITF document', () => {
    const nitf =
      '<nitf><body><body.head><hedline><hl1>Bro</hl1></hedline></body.head><body.content><p>Broen er lukket.</p></body.content></body></nitf>';
    expect(readStory(entry('Bro', `<content type="application/nitf+xml">${nitf}</content>`)).body).toBe(
      'Broen er lukket.',
    );
  });
});
