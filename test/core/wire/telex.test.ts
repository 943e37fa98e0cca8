import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDateline } from '../../../core/wire/dateline.ts';
import { readMark } from '../../../core/wire/desk-marks.ts';
import { telexTime } from '../../../core/wire/telex-time.ts';
import { describeShared, sharedPath } from '../../shared.ts';
import { type Expected, shown } from './expected.ts';
import { read, readReason, readStory, sample } from './reading.ts';

const SAMPLES: Readonly<Record<string, readonly Expected[]>> = {
  'iptc-7901-danish.txt': [
    {
      format: 'iptc-7901',
      id: 'ritzau:117:2026-03-06',
      wire: 'ritzau',
      headline: 'Dansk fregat ledsager kabelskib til Bornholm',
      bodyStarts: 'Rønne (Ritzau) - Fregatten "Absalon" skal den næste uge sejle med kabelskibet, der lægger',
      bodyEnds: 'Kablet ventes at være i drift til jul.',
      paragraphs: 3,
      place: 'Rønne',
      language: 'da',
      urgency: 3,
      createdAt: '2026-03-06T14:30:00.000Z',
      versionedAt: '2026-03-06T14:30:00.000Z',
      slug: 'Forsvar/Østersøen',
      keywords: ['Forsvar', 'Østersøen'],
      status: 'usable',
      kind: 'story',
    },
    {
      format: 'iptc-7901',
      id: 'ritzau:118:2026-03-06',
      wire: 'ritzau',
      headline: 'Skjern henter målmand i Norge',
      place: 'Skjern',
    },
  ],
  'iptc-7901-second-lead.txt': [
    {
      format: 'iptc-7901',
      version: 2,
      wire: null,
      source: 'bna',
      headline: 'Estonia asks allies for two more patrol ships',
      byline: 'Mari Kask',
      place: 'Tallinn',
      bodyEnds: 'he told reporters.',
      editorsNote: 'adds minister in grafs 2-3',
      revision: { kind: 'update', of: [], note: 'Updates with minister, adds background' },
    },
  ],
  'iptc-7901-kill.txt': [
    {
      format: 'iptc-7901',
      status: 'canceled',
      revision: {
        kind: 'kill',
        of: ['bna:205:2026-04-20'],
        note: 'Please kill item bna 0205, which rests on a forged statement.',
      },
    },
  ],
  'iptc-7901-hold.txt': [
    {
      format: 'iptc-7901',
      status: 'withheld',
      revision: {
        kind: 'none',
        of: ['bna:209:2026-04-20'],
        note: 'Please hold item bna 0209 until further notice.',
      },
    },
  ],
  'iptc-7901-correction-german.txt': [
    {
      format: 'iptc-7901',
      language: 'de',
      bodyStarts: 'Rukla (dpa) - ',
      bodyEnds: 'über die Pläne sagte.',
      revision: { kind: 'correction', of: [], note: 'Berichtigung: 40 Container (statt 400)' },
    },
  ],
  'iptc-7901-advisory.txt': [{ format: 'iptc-7901', kind: 'advisory', headline: 'Day plan for Tuesday' }],
  'iptc-7901-embargo.txt': [
    {
      format: 'iptc-7901',
      status: 'embargoed',
      embargoUntil: '2026-04-24T10:00:00.000Z',
      headline: 'Baltic ice season shortest on record',
      revision: { kind: 'none', of: [], note: null },
    },
  ],
  'anpa-1312-writethru.anpa': [
    {
      format: 'anpa-1312',
      id: 'V0412:2026-04-03',
      version: 2,
      source: 'AP',
      headline: 'Danish airport closes again after drones are seen over runway',
      leadStarts: 'Flights were sent to Malmo',
      bodyStarts: 'COPENHAGEN, Denmark (AP) _ An airport',
      bodyEnds: 'Holm reported from Aalborg.',
      paragraphs: 3,
      byline: 'INGRID HOLM and PER ODGAARD',
      place: 'COPENHAGEN, Denmark',
      urgency: 2,
      versionedAt: '2026-04-03T21:45:00.000Z',
      slug: 'BC-EU--Denmark-Drones',
      revision: { kind: 'update', of: [], note: 'UPDATES with airport reopened, minister. With AP Photos.' },
    },
  ],
  'anpa-1312-alert.anpa': [
    { format: 'anpa-1312', kind: 'flash', urgency: 3, headline: null, place: 'COPENHAGEN, Denmark' },
  ],
  'anpa-1312-correction.anpa': [
    {
      format: 'anpa-1312',
      urgency: 6,
      revision: { kind: 'correction', of: [], note: 'CORRECTS number of passengers to 40.' },
    },
  ],
  'anpa-1312-digest.anpa': [
    { format: 'anpa-1312', kind: 'advisory', headline: 'AP Europe stories at 6 p.m.', paragraphs: 2 },
  ],
};

