import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Story } from '../../../core/story/story.ts';
import { parseJson } from '../../../core/wire/json.ts';
import { describeShared, sharedPath } from '../../shared.ts';
import { type Expected, shown } from './expected.ts';
import { read, readReason, readStory, sample } from './reading.ts';

const SAMPLES: Readonly<Record<string, readonly Expected[]>> = {
  'ninjs-1-danish.json': [
    {
      format: 'ninjs',
      id: 'urn:newsml:ritzau.dk:20260407:fregat-0407',
      version: 3,
      wire: 'ritzau',
      source: 'Ritzau',
      headline: 'Fregat sejler til Det Røde Hav i næste uge',
      lead: 'Fregatten "Niels Ebbesen" skal beskytte handelsskibe i tre måneder.',
      paragraphs: 5,
      bodyStarts: 'Fregatten "Niels Ebbesen" sejler mandag fra Korsør mod Det Røde Hav',
      bodyEnds: 'Skibet ventes hjem til efteråret.\nBesætning | 130\nLængde | 138 meter',
      byline: 'Karen Holm',
      place: 'Korsør',
      language: 'da',
      urgency: 3,
      createdAt: '2026-04-07T08:05:00.000Z',
      versionedAt: '2026-04-07T10:40:00.000Z',
      slug: 'forsvar-fregat',
      keywords: ['fregat', 'mission'],
      subjects: [
        'subj:16010001',
        'subj:04005000',
        'medtop:20000599',
        'subj:16010000',
        'subj:04000000',
        'medtop:20000598',
        'subj:16000000',
        'medtop:20000593',
        'medtop:11000000',
      ],
      editorsNote: 'OPDATERET: ny sluttid.',
      revision: {
        kind: 'update',
        of: ['urn:newsml:ritzau.dk:20260406:fregat-0399'],
        note: 'OPDATERET: ny sluttid.',
      },
    },
  ],
  'ninjs-1-kill.json': [
    {
      format: 'ninjs',
      id: 'urn:newsml:ritzau.dk:20260407:fregat-0407',
      version: 4,
      status: 'canceled',
      revision: { kind: 'kill', of: [], note: 'Historien trækkes tilbage: Datoen var forkert.' },
    },
  ],
  'ninjs-2-english.json': [
    {
      format: 'ninjs',
      id: 'urn:harbour-news:2026:118',
      wire: null,
      headline: 'Ferry with 40 on board runs aground off Odden',
      paragraphs: 3,
      bodyStarts:
        'A ferry ran aground off Odden early on Wednesday with 40 people on board.\n– Nobody was hurt',
      leadStarts: 'A ferry ran aground off Odden early on Wednesday with 40 people on board.',
      bodyEnds: 'at high water.',
      source: 'HN',
      byline: 'Ann Strand',
      language: 'en',
      urgency: 4,
      createdAt: '2026-04-08T06:00:00.000Z',
      subjects: ['medtop:20000638', 'subj:03010000', 'medtop:11000000', 'subj:03000000'],
    },
  ],
  'ninjs-3-danish-embargo.json': [
    {
      format: 'ninjs',
      wire: 'ritzau',
      status: 'usable',
      kind: 'press-release',
      embargoUntil: '2026-05-01T22:01:00.000Z',
      createdAt: '2026-05-01T05:30:00.000Z',
      versionedAt: '2026-05-01T06:00:00.000Z',
      lead: 'Museet viser 12 fyrtårne fra hele landet.',
      bodyStarts: 'Museet åbner lørdag på Skagen.',
      editorsNote: 'Udsendes på vegne af kommunen.',
    },
  ],
};

const REAL: Readonly<Record<string, Expected>> = {
  'ninjs_embargoed.json': {
    format: 'ninjs',
    id: 'fd8e441b-a698-4411-9246-7d5de21cced9',
    version: 11,
    source: '360info',
    byline: 'Aaron J. Staples, Michigan State University',
    place: 'Aaron J. Staples, Michigan',
    language: 'en',
    urgency: null,
    status: 'usable',
    embargoUntil: '2022-06-29T02:30:00.000Z',
    createdAt: '2022-06-20T23:20:35.000Z',
    versionedAt: '2022-06-26T23:54:25.000Z',
    slug: 'Climate-smart food',
    paragraphs: 18,
    subjects: ['subj:06011000', 'subj:04001000', 'subj:06000000', 'subj:04000000'],
  },
  'tt_text_image_2.json': tt(),
  'tt_text_image_3.json': tt(),
};

