import { describe, expect, it } from 'vitest';
import { compose } from '../../../core/alert/compose.ts';
import type {
  BriefingNotice,
  CorrectionNotice,
  KillNotice,
  UpdateNotice,
} from '../../../core/alert/message.ts';
import { DANISH, ENGLISH, newNotice, story } from './notices.ts';

const correction: CorrectionNotice = {
  kind: 'correction',
  test: false,
  to: ['all/now', 'nato-missions/now'],
  story: story({ version: 2, receivedAt: '2026-04-02T13:01:00.000Z' }),
  topics: ['nato-missions', 'danish-deployments'],
  changes: [
    {
      was: 'The field hospital, which Denmark has run for the alliance since the spring, will stay open.',
      now: 'The field hospital, which Denmark has run for the alliance since late in the spring, will stay open.',
    },
  ],
  note: null,
  toldAt: '2026-04-02T12:32:00.000Z',
};

const kill: KillNotice = {
  kind: 'kill',
  test: false,
  to: ['nato-missions/now'],
  code: 'W-7Q3FK2',
  wire: 'ritzau',
  wireName: 'Ritzau',
  topics: ['nato-missions', 'danish-deployments'],
  language: 'en',
  subject: '[Nato missions, Danish deployments] The field hospital at Camp Amber, which Denmark…',
  title: 'The field hospital at Camp Amber, which Denmark has run for the alliance',
  killedAt: '2026-04-02T13:10:00.000Z',
  saidAt: '2026-04-02T13:10:05.000Z',
  toldAt: '2026-04-02T12:32:00.000Z',
  reason: null,
  status: 'canceled',
};

