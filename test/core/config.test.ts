import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, parseSettings, settingsOf, tokensOf } from '../../core/config.ts';
import { parseConfig } from '../../core/config-file.ts';
import { DEFAULT_MARKERS } from '../../core/wire/markers.ts';

const FILE = 'wirewatch.config.yaml';

function configFrom(text: string, topics?: readonly string[]) {
  const outcome = parseConfig(text, FILE, topics ? { topics } : {});
  if (outcome.kind === 'mistakes') throw new Error(JSON.stringify(outcome.mistakes));
  return outcome.config;
}

function mistakesIn(text: string, topics?: readonly string[]) {
  const outcome = parseConfig(text, FILE, topics ? { topics } : {});
  if (outcome.kind === 'config') throw new Error('no mistakes were found');
  return outcome.mistakes;
}

describe('a configuration file', () => {
  test.each(['', '# only a comment\n', '---\n'])('that says nothing is the default: %j', (text) => {
    expect(configFrom(text)).toEqual(DEFAULT_CONFIG);
  });

  test('ships as an example that shows the defaults', () => {
    const text = readFileSync(new URL('../../wirewatch.config.example.yaml', import.meta.url), 'utf8');
    expect(configFrom(text)).toEqual(DEFAULT_CONFIG);
    const everything = text.replace(/^# (?=(?:\w+:| {2}- ))/gmu, '');
    const config = configFrom(everything, ['nato-missions']);
    expect(config.subscribers).toEqual([
      { email: 'anna@example.org', topics: 'all', delivery: ['now'] },
      { email: 'bo@example.org', topics: ['nato-missions'], delivery: ['now', 'morning'] },
    ]);
    expect(config.briefings).toEqual([
      { id: 'morning', name: null, at: '07:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'], topics: 'all' },
    ]);
    expect(config.operators).toEqual(['ops@example.org']);
    expect(config.paused).toEqual([{ topic: 'nato-missions', until: '2026-05-01T08:00:00.000Z' }]);
  });

  test('lets a briefing have one name, or one for each language', () => {
    const briefing = 'at: "07:00", days: daily, topics: all';
    const { briefings } = configFrom(
      `briefings:\n - {id: a, name: North desk, ${briefing}}\n - {id: b, name: {en: Evening, da: Aften}, ${briefing}}`,
    );
    expect(briefings.map(({ name }) => name)).toEqual([
      { en: 'North desk', da: 'North desk' },
      { en: 'Evening', da: 'Aften' },
    ]);
    const [mistake] = mistakesIn(`briefings: [{id: a, name: {en: Evening}, ${briefing}}]`);
    expect(mistake?.mend).toContain('name: {en:');
  });

  test('takes a time of day without quotes and a pause with an offset', () => {
    const config = configFrom(
      'briefings: [{id: noon, at: 12:05, days: [fri, mon, fri], topics: [a]}]\n' +
        'paused: [{topic: a, until: 2026-05-01T08:00:00+02:00}]',
    );
    expect(config.briefings[0]).toMatchObject({ at: '12:05', days: ['mon', 'fri'] });
    expect(config.paused[0]?.until).toBe('2026-05-01T06:00:00.000Z');
  });

  test('fills in what a wire leaves out from its id and the time zone', () => {
    const { wires } = configFrom(
      'timeZone: Europe/Oslo\nwires: [{id: ntb}, {id: ritzau, prefixes: [incoming/r/]}]',
    );
    expect(wires).toEqual([
      {
        id: 'ntb',
        name: 'Ntb',
        signOffs: ['ntb'],
        sources: ['ntb'],
        timeZone: 'Europe/Oslo',
        prefixes: ['incoming/ntb/'],
        markers: DEFAULT_MARKERS,
      },
      { ...DEFAULT_CONFIG.wires[0], prefixes: ['incoming/r/'] },
    ]);
  });

  test('takes words that mark a headline, list by list', () => {
    const { wires } = configFrom(
      'wires: [{id: ritzau, markers: {update: [NY, "OPDATERING (2)"], flash: [HASTER]}}]',
    );
    expect(wires[0]?.markers).toEqual({
      ...DEFAULT_MARKERS,
      update: ['NY', 'OPDATERING (2)'],
      flash: ['HASTER'],
    });
  });

  test.each([
    ['markers: [NY]', 1, 22, '`markers` cannot be ["NY"].', 'by what they say'],
    ['markers: {update: NY}', 1, 32, '`update` cannot be "NY".', '`update: [OPDATERING, NY]`'],
    ['markers: {update: [""]}', 1, 41, '`update` cannot be "".', 'up to 40 characters'],
    ['markers: {update: [" NY"]}', 1, 41, '`update` cannot be " NY".', 'up to 40 characters'],
    [`markers: {kill: [${'A'.repeat(41)}]}`, 1, 39, '`kill` cannot be', 'up to 40 characters'],
    ['markers: {updates: [NY]}', 1, 32, 'no setting `updates` here', 'Did you mean `update`?'],
    ['markers: {kills: [], flashes: []}', 1, 32, 'no setting `kills` here', '`kill`'],
    ['markers: {update: [NY], kill: [NY]}', 1, 53, '`NY` already stands in `update`.', 'one list only'],
  ])('refuses words that mark no headline: %s', (markers, line, column, message, mend) => {
    const [mistake] = mistakesIn(`wires: [{id: ritzau, ${markers}}]`);
    expect(mistake).toMatchObject({ file: FILE, line, column });
    expect(mistake?.message).toContain(message);
    expect(mistake?.mend).toContain(mend);
  });

  test.each([
    ['language: dk', 1, 1, '`language` cannot be "dk".', 'Write `language: en` or `language: da`.'],
    ['a: 1', 1, 1, 'There is no setting `a` here.', 'Settings here are language, timeZone'],
    [
      'body: lead\nsilencehours: 3',
      2,
      1,
      'There is no setting `silencehours` here.',
      'Did you mean `silenceHours`?',
    ],
    ['silenceHours: 0.5', 1, 1, '`silenceHours` cannot be 0.5.', 'from 1 to 168'],
    ['timeZone: Copenhagen', 1, 1, '`timeZone` cannot be "Copenhagen".', 'Europe/Copenhagen'],
    ['operators:\n  - ops', 2, 5, '`operators` cannot be "ops".', 'ops@example.org'],
    ['operators:', 1, 1, '`operators` says nothing.', 'Write a list of addresses'],
    ['subscribers: [{topics: all}]', 1, 15, '`email` is missing.', 'anna@example.org'],
    [
      'subscribers: [{email: a@b.dk, topic: all, topics: all}]',
      1,
      31,
      'no setting `topic` here',
      '`topics`?',
    ],
    [
      'briefings: [{id: now, at: "07:00", days: daily, topics: all}]',
      1,
      14,
      '`id` cannot be "now".',
      'not now',
    ],
    [
      'briefings: [{id: m, at: "24:00", days: daily, topics: all}]',
      1,
      21,
      '`at` cannot be "24:00".',
      '07:00',
    ],
    [
      'briefings: [{id: m, at: "07:00", days: fri-mon, topics: all}]',
      1,
      34,
      'cannot be "fri-mon"',
      'mon-fri',
    ],
    ['wires: [{id: ntb, prefixes: [ntb/]}]', 1, 30, '`prefixes` cannot be "ntb/".', 'incoming/'],
    ['storm: {alerts: 0}', 1, 9, '`alerts` cannot be 0.', 'from 1 to 1000'],
    ['storm: 3', 1, 1, '`storm` cannot be 3.', 'alerts: 20'],
    ['just words', 1, 1, 'The file does not hold settings.', 'name: value'],
    ['body: [', 1, 8, 'This cannot be read as YAML', 'name: value'],
    ['body: lead\nbody: full', 2, 1, 'This cannot be read as YAML', 'name: value'],
  ])('is refused where it is wrong: %s', (text, line, column, message, mend) => {
    const [mistake] = mistakesIn(text);
    expect(mistake).toMatchObject({ file: FILE, line, column });
    expect(mistake?.message).toContain(message);
    expect(mistake?.mend).toContain(mend);
  });

  test('is refused for what does not fit together, all of it at once and in order', () => {
    const text = [
      'subscribers:',
      '  - {email: Anna@example.org, topics: [nato-mission], delivery: [now, evening]}',
      '  - {email: anna@example.org, topics: all}',
      'briefings:',
      '  - {id: morning, at: "07:00", days: daily, topics: [cables]}',
      'paused:',
      '  - {topic: drones, until: "2026-05-01T08:00:00Z"}',
    ].join('\n');
    const found = mistakesIn(text, ['nato-missions']);
    expect(found.map(({ line, message }) => [line, message])).toEqual([
      [2, 'There is no topic `nato-mission`.'],
      [2, 'There is no briefing `evening`.'],
      [3, '`anna@example.org` stands twice in `subscribers`.'],
      [5, 'There is no topic `cables`.'],
      [7, 'There is no topic `drones`.'],
    ]);
    expect(found[0]?.mend).toBe('The topics are nato-missions.');
    expect(found[1]?.mend).toContain('now, test, morning');
  });

  test('is refused when one address follows more than SNS can filter by', () => {
    const follow = (count: number) =>
      `subscribers: [{email: a@b.dk, topics: [${Array.from({ length: count }, (_, n) => `t${n}`)}]}]`;
    expect(configFrom(follow(150)).subscribers[0]?.topics).toHaveLength(150);
    expect(mistakesIn(follow(151))[0]?.mend).toContain('topics: all');
  });

  test('that unfolds without end is refused', () => {
    const rows = Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`)}]`);
    expect(mistakesIn(['a0: &a0 [x]', ...rows].join('\n'))).not.toHaveLength(0);
  });

  test('never throws, whatever it holds', () => {
    const settings = fc.record(
      {
        language: fc.anything(),
        wires: fc.anything(),
        briefings: fc.array(fc.anything(), { maxLength: 3 }),
        subscribers: fc.array(fc.anything(), { maxLength: 3 }),
        storm: fc.anything(),
        paused: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          settings.map((value) => JSON.stringify(value) ?? ''),
        ),
        (text) => {
          const outcome = parseConfig(text, FILE);
          if (outcome.kind === 'mistakes') {
            const { length } = text.split(/\r?\n|\r/u);
            expect(outcome.mistakes.length).toBeGreaterThan(0);
            for (const { line, column, message, mend } of outcome.mistakes) {
              expect(line).toBeGreaterThanOrEqual(1);
              expect(line).toBeLessThanOrEqual(length);
              expect(column).toBeGreaterThanOrEqual(1);
              expect(message).not.toBe('');
              expect(mend).not.toBe('');
            }
          }
        },
      ),
    );
  });
});

describe('settings', () => {
  test('hold no addresses of subscribers or operators, and survive being written out', () => {
    const config = configFrom(
      'operators: [ops@example.org]\nsubscribers: [{email: anna@example.org, topics: all}]\ncontact: desk@example.org',
    );
    const json = JSON.stringify(settingsOf(config));
    expect(json).not.toContain('anna@');
    expect(json).not.toContain('ops@');
    expect(parseSettings(json)).toEqual(settingsOf(config));
    expect(parseSettings(json).contact).toBe('desk@example.org');
  });

  test('of another release are refused', () => {
    expect(() => parseSettings('{"language":"en"}')).toThrow('Deploy again');
  });
});

test('a subscriber is addressed by a token for each topic and delivery', () => {
  expect(tokensOf({ topics: 'all', delivery: ['now'] })).toEqual(['all/now']);
  expect(tokensOf({ topics: ['nato', 'arctic'], delivery: ['test', 'now', 'morning'] })).toEqual([
    'arctic/now',
    'arctic/test',
    'briefing/morning',
    'nato/now',
    'nato/test',
  ]);
});