/** The two generations of ninjs say the same of the same story. */
function tt(): Expected {
  return {
    format: 'ninjs',
    id: 'http://tt.se/media/text/210526-militarovning-a0f2d045',
    version: 1,
    source: 'TT',
    language: 'sv',
    urgency: 3,
    status: 'usable',
    kind: 'story',
    createdAt: '2021-05-26T11:40:18.000Z',
    versionedAt: '2021-05-26T11:40:18.000Z',
    slug: 'militärövning',
    paragraphs: 4,
    bodyStarts: 'Pandemin satte stopp',
    subjects: ['subj:16000000'],
  };
}

describe('the ninjs samples', () => {
  it.each(Object.entries(SAMPLES))('%s reads as its table says', (name, expected) => {
    const outcomes = read(sample(`formats/${name}`));
    expect(outcomes.map((outcome, part) => shown(outcome, expected[part] ?? { format: '' }))).toEqual(
      expected,
    );
  });

  it('reads a feed item by item, and says of what is no text what it is', () => {
    const outcomes = read(sample('formats/ninjs-feed.json'));
    expect(outcomes.map((o) => (o.kind === 'story' ? o.story.id : o.reason))).toEqual([
      'hn:1',
      'This ninjs item is of type "picture", not a text.',
      'This ninjs item is of type "composite", not a text.',
      'This entry of the JSON list is no ninjs item.',
      'hn:4',
    ]);
    expect(outcomes[4]).toMatchObject({
      story: { kind: 'flash', status: 'usable', revision: { kind: 'correction', note: 'CORRECTS time.' } },
    });
  });

  it('rejects a file that breaks off, and JSON that is no news', () => {
    expect(readReason(sample('formats/ninjs-broken-off.json'))).toMatch(/line 1, column 98: it breaks off/);
    expect(readReason(sample('formats/json-no-ninjs.json'))).toMatch(/JSON, but not ninjs/);
  });

  it('never reads half a story out of a file that was cut', () => {
    const whole = sample('formats/ninjs-1-danish.json');
    const end = whole.lastIndexOf('}'.charCodeAt(0));
    for (let length = 1; length < end; length += 11) {
      const outcomes = read(whole.subarray(0, length));
      expect(outcomes.every(({ kind, format }) => kind === 'rejected' || format === 'text')).toBe(true);
      if (length > 3) expect(outcomes[0]?.kind).toBe('rejected');
    }
  });
});

describe('a ninjs item', () => {
  it('with pictures is a story where it has a text of its own', () => {
    const item = {
      uri: 'a:1',
      type: 'composite',
      headline: 'Bro',
      associations: { pic: { uri: 'a:2', type: 'picture' } },
    };
    expect(readStory(JSON.stringify({ ...item, body_text: 'Broen er lukket.' })).body).toBe(
      'Broen er lukket.',
    );
    expect(readReason(JSON.stringify(item))).toMatch(/of type "composite", not a text/);
  });

  it('may carry its body as NITF, whose head is not its text', () => {
    const nitf =
      '<?xml version="1.0"?><nitf><head><title>Bro lukket</title></head><body><body.head><hedline><hl1>Bro lukket</hl1>' +
      '</hedline><byline>By HN</byline></body.head><body.content><p>Broen er <em>luk</em>ket.</p><p>Den åbner fredag.</p>' +
      '</body.content></body></nitf>';
    const bodies = [{ role: 'nitf', contentType: 'text/vnd.IPTC.NITF', value: nitf }];
    const item = { uri: 'a:1', type: 'text', headlines: [{ value: 'Bro lukket' }], bodies };
    expect(readStory(JSON.stringify(item)).body).toBe('Broen er lukket.\nDen åbner fredag.');
  });

  it('under an embargo whose end cannot be read is held', () => {
    const item = { uri: 'a:1', type: 'text', headline: 'Bro', embargoed: 'when the bell rings' };
    expect(readStory(JSON.stringify(item))).toMatchObject({ status: 'embargoed', embargoUntil: null });
  });
});

describeShared('the real ninjs files', 'wire-samples/ninjs_embargoed.json', () => {
  it.each(Object.entries(REAL))('%s reads as its table says', (name, expected) => {
    const outcomes = read(readFileSync(sharedPath(`wire-samples/${name}`)));
    expect(outcomes).toHaveLength(1);
    expect(shown(outcomes[0], expected)).toEqual(expected);
  });
});