describe('a new alert', () => {
  it('says what happened, why you get it, and the facts, in that order', () => {
    const message = compose(newNotice(), ENGLISH);
    expect(message.subject).toBe(
      '[Nato missions, Danish deployments] The field hospital at Camp Amber, which Denmark has run for…',
    );
    expect(message.email).toBe(
      [
        'The field hospital at Camp Amber, which Denmark has run for the alliance',
        'since the spring, will stay open through the winter.',
        '',
        'WHY YOU GET THIS',
        'Nato missions: "The *Nato* *training mission* keeps its beds…"',
        'Danish deployments: "*Denmark* sent a *surgical team* in May."',
        '',
        'Ritzau · received Thu 2 April 2026, 14:32 Copenhagen',
        'Story W-7Q3FK2 · 194 words · incoming/ritzau/camp-amber.txt',
        '',
      ].join('\n'),
    );
    expect(message.sms).toBe(`${message.subject} W-7Q3FK2`);
  });

  it('speaks Danish, in winter time too', () => {
    const told = story({
      headline: 'Feltlazaret bliver åbent vinteren over',
      lead: 'Det danske feltlazaret bliver åbent, oplyser ministeren.',
      receivedAt: '2026-12-01T13:32:00.000Z',
      language: 'da',
    });
    const message = compose(newNotice({ story: told }), { ...DANISH, contact: 'vagten@example.dk' });
    expect(message.subject).toBe('[Nato-missioner, Danske udsendte] Feltlazaret bliver åbent vinteren over');
    expect(message.email).toBe(
      [
        'Det danske feltlazaret bliver åbent, oplyser ministeren.',
        '',
        'DERFOR FÅR DU DEN',
        'Nato-missioner: "The *Nato* *training mission* keeps its beds…"',
        'Danske udsendte: "*Denmark* sent a *surgical team* in May."',
        '',
        'Ritzau · tirsdag 1. december 2026 kl. 14.32',
        'Historie W-7Q3FK2 · 194 ord · incoming/ritzau/camp-amber.txt',
        'Forkert melding? Skriv til vagten@example.dk og nævn W-7Q3FK2.',
        '',
      ].join('\n'),
    );
  });

  it('repeats the headline above the lead only when the subject had no room for all of it', () => {
    const headline =
      'The field hospital at Camp Amber stays open through the winter and takes on a second surgical team';
    const opening = (told: string) =>
      compose(newNotice({ story: story({ headline: told }) }), ENGLISH).email.split('\n\n')[0];
    expect(opening(headline)?.replace('\n', ' ')).toBe(headline);
    expect(opening('Hospital stays open')).toMatch(/^The field hospital at Camp Amber, which/u);
  });

  it('carries the whole story where the licence lets it', () => {
    const { email } = compose(newNotice(), { ...ENGLISH, body: 'full' });
    expect(email).toContain('through the winter.\n\nThe minister told the committee so on Thursday.\n\nWHY');
    expect(compose(newNotice(), ENGLISH).email).not.toContain('The minister');
  });

  it('says that a very long story was cut', () => {
    const long = story({ body: Array(2000).fill('The minister spoke at length of beds.').join('\n') });
    const { email } = compose(newNotice({ story: long }), { ...ENGLISH, body: 'full' });
    expect(email).toContain('[The rest is left out here: a mail has room for no more.]\n\nWHY YOU GET THIS');
  });

  it('shows who relays what, and that it is a press release', () => {
    const { email } = compose(newNotice({ story: story({ via: 'AFP', pressRelease: true }) }), ENGLISH);
    expect(email).toContain('Ritzau/AFP · received Thu 2 April 2026, 14:32 Copenhagen · press release\n');
  });

  it('ends a marked word where it has to cut a quote, and takes no other asterisk for a mark', () => {
    const quotes = [`the *${'å'.repeat(300)}* fell`, 'the *second* one'];
    const why = [{ topic: 'nato-missions', score: 80, quotes }];
    const wording = { ...ENGLISH, topicName: () => 'Five* Nato' };
    const { email } = compose(newNotice({ why }), wording);
    expect(email).toMatch(/^Five∗ Nato: "the\n\*å{10,}\*…"\s"the\s\*second\* one"$/mu);
  });

  it('says TEST and that it is one', () => {
    const message = compose(newNotice({ test: true }), ENGLISH);
    expect(message.subject).toMatch(/^TEST \[Nato missions, Danish deployments\] The field hospital/u);
    expect(message.plainSubject).toMatch(/^\[Nato missions/u);
    expect(message.email).toMatch(/^This is a test\./u);
  });

  it('names the first topics and counts the others when a hundred match', () => {
    const why = Array.from({ length: 100 }, (_, index) => ({
      topic: `topic-${index}`,
      score: 50,
      quotes: ['*x*'],
    }));
    const message = compose(newNotice({ why }), ENGLISH);
    expect(message.subject).toMatch(/^\[topic-0, topic-1, topic-2, topic-3, topic-4 \+95\] The field/u);
    expect(message.email.replaceAll('\n', ' ')).toContain('and 90 more topics: topic-10, topic-11');
    expect(message.attributes.topics).toHaveLength(100);
  });
});

describe('an update', () => {
  const update: UpdateNotice = {
    ...newNotice(),
    kind: 'update',
    news: [],
    story: story({ version: 2, receivedAt: '2026-04-03T05:00:00.000Z' }),
    changes: [
      { was: null, now: 'A second surgical team leaves on Monday.' },
      { was: 'It closes in May.', now: null },
    ],
    toldAt: '2026-04-02T12:32:00.000Z',
  };

  it('tells only what is new, and since when', () => {
    const message = compose(update, ENGLISH);
    expect(message.subject).toMatch(/^UPDATE \[Nato missions, Danish deployments\] The field/u);
    expect(message.email).toMatch(
      /^New since the alert of Thu 2 April, 14:32:\nNEW {2}A second surgical team leaves on Monday\.\nGONE It closes in May\.\n\nWHY YOU GET THIS\n/u,
    );
    expect(message.email).not.toContain('Camp Amber, which');
    expect(message.email).toContain('Story W-7Q3FK2, version 2 · 194 words');
  });

  it('begins with the topics that it newly fits, for those who follow all', () => {
    const wider: UpdateNotice = { ...update, news: [{ kind: 'topics', topics: ['danish-deployments'] }] };
    expect(compose(wider, ENGLISH).email).toMatch(/^It now fits Danish deployments, too\.\n\nNew since/u);
    expect(compose(wider, DANISH).email).toMatch(/^Den passer nu også til Danske udsendte\.\n\nNyt siden/u);
  });

  it('of a story that was on hold says first that it may be used again', () => {
    const released: UpdateNotice = { ...update, news: [{ kind: 'released' }], changes: [] };
    expect(compose(released, ENGLISH).email).toMatch(
      /^Ritzau has lifted its hold: this story may be used again\.\n\nThe field hospital at Camp Amber/u,
    );
    expect(compose(released, DANISH).email).toMatch(
      /^Ritzau har frigivet historien: Den må bringes igen\.\n\nThe field/u,
    );
  });

  it('of a story that has become urgent says that first, with its lead', () => {
    const urgent: UpdateNotice = { ...update, news: [{ kind: 'urgency', was: 4, now: 2 }], changes: [] };
    const { email, json } = compose(urgent, ENGLISH);
    expect(email).toMatch(
      /^Now urgent: bell \(urgency 2\); it was ordinary \(urgency 4\)\.\n\nThe field hospital at Camp Amber, /u,
    );
    expect(email).toContain('through the winter.\n\nThe text is unchanged.\n\nWHY YOU GET THIS');
    expect(JSON.parse(json)).toMatchObject({ news: [{ kind: 'urgency', was: 4, now: 2 }] });
    const flash: UpdateNotice = { ...update, news: [{ kind: 'urgency', was: 3, now: 1 }] };
    expect(compose(flash, DANISH).email).toMatch(
      /^Haster nu: flash \(prioritet 1\); før il-telegram \(prioritet 3\)\.\n\nThe field/u,
    );
  });

  it('does so in Danish', () => {
    const message = compose(update, DANISH);
    expect(message.subject).toMatch(/^OPDATERING \[Nato-missioner, Danske udsendte\] /u);
    expect(message.email).toMatch(/^Nyt siden meldingen fra torsdag 2\. april kl\. 14\.32:\nNYT A second/u);
  });
});

describe('a correction', () => {
  it('shows what was and what is now', () => {
    const message = compose(correction, ENGLISH);
    expect(message.subject).toMatch(/^CORRECTION \[Nato missions, Danish deployments\] The field hospital/u);
    expect(message.email).toBe(
      [
        'Corrects the alert of 14:32.',
        'WAS  …has run for the alliance since the spring, will stay open.',
        'NOW  …has run for the alliance since late in the spring, will stay open.',
        'Nothing else changed.',
        '',
        'Ritzau · received Thu 2 April 2026, 15:01 Copenhagen',
        'Story W-7Q3FK2, version 2 · 194 words · incoming/ritzau/camp-amber.txt',
        '',
      ].join('\n'),
    );
  });

  it('shows as much around a change as fits on the line, cut between words', () => {
    const linesOf = (was: string, now: string) =>
      compose({ ...correction, changes: [{ was, now }] }, ENGLISH)
        .email.split('\n')
        .filter((line) => /^(?:WAS|NOW| {4} )/u.test(line));
    expect(linesOf('The ministry says that 85 men leave.', 'The ministry says that 58 men leave.')).toEqual([
      'WAS  The ministry says that 85 men leave.',
      'NOW  The ministry says that 58 men leave.',
    ]);
    const around = 'according to the minister of defence and the command of the army in Karup';
    const lines = linesOf(
      `It sends, ${around}, 85 men, ${around}.`,
      `It sends, ${around}, 8,500 men, ${around}.`,
    );
    expect(lines).toEqual([
      'WAS  …of the army in Karup, 85 men, according to the minister of…',
      'NOW  …of the army in Karup, 8,500 men, according to the minister of…',
    ]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(72);
    const long = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen';
    expect(linesOf(`${around} ${long} ${around}`, `${around} X ${around}`).at(-1)).toBe(
      'NOW  …in Karup X according to…',
    );
  });

  it('passes the agency’s own note on', () => {
    const message = compose({ ...correction, note: 'Retter årstid i første afsnit.' }, DANISH);
    expect(message.subject).toMatch(/^RETTELSE /u);
    expect(message.email).toContain('\n\nRitzau skriver: Retter årstid i første afsnit.\n\n');
  });

  it('says in its own words that it is a correction, not in the headline’s as well', () => {
    const marked = story({ version: 2, headline: 'KORR: Feltlazaret bliver åbent vinteren over' });
    expect(compose({ ...correction, story: marked }, DANISH).subject).toMatch(
      /^RETTELSE \[[^\]]+\] Feltlazaret bliver/u,
    );
  });

  it('does not claim that nothing else changed when it leaves changes out', () => {
    const changes = Array.from({ length: 30 }, (_, index) => ({
      was: `It was ${index}.`,
      now: `It is ${index}.`,
    }));
    const { email } = compose({ ...correction, changes }, ENGLISH);
    expect(email).toContain('and 18 more changes.');
    expect(email).not.toContain('Nothing else');
  });
});

describe('a kill', () => {
  it('repeats the old subject and says what to do, but nothing of the story', () => {
    const message = compose(kill, ENGLISH);
    expect(message.subject).toBe(
      'DO NOT USE [Nato missions, Danish deployments] The field hospital at Camp Amber, which Denmark…',
    );
    expect(message.plainSubject).toBe(kill.subject);
    expect(message.email).toBe(
      [
        'Ritzau withdrew this story at 15:10. Do not publish or quote it; take it',
        'down if you have. You were alerted at 14:32.',
        'Reason given: none. Story W-7Q3FK2',
        '',
      ].join('\n'),
    );
    expect(message.attributes).toMatchObject({ kind: 'kill', urgency: 1, to: ['nato-missions/now'] });
  });

  it('of what only a digest told names the topics before the headline, as alerts do', () => {
    const told = { ...kill, subject: null, title: 'Drones over Kastrup' };
    expect(compose(told, DANISH).subject).toBe(
      'MÅ IKKE BRUGES [Nato-missioner, Danske udsendte] Drones over Kastrup',
    );
    expect(compose({ ...told, topics: [] }, ENGLISH).subject).toBe('DO NOT USE Drones over Kastrup');
  });

  it('that comes days after it was given names its day', () => {
    const { email } = compose({ ...kill, saidAt: '2026-04-05T08:00:00.000Z' }, ENGLISH);
    expect(email.replaceAll('\n', ' ')).toContain(
      'Ritzau withdrew this story on Thu 2 April at 15:10. Do not publish or quote it; take it down if you have. You were alerted on Thu 2 April at 14:32.',
    );
  });

  it('is unmistakable in Danish, days later', () => {
    const message = compose(
      {
        ...kill,
        killedAt: '2026-04-04T13:10:00.000Z',
        saidAt: '2026-04-04T13:11:00.000Z',
        reason: 'Forkert navn',
      },
      DANISH,
    );
    expect(message.subject).toMatch(/^MÅ IKKE BRUGES \[/u);
    expect(message.email.replaceAll('\n', ' ')).toContain(
      'Ritzau trak historien tilbage kl. 15.10. Den må ikke bringes eller citeres; tag den ned, hvis den er bragt. Du fik den torsdag 2. april kl. 14.32. Begrundelse: Forkert navn',
    );
  });

  it('says that a story on hold may come back', () => {
    expect(compose({ ...kill, status: 'withheld' }, ENGLISH).email).toContain('may be released');
  });
});

describe('a briefing', () => {
  const briefing = {
    kind: 'briefing',
    test: false,
    to: ['briefing/morning'],
    briefing: 'morning',
    name: null,
    scheduledAt: '2026-04-03T05:00:00.000Z',
    entries: [
      {
        code: 'W-7Q3FK2',
        title: 'The field hospital at Camp Amber, which Denmark has run for the alliance',
        receivedAt: '2026-04-02T12:32:00.000Z',
        topics: ['nato-missions', 'danish-deployments'],
      },
    ],
    withdrawn: [{ code: 'W-7Q2AAP', toldAt: '2026-04-02T05:00:00.000Z' }],
    read: { count: 1361, lastAt: '2026-04-03T04:54:00.000Z' },
  } as const;

  it('lists the stories, what was withdrawn, and how much was read', () => {
    const message = compose(briefing, ENGLISH);
    expect(message.subject).toBe('Morning briefing, Fri 3 April: 1 story, 1 withdrawn');
    expect(message.email).toBe(
      [
        '14:32  The field hospital at Camp Amber, which Denmark has run for the…',
        '       Nato missions, Danish deployments · W-7Q3FK2',
        '',
        'WITHDRAWN since the last briefing: W-7Q2AAP (told Thu 07:00)',
        '1,361 stories read, the last at 06:54.',
        '',
      ].join('\n'),
    );
    expect(message.attributes).toEqual({
      to: ['briefing/morning'],
      kind: 'briefing',
      topics: ['nato-missions', 'danish-deployments'],
    });
  });

  it('has the name that the configuration gives it, or one that its id suggests', () => {
    const named = (name: BriefingNotice['name'], id: string, wording = ENGLISH) =>
      compose({ ...briefing, briefing: id, name }, wording).subject.split(':')[0];
    const desk = { en: 'North desk', da: 'Nordredaktionen' };
    expect(named(desk, 'north')).toBe('North desk, Fri 3 April');
    expect(named(desk, 'north', DANISH)).toBe('Nordredaktionen, fredag 3. april');
    expect(named(null, 'constructor', DANISH)).toBe('Constructor-briefing, fredag 3. april');
    expect(named(null, 'north-sea')).toBe('North sea briefing, Fri 3 April');
    expect(named(null, 'nordsø', DANISH)).toBe('Nordsø-briefing, fredag 3. april');
    expect(named(null, 'evening', DANISH)).toBe('Aftenbriefing, fredag 3. april');
  });

  it('goes out with nothing in it, and does not let a dead feed look like calm', () => {
    const empty = {
      ...briefing,
      briefing: 'morning',
      entries: [],
      withdrawn: [],
      read: { count: 0, lastAt: null },
    };
    const message = compose(empty, DANISH);
    expect(message.subject).toBe('Morgenbriefing, fredag 3. april: 0 historier');
    expect(message.email.replaceAll('\n', ' ')).toBe(
      'Ingen historier passede til emnerne.  Ingen historier er læst siden sidste briefing. Kører strømmen stadig? ',
    );
    expect(message.attributes).not.toHaveProperty('topics');
  });
});

describe('a flood', () => {
  it('tells many stories as one message and counts those it has no room for', () => {
    const entries = Array.from({ length: 141 }, (_, index) => ({
      code: `W-${String(index).padStart(6, '0')}`,
      title: `Convoy ${index} leaves`,
      receivedAt: '2026-04-02T12:32:00.000Z',
      topics: ['nato-missions'],
    }));
    const message = compose(
      {
        kind: 'flood',
        test: false,
        to: ['nato-missions/now'],
        topics: ['nato-missions'],
        minutes: 10,
        late: 0,
        entries,
      },
      ENGLISH,
    );
    expect(message.subject).toBe('141 stories in 10 minutes [Nato missions]');
    expect(message.email).toContain('14:32  Convoy 7 leaves\n       Nato missions · W-000007\n');
    expect(message.email).toContain('\nand 41 more stories.\n');
    expect(JSON.parse(message.json)).toMatchObject({ count: 141, truncated: true });
  });

  it('of a single story does not call it too many', () => {
    const entry = {
      code: 'W-7Q3FK2',
      title: 'Convoy leaves',
      receivedAt: '2026-04-02T12:32:00.000Z',
      topics: [],
    };
    const flood = {
      kind: 'flood',
      test: false,
      to: ['nato-missions/now'],
      topics: ['nato-missions'],
    } as const;
    const notice = { ...flood, minutes: 10, late: 0, entries: [entry] };
    expect(compose(notice, ENGLISH).email).toMatch(
      /^One story more came than is sent singly within 10 minutes\./u,
    );
    expect(compose(notice, DANISH).email).toMatch(/^Der kom en historie mere, end der sendes enkeltvis/u);
  });

  it('of stories that were old when they came says so, not that they came in ten minutes', () => {
    const entry = {
      ...{ code: 'W-7Q3FK2', title: 'Convoy leaves', receivedAt: '2026-04-02T12:32:00.000Z' },
      topics: ['nato-missions'],
    };
    const told = (late: number, wording = ENGLISH) => {
      const about = {
        kind: 'flood',
        test: false,
        to: ['nato-missions/now'],
        topics: ['nato-missions'],
      } as const;
      return compose({ ...about, minutes: 10, late, entries: Array(40).fill(entry) }, wording);
    };
    expect(told(40).subject).toBe('40 older stories arrived late [Nato missions]');
    expect(told(40).email).toMatch(/^40 older stories arrived late \(a replay, or a feed that was down\)/u);
    expect(told(40, DANISH).subject).toBe('40 ældre historier kom forsinket [Nato-missioner]');
    expect(told(40, DANISH).email).toMatch(/^40 ældre historier kom forsinket \(en genindlæsning/u);
    expect(told(3).subject).toBe('40 stories in 10 minutes [Nato missions]');
    expect(told(3).email.replaceAll('\n', ' ')).toContain('together. 3 of them are older and arrived late.');
  });
});

describe('the JSON for machines', () => {
  it('is not translated and carries its schema number', () => {
    const english = compose(newNotice(), ENGLISH).json;
    expect(compose(newNotice(), DANISH).json).toBe(english);
    expect(JSON.parse(english)).toEqual({
      schema: 1,
      kind: 'new',
      test: false,
      topics: ['nato-missions', 'danish-deployments'],
      story: {
        code: 'W-7Q3FK2',
        id: 'text:0011223344556677',
        version: 1,
        wire: 'ritzau',
        via: null,
        headline: null,
        lead: story().lead,
        words: 194,
        language: 'en',
        urgency: 3,
        receivedAt: '2026-04-02T12:32:00.000Z',
        versionedAt: null,
        objectKey: 'incoming/ritzau/camp-amber.txt',
        pressRelease: false,
      },
      matches: [
        { topic: 'nato-missions', score: 80, quotes: ['The *Nato* *training mission* keeps its beds…'] },
        { topic: 'danish-deployments', score: 64, quotes: ['*Denmark* sent a *surgical team* in May.'] },
      ],
      truncated: false,
    });
  });

  it('keeps the paragraphs of the body where the licence lets it out', () => {
    const { story: told } = JSON.parse(compose(newNotice(), { ...ENGLISH, body: 'full' }).json);
    expect(told.body).toBe(story().body);
  });

  it('tells nothing of a killed story’s text', () => {
    const json = JSON.parse(compose(kill, ENGLISH).json);
    expect(json.story).toEqual({ code: 'W-7Q3FK2', wire: 'ritzau', language: 'en', status: 'canceled' });
  });
});

describe('attributes', () => {
  it('address people and describe the story to machines', () => {
    expect(compose(newNotice(), ENGLISH).attributes).toEqual({
      to: ['all/now', 'danish-deployments/now', 'nato-missions/now'],
      kind: 'new',
      topics: ['nato-missions', 'danish-deployments'],
      wire: 'ritzau',
      urgency: 3,
      language: 'en',
    });
    expect(compose(newNotice({ story: story({ urgency: null }) }), ENGLISH).attributes).not.toHaveProperty(
      'urgency',
    );
  });
});