const REAL: Readonly<Record<string, Expected>> = {
  'IPTC7901.txt': {
    format: 'iptc-7901',
    id: 'dpa:61:2013-11-13',
    version: null,
    source: 'dpa',
    byline: null,
    place: 'Berlin',
    language: 'en',
    urgency: 4,
    kind: 'story',
    status: 'usable',
    paragraphs: 5,
    bodyStarts: 'Berlin (dpa) - ',
    createdAt: '2013-11-13T11:37:00.000Z',
    versionedAt: '2013-11-13T11:37:00.000Z',
    slug: 'Germany-politics',
    editorsNote: null,
    revision: { kind: 'none', of: [], note: null },
  },
  'dpa_four_line.txt': {
    format: 'iptc-7901',
    id: 'dpa:45:2018-11-21',
    version: 1,
    source: 'dpa',
    byline: 'dpa correspondents',
    place: 'Geneva',
    language: 'en',
    urgency: 3,
    kind: 'story',
    paragraphs: 15,
    createdAt: null,
    versionedAt: '2018-11-21T23:22:00.000Z',
    slug: 'Switzerland/migration/UN',
    keywords: ['Switzerland', 'migration', 'UN'],
    revision: { kind: 'update', of: [], note: null },
  },
  'dpa_copyright.txt': {
    format: 'iptc-7901',
    headline: 'Impressum',
    kind: 'advisory',
    urgency: 4,
    versionedAt: '2017-06-24T22:00:00.000Z',
    slug: 'Impressum',
  },
  'anpa-2.tst': {
    format: 'anpa-1312',
    id: 'W2607:2013-11-13',
    version: 1,
    source: 'AP',
    byline: 'CHET BROKAW and JACK GILLUM',
    place: 'ROSCOE, South Dakota',
    language: 'en',
    urgency: 6,
    kind: 'story',
    status: 'usable',
    paragraphs: 33,
    versionedAt: '2013-11-13T07:45:00.000Z',
    slug: 'BC-US--Ethanol-Losing Grassland',
  },
};

describe('the samples of IPTC 7901 and ANPA 1312', () => {
  it.each(Object.entries(SAMPLES))('%s reads as its table says', (name, expected) => {
    const outcomes = read(sample(`formats/${name}`));
    expect(outcomes.map((outcome, part) => shown(outcome, expected[part] ?? { format: '' }))).toEqual(
      expected,
    );
  });

  it.each(['iptc-7901-broken-off.txt', 'anpa-1312-broken-off.anpa'])(
    '%s is rejected, never half a story',
    (name) => {
      expect(readReason(sample(`formats/${name}`))).toMatch(/breaks off: its end of text \(ETX\) is missing/);
    },
  );

  it.each(Object.keys(SAMPLES))(
    '%s cut anywhere before its end mark gives no story of its last message',
    (name) => {
      const whole = sample(`formats/${name}`);
      const parts = SAMPLES[name]?.length ?? 0;
      for (let end = whole.lastIndexOf(1) + 40; end < whole.lastIndexOf(3); end += 7) {
        expect(
          read(whole.subarray(0, end)).filter(({ kind, format }) => kind === 'story' && format !== 'text'),
        ).toHaveLength(parts - 1);
      }
    },
  );
});

describeShared('the real files of IPTC 7901 and ANPA 1312', 'wire-samples/IPTC7901.txt', () => {
  it.each(Object.entries(REAL))('%s reads as its table says', (name, expected) => {
    const outcomes = read(readFileSync(sharedPath(`wire-samples/${name}`)));
    expect(outcomes).toHaveLength(1);
    expect(shown(outcomes[0], expected)).toEqual(expected);
  });

  it('keeps notebooks, contacts and initials out of the text', () => {
    for (const name of ['IPTC7901.txt', 'dpa_four_line.txt']) {
      expect(readStory(readFileSync(sharedPath(`wire-samples/${name}`))).body).not.toMatch(
        /@|not for publication|not intended|Editing/,
      );
    }
  });
});

const word = fc.stringMatching(/^[a-zæøå]{2,9}$/);
const paragraph = fc.array(word, { minLength: 6, maxLength: 40 }).map((words) => `X${words.join(' ')}.`);
const message = fc.record({
  number: fc.integer({ min: 1, max: 9999 }),
  urgency: fc.integer({ min: 1, max: 9 }),
  slug: word,
  headline: fc.array(word, { minLength: 3, maxLength: 8 }).map((words) => `Q${words.join(' ')}`),
  byline: fc.option(word.map((name) => `A${name} Holm`)),
  paragraphs: fc.array(paragraph, { minLength: 1, maxLength: 8 }),
  time: fc.date({ min: new Date('2001-01-01'), max: new Date('2069-12-31'), noInvalidDate: true }),
});
type Message = typeof message extends fc.Arbitrary<infer T> ? T : never;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