describe('hostile JSON', () => {
  it('cannot reach a prototype', () => {
    const story = readStory(
      '{"guid":"a:1","headline":"Bro åben","__proto__":{"body_text":"nej"},"constructor":{"prototype":{"x":1}}}',
    );
    expect(story).toMatchObject({ headline: 'Bro åben', body: '' });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it.each([
    ['arrays', '['.repeat(100_000)],
    ['objects', '{"a":'.repeat(100_000)],
    ['both in an item', `{"guid":"a","headline":"b","x":${'[{"y":'.repeat(50_000)}`],
  ])('nested deep in %s is rejected before it is read', (_, text) => {
    expect(readReason(text)).toMatch(/it nests more than 64 deep/);
  });

  it('reads brackets in a text as text', () => {
    const body = '[{'.repeat(500);
    expect(readStory(JSON.stringify({ guid: 'a', headline: 'Bro', body_text: `"${body}\\` })).body).toContain(
      body,
    );
  });

  it('takes a line of megabytes, lone surrogates, controls and marks of direction in its stride', () => {
    const text = `${'ord '.repeat(500_000)}\\ud800 \\u0000\\u202eslut`;
    const story = readStory(`{"guid":"a","headline":"x\\u202ey\\u0007z","body_text":"${text}"}`);
    expect(story.headline).toBe('xyz');
    expect(story.body).toMatch(/\ufffd slut$/u);
    expect(story.body).not.toMatch(/\p{Surrogate}/u);
  });

  it('says where it stops being JSON', () => {
    expect(parseJson('{"a": 1,\n "b": x}')).toEqual({
      kind: 'broken',
      reason: 'The JSON cannot be read at line 2, column 7: what follows is not well-formed.',
    });
  });
});

const line = fc.stringMatching(/^[A-ZÆØÅ][a-zæøå]{2,9}( [a-zæøå]{2,9}){2,12}$/);
const item = fc.record({
  id: fc.uuid(),
  version: fc.integer({ min: 2, max: 9999 }),
  urgency: fc.integer({ min: 1, max: 9 }),
  headline: line,
  lead: line.map((text) => `${text}.`),
  byline: line,
  place: line,
  slug: line,
  keywords: fc.uniqueArray(line, { maxLength: 4 }),
  paragraphs: fc.array(
    line.map((text) => `${text}.`),
    { minLength: 1, maxLength: 9 },
  ),
  created: fc.date({ min: new Date(0), max: new Date('2099-01-01'), noInvalidDate: true }),
  versioned: fc.date({ min: new Date(0), max: new Date('2099-01-01'), noInvalidDate: true }),
});
type Item = typeof item extends fc.Arbitrary<infer T> ? T : never;

function common(it: Item) {
  const { id, version, urgency, slug, keywords, place } = it;
  return {
    type: 'text',
    uri: id,
    version: String(version),
    urgency,
    slugline: slug,
    keywords,
    located: place,
  };
}

const WRITERS: Readonly<Record<string, (it: Item) => object>> = {
  '1.x, HTML': (it) => ({
    ...common(it),
    headline: it.headline,
    byline: it.byline,
    description_text: it.lead,
    body_html: it.paragraphs.map((text) => `<p>${text.replaceAll('æ', '&aelig;')}</p>`).join('\n'),
    firstcreated: it.created.toISOString(),
    versioncreated: it.versioned.toISOString(),
  }),
  '2.x, plain': (it) => ({
    ...common(it),
    headlines: [{ role: 'main', value: it.headline }],
    by: it.byline,
    descriptions: [{ role: 'text', contenttype: 'text/plain', value: it.lead }],
    bodies: [{ role: 'text', contenttype: 'text/plain', value: it.paragraphs.join('\n') }],
    firstcreated: it.created.toISOString(),
    versioncreated: it.versioned.toISOString(),
  }),
  '3.x, XHTML': (it) => ({
    ...common(it),
    headlines: [{ value: it.headline }],
    by: it.byline,
    descriptions: [{ contentType: 'text/html', value: `<p>${it.lead}</p>` }],
    bodies: [
      {
        contentType: 'application/xhtml+xml',
        value: `<div>${it.paragraphs.map((p) => `<p>${p}</p>`).join('')}</div>`,
      },
    ],
    firstCreated: it.created.toISOString(),
    versionCreated: it.versioned.toISOString(),
  }),
};

function facts(story: Story) {
  const { id, version, urgency, headline, lead, byline, place, slug, keywords, createdAt, versionedAt } =
    story;
  const paragraphs = story.body.split('\n');
  return {
    id,
    version,
    urgency,
    headline,
    lead,
    byline,
    place,
    slug,
    keywords,
    paragraphs,
    createdAt,
    versionedAt,
  };
}

describe('an item written out and read back is the same story', () => {
  it.each(Object.entries(WRITERS))('ninjs %s', (_, write) => {
    fc.assert(
      fc.property(item, (it) => {
        const { created, versioned, ...same } = it;
        expect(facts(readStory(JSON.stringify(write(it))))).toEqual({
          ...same,
          createdAt: created.toISOString(),
          versionedAt: versioned.toISOString(),
        });
      }),
    );
  });
});
