import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose } from '../../../core/alert/compose.ts';
import { clipToDifference, cutToBytes, oneLine, utf8Length, wrap } from '../../../core/alert/compose-text.ts';
import type { Notice, OutgoingMessage, Wording } from '../../../core/alert/message.ts';
import { ENGLISH, story } from './notices.ts';

const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom(
      '\n',
      '\r',
      '\u0000',
      '\u0085',
      '\u2028',
      '\u202e',
      '\ud800',
      ' ',
      'å',
      '"',
      '\\',
      '😀',
    ),
  }),
);
const wildOrNone = fc.option(wild, { nil: null });
const time = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const topics = fc.array(wild, { minLength: 1, maxLength: 30 });
const changes = fc.array(fc.record({ was: wildOrNone, now: wildOrNone }), { maxLength: 20 });
const told = fc
  .record({ headline: wildOrNone, lead: wildOrNone, body: wild, via: wildOrNone, receivedAt: time })
  .map(story);
const why = topics.map((all) => all.map((topic) => ({ topic, score: 50, quotes: [topic] })));
const level = fc.integer({ min: 1, max: 9 });
const news = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('released') }),
    fc.record({ kind: fc.constant('note'), note: wild }),
    fc.record({ kind: fc.constant('topics'), topics }),
    fc.record({ kind: fc.constant('urgency'), was: level, now: level }),
  ),
  { maxLength: 2 },
);
const entries = fc.array(
  fc.record({ code: fc.constant('W-7Q3FK2'), title: wild, receivedAt: time, topics }),
  { maxLength: 10 },
);
const about = { to: topics, test: fc.boolean() };

const notice: fc.Arbitrary<Notice> = fc.oneof(
  fc.record({ kind: fc.constant('new'), ...about, story: told, why }),
  fc.record({
    kind: fc.constant('update'),
    ...about,
    story: told,
    news,
    why,
    changes,
    toldAt: fc.option(time),
  }),
  fc.record({
    kind: fc.constant('correction'),
    ...about,
    story: told,
    topics,
    changes,
    note: wildOrNone,
    toldAt: time,
  }),
  fc.record({
    kind: fc.constant('kill'),
    ...about,
    code: fc.constant('W-7Q3FK2'),
    wire: fc.constant('ritzau'),
    wireName: wild,
    topics,
    language: fc.constant('da'),
    subject: wildOrNone,
    title: wild,
    killedAt: time,
    saidAt: time,
    toldAt: time,
    reason: wildOrNone,
    status: fc.constantFrom('canceled', 'withheld'),
  }),
  fc.record({
    kind: fc.constant('briefing'),
    ...about,
    briefing: wild,
    name: fc.option(fc.record({ en: wild, da: wild })),
    scheduledAt: time,
    entries,
    withdrawn: fc.array(fc.record({ code: fc.constant('W-7Q3FK2'), toldAt: time })),
    read: fc.record({ count: fc.nat(), lastAt: fc.option(time) }),
  }),
  fc.record({ kind: fc.constant('flood'), ...about, topics, minutes: fc.nat(), late: fc.nat(), entries }),
);
const wording: fc.Arbitrary<Wording> = fc.record({
  language: fc.constantFrom('en', 'da'),
  timeZone: fc.constantFrom('Europe/Copenhagen', 'UTC', 'Asia/Kolkata'),
  body: fc.constantFrom('lead', 'full'),
  contact: fc.constantFrom(null, 'desk@example.dk'),
  topicName: fc.constant((id: string) => id),
});

/** What must never stand in a line: controls, separators, direction marks, halves of characters. */
const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** The whole message as SNS counts it: texts for mail, SMS and all other protocols, subject and attributes. */
function envelopeBytes({ email, sms, json, subject, attributes }: OutgoingMessage): number {
  const message = JSON.stringify({ default: json, email, sms });
  return utf8Length(message) + utf8Length(subject) + utf8Length(JSON.stringify(attributes));
}

describe('whatever a wire sends', () => {
  it('the subject is one safe line under 100 characters and 100 bytes', () => {
    fc.assert(
      fc.property(notice, wording, (told, words) => {
        for (const subject of Object.values(subjects(compose(told, words)))) {
          expect(subject).not.toMatch(UNSAFE);
          expect(subject).not.toMatch(/^\s|\s$/u);
          expect(utf8Length(subject)).toBeLessThan(100);
          expect(subject.length).toBeLessThan(100);
        }
      }),
    );
  });

  it('the mail holds no control characters but line breaks, and the JSON is one with the schema number', () => {
    fc.assert(
      fc.property(notice, wording, (told, words) => {
        const { email, sms, json } = compose(told, words);
        for (const line of [...email.split('\n'), sms]) expect(line).not.toMatch(UNSAFE);
        expect(email).toMatch(/\S\n$/u);
        expect(JSON.parse(json)).toMatchObject({ schema: 1, kind: told.kind });
      }),
    );
  });

  it('the subject of a kill repeats that of the alert', () => {
    fc.assert(
      fc.property(told, why, wording, (first, reasons, words) => {
        const alert = compose({ kind: 'new', to: [], test: false, story: first, why: reasons }, words);
        const { subject } = compose({ ...KILL, subject: alert.plainSubject }, words);
        const repeated = subject.replace(/^(DO NOT USE|MÅ IKKE BRUGES) /u, '').replace(/…$/u, '');
        expect(alert.plainSubject.startsWith(repeated)).toBe(true);
      }),
    );
  });
});