function wrap(text: string): string {
  const lines: string[] = [];
  for (const next of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + next.length < 69) lines[lines.length - 1] = `${line} ${next}`;
    else lines.push(next);
  }
  return lines.join('\r\n');
}

function write7901(m: Message): string {
  const day = `${two(m.time.getUTCDate())}${two(m.time.getUTCHours())}${two(m.time.getUTCMinutes())}`;
  const month = `${MONTHS[m.time.getUTCMonth()]} ${two(m.time.getUTCFullYear() % 100)}`;
  const byline = m.byline === null ? '' : `\r\nBy ${m.byline}`;
  const head = `\x01eng${String(m.number).padStart(4, '0')} ${m.urgency} i 99  xna ${m.number}\r\n\r\n${m.slug}/\r\n`;
  const body = m.paragraphs.map((text) => `${wrap(text)}\r\n\r\n`).join('');
  return `${head}\x02${m.headline}${byline} =\r\n\r\n${body}\x03${day} GMT ${month}\r\n\x7f\x04`;
}

function writeAnpa(m: Message): string {
  const t = m.time;
  const stamp = `${two(t.getUTCMonth() + 1)}-${two(t.getUTCDate())}-${two(t.getUTCFullYear() % 100)} ${two(t.getUTCHours())}${two(t.getUTCMinutes())}GMT`;
  const head = `\x16\x16\x01V${String(m.number).padStart(4, '0')}\x1feurop\nr i\x13\x11 BC-${m.slug}     01-01 0099\n`;
  const byline = m.byline === null ? '' : `^By ${m.byline}=\n^Associated Press=\n`;
  const body = m.paragraphs.map((text) => `\t   ${text}\n \n`).join('');
  return `${head}\x02^BC-${m.slug},99<\n^${m.headline}<\n${byline}${body}\n\t   \x03AP-WF-${stamp}<\n\x0c\n\x04`;
}

function facts(story: ReturnType<typeof readStory>) {
  const { headline, byline, body, versionedAt } = story;
  return { headline, byline, paragraphs: body.split('\n'), time: versionedAt?.slice(0, 16) };
}

describe('a message written out and read back is the same story', () => {
  it.each([
    ['iptc-7901', write7901],
    ['anpa-1312', writeAnpa],
  ])('%s', (format, write) => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 4 }), (messages) => {
        const outcomes = read(messages.map(write).join(''));
        expect(outcomes.map((outcome) => outcome.format)).toEqual(messages.map(() => format));
        expect(outcomes.map((outcome) => outcome.kind === 'story' && facts(outcome.story))).toEqual(
          messages.map(({ headline, byline, paragraphs, time }) => ({
            headline,
            byline,
            paragraphs,
            time: time.toISOString().slice(0, 16),
          })),
        );
      }),
    );
  });
});

describe('a dateline', () => {
  it.each([
    ['BERLIN, April 2 (Reuters) - The', 'BERLIN', ['Reuters']],
    ['PARIS, 13 nov 2013 (AFP) - Le', 'PARIS', ['AFP']],
    ['Geneva (dpa) - Two', 'Geneva', ['dpa']],
    ['San Diego (tca/dpa) - One', 'San Diego', ['tca', 'dpa']],
    ['OSLO (NTB): Regjeringen', 'OSLO', ['NTB']],
    ['ROSCOE, South Dakota (AP) _ Robert', 'ROSCOE, South Dakota', ['AP']],
    ['(AFP) - Un', null, ['AFP']],
    ['FRANKFURT (dpa-AFX) - Der', 'FRANKFURT', ['dpa-AFX']],
    ['Nueva Delhi, 21 ene (EFE).- Una', 'Nueva Delhi', ['EFE']],
    ['MOSCOW, January 21. /TASS/. The', 'MOSCOW', ['TASS']],
    ['(ANSA) - ROME, JUL 11 - Russian', 'ROME', ['ANSA']],
  ])('is read from "%s"', (text, place, agencies) => {
    expect(readDateline(text)).toMatchObject({ place, agencies });
  });

  it.each([
    'Statsminister Mette Holm (S) - der er på ferie - siger nej.',
    'The alliance (Nato) - which meets on Monday',
    'He told AFP - and others - so.',
    'That is what he said on Monday (AFP). And more.',
    `${'('.repeat(5000)}AFP) - `,
  ])('is not read from "%.60s"', (text) => {
    expect(readDateline(text)).toBeNull();
  });
});