const KILL = {
  kind: 'kill',
  to: [],
  test: false,
  code: 'W-7Q3FK2',
  wire: 'ritzau',
  wireName: 'Ritzau',
  title: '',
  topics: [],
  language: 'da',
  killedAt: '2026-04-02T12:32:00.000Z',
  saidAt: '2026-04-02T12:32:00.000Z',
  toldAt: '2026-04-02T12:32:00.000Z',
  reason: null,
  status: 'canceled',
} as const;

function subjects({ subject, plainSubject }: OutgoingMessage) {
  return { subject, plainSubject };
}

describe('the limit of SNS, 256 KB for all formats together', () => {
  const heavy = (unit: string) => `${unit.repeat(400)} `.repeat(500);
  const hundred = Array.from({ length: 100 }, (_, index) => `a-topic-with-a-long-name-number-${index}`);

  it.each(['"', '\\', 'å', '😀', 'a'])('holds for a long story of a hundred topics made of %s', (unit) => {
    const long = story({
      headline: heavy(unit),
      lead: heavy(unit),
      body: `${heavy(unit)}\n`.repeat(5),
      id: heavy(unit),
    });
    const reasons = hundred.map((topic) => ({ topic, score: 1, quotes: Array(9).fill(heavy(unit)) }));
    const changed = Array.from({ length: 50 }, () => ({ was: heavy(unit), now: null }));
    const news = [{ kind: 'topics', topics: hundred }] as const;
    const base = { to: hundred, test: true, story: long };
    const words = { ...ENGLISH, body: 'full' } as const;
    for (const one of [
      compose({ ...base, kind: 'new', why: reasons }, words),
      compose({ ...base, kind: 'update', news, why: reasons, changes: changed, toldAt: null }, words),
      compose(
        {
          ...base,
          kind: 'correction',
          topics: hundred,
          changes: changed,
          note: heavy(unit),
          toldAt: long.receivedAt,
        },
        words,
      ),
    ]) {
      expect(envelopeBytes(one)).toBeLessThan(256 * 1024);
      expect(JSON.parse(one.json).truncated).toBe(true);
    }
  });

  it.each(['"', '😀'])('holds for a flood of a thousand stories called %s', (unit) => {
    const many = Array.from({ length: 1000 }, () => ({
      code: 'W-7Q3FK2',
      title: heavy(unit),
      receivedAt: '2026-04-02T12:32:00.000Z',
      topics: hundred,
    }));
    const flood = {
      kind: 'flood',
      to: hundred,
      test: false,
      topics: hundred,
      minutes: 10,
      late: 0,
      entries: many,
    } as const;
    expect(envelopeBytes(compose(flood, ENGLISH))).toBeLessThan(256 * 1024);
  });

  it.each(['"', '😀'])('leaves room to spare for a briefing of fifty stories called %s', (unit) => {
    const entry = { code: 'W-7Q3FK2', receivedAt: '2026-04-02T12:32:00.000Z', topics: hundred };
    const briefing = {
      kind: 'briefing',
      to: ['briefing/morning'],
      test: false,
      briefing: 'morning',
      name: null,
      scheduledAt: '2026-04-03T05:00:00.000Z',
      read: { count: 1, lastAt: null },
      entries: Array.from({ length: 50 }, () => ({ ...entry, title: heavy(unit) })),
      withdrawn: Array.from({ length: 350 }, () => ({ code: 'W-7Q3FK2', toldAt: entry.receivedAt })),
    } as const;
    expect(envelopeBytes(compose(briefing, ENGLISH))).toBeLessThan(200 * 1024);
  });
});

describe('text of a mail', () => {
  it('is wrapped without losing or changing a word', () => {
    fc.assert(
      fc.property(wild, (text) => {
        const wrapped = wrap(text);
        expect(wrapped.replaceAll('\n', ' ')).toBe(oneLine(text).replaceAll('\n', ' '));
        for (const line of wrapped.split('\n')) {
          if (line.includes(' ')) expect([...line].length).toBeLessThanOrEqual(72);
        }
      }),
    );
  });

  it('is cut at a word, and only when it must be', () => {
    expect(cutToBytes('one two three', 13)).toBe('one two three');
    expect(cutToBytes('one two three', 12)).toBe('one two…');
    expect(cutToBytes('one two, three', 12)).toBe('one two…');
    expect(cutToBytes('æøåæøåæøå', 10)).toBe('æøå…');
    fc.assert(
      fc.property(wild, fc.integer({ min: 3, max: 200 }), (text, limit) => {
        const cut = cutToBytes(text, limit);
        expect(utf8Length(cut)).toBeLessThanOrEqual(limit);
        if (utf8Length(oneLine(text)) <= limit) expect(cut).toBe(oneLine(text));
        else expect(oneLine(text).startsWith(cut.slice(0, -1))).toBe(true);
      }),
    );
  });

  it('shows two versions of a sentence only where they differ', () => {
    expect(clipToDifference('a b c d e f g 1 h i j k l m n', 'a b c d e f g 2 h i j k l m n', 23)).toEqual({
      was: '…c d e f g 1 h i j k l…',
      now: '…c d e f g 2 h i j k l…',
    });
    expect(clipToDifference('one two', 'one two three', 20)).toEqual({
      was: 'one two',
      now: 'one two three',
    });
  });
});