describe('a mark above a story', () => {
  it.each([
    ['KILL KILL KILL', { status: 'canceled', revision: 'kill' }],
    ['HOLD HOLD HOLD', { status: 'withheld' }],
    ['1ST LEAD', { revision: 'update', version: 1 }],
    ['0th lead', { revision: 'update', version: null }],
    ['12th Ld-Writethru', { revision: 'update', version: 12 }],
    ['REFILE', { revision: 'update', version: null }],
    ['(Berichtigung: 3 (statt 30))', { revision: 'correction', note: 'Berichtigung: 3 (statt 30)' }],
    ['(Achtung)', { kind: 'advisory' }],
    [
      'EMBARGOED UNTIL 2026-04-02 12:00 GMT',
      { status: 'embargoed', embargoUntil: 'EMBARGOED UNTIL 2026-04-02 12:00 GMT' },
    ],
  ])('%s', (line, facts) => {
    expect(readMark(line)).toMatchObject(facts);
  });

  it.each([
    'Lead paint found in school water',
    'Kill Bill returns to the cinema',
    'Embargoed goods reach Russia',
    'Correction officers strike in Ohio',
    'Holding on: a village waits',
    'Bomb kills two in Kandahar',
  ])('"%s" is a headline, not a mark', (line) => {
    expect(readMark(line)).toBeNull();
  });
});

describe('the time behind a text', () => {
  it.each([
    ['131137 GMT Nov 13 ', '2013-11-13T11:37:00Z'],
    ['211259 Nov 18', '2018-11-21T12:59:00Z'],
    ['010000 GMT Okt 2026', '2026-10-01T00:00:00Z'],
    ['AP-WF-11-13-13 0745GMT<', '2013-11-13T07:45:00Z'],
    ['no time here', null],
    ['991259 GMT Foo 18', null],
  ])('"%s"', (trailer, time) => {
    expect(telexTime(trailer)).toBe(time);
  });
});

/** An IPTC 7901 message with the given head and one paragraph. */
const dpa = (head: string): string =>
  `\x01eca0124 3 i 93  dpa 1888\r\n\r\nSea/cables/\r\n\x02${head} =\r\n\r\nBonn (dpa) - The cable is repaired.\r\n\x03\r\n212101 GMT Nov 18\r\n\x04`;

describe('a label above a headline of IPTC 7901', () => {
  it.each([
    ['EXTRA\r\nCable repaired', 'Cable repaired', ['EXTRA']],
    ['2ND ROUNDUP\r\nPROFILE\r\nCable repaired', 'Cable repaired', ['2ND ROUNDUP', 'PROFILE']],
    ['NATO\r\nCABLE REPAIRED', 'NATO CABLE REPAIRED', []],
    ['Nato: cable\r\nrepaired', 'Nato: cable repaired', []],
  ])('is a keyword: %j', (head, headline, labels) => {
    expect(readStory(dpa(head))).toMatchObject({ headline, keywords: ['Sea', 'cables', ...labels] });
  });
});

/** An ANPA 1312 message with the given head lines and text. */
const ap = (lines: string): string =>
  `\x16\x16\x01s0284\x1f-----\r\nr s \x13\x11 BC-SAI--Glance     08-18 \r\n\x02${lines}\r\n\x03\t   AP-WF-08-18-19 2017GMT<\r\n\x04`;

describe('a byline below the headline of IPTC 7901', () => {
  it('is none of the text, though a blank line parts it from the headline', () => {
    const story = readStory(dpa('Schiff läuft aus =\r\n\r\nVon Anna Maier, dpa'));
    expect(story).toMatchObject({ headline: 'Schiff läuft aus', byline: 'Anna Maier, dpa' });
    expect(story.body).not.toContain('Maier');
  });
});

describe('the head of ANPA 1312', () => {
  it('has a slug without a word count, and centred lines that are text', () => {
    const story = readStory(
      ap(
        '^BC-SAI--Wild Card Glance<\r\n^Wild Card Glance=\r\n^By Ada Marlow=\r\n^AP Sports Writer=\r\n^NORTHERN LEAGUE=\r\n^ W   L   Pct\r\nTampa Bay 73  52  .584\r\n\t   ___=\r\n^Sunday Games=\r\n\t   Seattle 7, Toronto 0\r\n',
      ),
    );
    expect(story).toMatchObject({
      slug: 'BC-SAI--Wild Card Glance',
      headline: 'Wild Card Glance',
      byline: 'Ada Marlow',
      body: 'NORTHERN LEAGUE\nW   L   Pct\nTampa Bay 73  52  .584\nSunday Games\nSeattle 7, Toronto 0',
    });
  });

  it('keeps a headline that only looks like a slug', () => {
    expect(readStory(ap('^AP-NORC Poll: Most want drones<\r\n\t   Most do.\r\n')).headline).toBe(
      'AP-NORC Poll: Most want drones',
    );
  });
});
