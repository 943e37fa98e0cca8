import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_MARKERS } from '../../../core/wire/markers.ts';
import { RITZAU } from '../../../core/wire/outcome.ts';
import { type EmbeddedTables, embeddedTables } from '../../lambdas/embedded-table.ts';
import { Newsroom, NOON, storedHeads, storyOf } from './newsroom.ts';

let tables: EmbeddedTables;
beforeAll(async () => {
  tables = await embeddedTables();
});
afterAll(() => tables.close());

describe('a new story', () => {
  it('is told once to everybody who follows one of its topics', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    expect(await room.told()).toEqual(['new all/now nato/now ships/now']);
    expect(await room.told()).toEqual([]);
  });

  it('is told once, however often its event comes', async () => {
    const room = await Newsroom.open(tables);
    const text = 'The frigate left Korsør on Monday. It joins a Nato force in the Baltic Sea. /ritzau/';
    const first = await room.drop('incoming/a.txt', text);
    expect(first?.entries[0]?.kind).toBe('stored');
    expect(await room.told()).toHaveLength(1);
    expect((await room.takeIn('incoming/a.txt'))?.entries[0]?.kind).toBe('stored');
    expect((await room.drop('incoming/b.txt', text))?.entries[0]?.kind).toBe('repeat');
    expect(await room.told()).toEqual([]);
  });

  it('that fits no topic tells nobody', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf({ body: 'A cycle path was opened.' }));
    expect(await room.told()).toEqual([]);
  });

  it('is listed and told without the marks that its own wire puts around headlines', async () => {
    const wires = [{ ...RITZAU, markers: { ...DEFAULT_MARKERS, update: ['NY'] } }];
    const room = await Newsroom.open(tables, { settings: { wires } });
    const item = {
      guid: 'urn:1',
      version: '1',
      type: 'text',
      source: 'Ritzau',
      headline: 'Fregat på vej - NY',
    };
    await room.drop('incoming/a.json', JSON.stringify({ ...item, body_text: 'A Nato frigate.' }));
    await room.dispatch();
    expect(room.inbox[0]?.subject).toBe('[nato, ships] Fregat på vej');
    for await (const { title } of room.store.storiesSince('2026-04-01', null))
      expect(title).toBe('Fregat på vej');
  });

  it('tells why, what and where it came from', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    await room.dispatch();
    const [mail] = room.inbox;
    expect(mail?.email).toContain('*Nato*');
    expect(mail?.subject).toBe('[nato, ships] Frigate leaves port');
    expect(mail?.email).toContain('incoming/ritzau/');
  });
});

describe('an update', () => {
  it('is told to topics that fit for the first time, and to those who follow all', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf({ body: 'A ship joins a Nato force.' }));
    await room.told();
    await room.arrive(storyOf({ version: 2, body: 'The frigate joins a Nato force.' }));
    expect(await room.told()).toEqual(['update all/now', 'new ships/now']);
    const [update] = room.inbox.slice(1);
    expect(update?.subject).toContain('UPDATE [nato, ships]');
    expect(update?.email).toMatch(/^It now fits ships, too\.\n\nNew since/u);
    expect(await room.told()).toEqual([]);
  });

  it('that fits a topic for the first time whose followers want none of it tells nobody', async () => {
    const topics = { nato: { word: 'Nato' }, ships: { word: 'frigate', updates: 'none' } } as const;
    const room = await Newsroom.open(tables, { topics });
    await room.arrive(storyOf({ body: 'A ship joins a Nato force.' }));
    await room.told();
    await room.arrive(storyOf({ version: 2, body: 'The frigate joins a Nato force.' }));
    expect(await room.told()).toEqual([]);
  });

  it('is told to topics that ask for all of them, when words changed', async () => {
    const topics = { nato: { word: 'Nato', updates: 'all' }, ships: { word: 'frigate' } } as const;
    const room = await Newsroom.open(tables, { topics });
    await room.arrive(storyOf());
    await room.told();
    await room.arrive(storyOf({ version: 2, byline: 'Somebody' }));
    expect(await room.told()).toEqual([]);
    await room.arrive(storyOf({ version: 3, body: 'The frigate stays. Nato is told.' }));
    expect(await room.told()).toEqual(['update all/now nato/now']);
  });

  it('that only puts a figure’s sign right is one', async () => {
    const topics = { nato: { word: 'Nato', updates: 'all' } } as const;
    const room = await Newsroom.open(tables, { topics });
    await room.arrive(storyOf({ body: 'It was 5 degrees at the Nato base.' }));
    await room.told();
    await room.arrive(storyOf({ version: 2, body: 'It was -5 degrees at the Nato base.' }));
    expect(await room.told()).toEqual(['update all/now nato/now']);
    expect(room.inbox.at(-1)?.email).toContain('-5 degrees');
  });

  it('of higher urgency is news', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    await room.told();
    await room.arrive(storyOf({ version: 2, urgency: 2 }));
    expect(await room.told()).toEqual(['update all/now nato/now ships/now']);
    expect(room.inbox.at(-1)?.email).toMatch(
      /^Now urgent: bell .*it was ordinary[^\n]*\n\nThe frigate left/u,
    );
  });

  it('that comes before the first version makes that old news', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf({ version: 2, body: 'Nato: the frigate stays.' }));
    expect(await room.told()).toEqual(['new all/now nato/now ships/now']);
    expect((await room.arrive(storyOf())).kind).toBe('version');
    expect(await room.told()).toEqual([]);
  });
});

describe('a correction', () => {
  const correction = { kind: 'correction', of: [], note: 'Changes the day' } as const;

  it('goes to exactly those who were told, with what was and what is now', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    await room.told();
    const body = 'The ship left Korsør on Tuesday.\nIt joins a Nato force in the Baltic Sea.';
    await room.arrive(storyOf({ version: 2, body, revision: correction }));
    expect(await room.told()).toEqual(['correction all/now nato/now ships/now']);
    const mail = room.inbox.at(-1)?.email ?? '';
    expect(mail).toContain('on Monday');
    expect(mail).toContain('on Tuesday');
    expect(mail).toContain('Changes the day');
    expect(await room.told()).toEqual([]);
  });

  it('is not lost when another version follows before it was told', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    await room.told();
    await room.arrive(
      storyOf({ version: 2, body: 'The frigate left on Tuesday for Nato.', revision: correction }),
    );
    await room.arrive(storyOf({ version: 3, body: 'The frigate left on Tuesday for Nato, at last.' }));
    expect(await room.told()).toEqual(['correction all/now nato/now ships/now']);
    expect(await room.told()).toEqual([]);
  });
});

describe('a kill', () => {
  it('goes to exactly those who were told, and is final', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    await room.told();
    await room.arrive(storyOf({ version: 2, status: 'canceled', body: '' }));
    expect(await room.told()).toEqual(['kill all/now nato/now ships/now']);
    expect(room.inbox.at(-1)?.email).not.toContain('Baltic');
    await room.arrive(storyOf({ version: 3, body: 'The frigate and Nato again.' }));
    expect(await room.told()).toEqual([]);
  });

  it('stamped days ago is told with its day', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    await room.told();
    const versionedAt = '2026-03-30T13:10:00.000Z';
    await room.arrive(storyOf({ version: 2, versionedAt, status: 'canceled', body: '' }));
    await room.told();
    expect(room.inbox.at(-1)?.email).toContain('on Mon 30 March at');
  });

  it('before anybody was told leaves nothing to tell', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    await room.arrive(storyOf({ version: 2, status: 'canceled', body: '' }));
    expect(await room.told()).toEqual([]);
  });

  it('of another document reaches those whom that was told to', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    await room.told();
    const revision = { kind: 'kill', of: ['urn:story:1'], note: 'Wrong ship' } as const;
    await room.arrive(storyOf({ id: 'urn:kill:1', body: 'Kill the frigate story, Nato says.', revision }));
    expect(await room.told()).toEqual(['kill all/now nato/now ships/now']);
    expect(room.inbox.at(-1)?.email).toContain('Wrong ship');
  });

  it.each([
    ['before the headline', 'TRÆKKES TILBAGE: Dansk fregat er sejlet fra Korsør'],
    ['on a line of its own', 'TRÆKKES TILBAGE\n\nDansk fregat er sejlet fra Korsør'],
    ['between asterisks', '*** ANNULLERET ***\nDansk fregat er sejlet fra Korsør'],
  ])('in plain text that repeats only the headline finds its story: %s', async (_, kill) => {
    const room = await Newsroom.open(tables);
    const text = 'Dansk fregat er sejlet fra Korsør\n\nThe frigate joins a Nato force. /ritzau/';
    await room.drop('incoming/a.txt', text);
    expect(await room.told()).toHaveLength(1);
    room.wait(20);
    await room.drop('incoming/b.txt', `${kill}\n\nHistorien er forkert. Ritzau beklager. /ritzau/`);
    expect(await room.told()).toEqual(['kill all/now nato/now ships/now']);
  });

  describe('or correction in plain text, processed before its story', () => {
    const text = 'Dansk fregat er sejlet fra Korsør\n\nThe frigate joins a Nato force. /ritzau/';
    const kill = 'TRÆKKES TILBAGE: Dansk fregat er sejlet fra Korsør\n\nHistorien er forkert. /ritzau/';
    const fixed = 'KORR: Dansk fregat er sejlet fra Korsør\n\nDer er 120 om bord, ikke 20. /ritzau/';

    /** Puts objects where they come one after the other, and takes them in in another order. */
    async function takenIn(room: Newsroom, texts: readonly string[], order: readonly number[]) {
      for (const [index, one] of texts.entries()) {
        room.wait(1);
        room.put(`incoming/${index}.txt`, one);
      }
      const outcomes = [];
      for (const index of order) outcomes.push(await room.takeIn(`incoming/${index}.txt`));
      return outcomes.map((outcome) => outcome?.entries[0]?.kind);
    }

    it('a kill is final when its story comes', async () => {
      const room = await Newsroom.open(tables);
      expect(await takenIn(room, [text, kill], [1, 0])).toEqual(['stored', 'version']);
      expect(await room.told()).toEqual([]);
      expect(room.warnings).toEqual([]);
    });

    it.each([
      { name: 'read in that order', order: [0, 1] },
      { name: 'read the other way round', order: [1, 0] },
    ])('also when the story reached the bucket after it, within 72 hours, $name', async ({ order }) => {
      const room = await Newsroom.open(tables);
      expect(await takenIn(room, [kill, text], order)).toEqual(['stored', 'version']);
      expect(await room.told()).toEqual([]);
      const later = await Newsroom.open(tables);
      await later.drop('incoming/kill.txt', kill);
      later.wait(73 * 60);
      await later.drop('incoming/story.txt', text);
      expect(await later.told()).toHaveLength(1);
    });

    it('a correction stands above the story that it corrects', async () => {
      const room = await Newsroom.open(tables);
      await takenIn(room, [text, fixed], [1, 0]);
      const [head] = await storedHeads(room.store);
      expect(head?.versions.map(({ revision }) => revision)).toEqual(['none', 'correction']);
    });

    it('a story that comes after the correction of another one under its headline is a story of its own', async () => {
      const room = await Newsroom.open(tables);
      await takenIn(room, [fixed, text], [0, 1]);
      expect(await storedHeads(room.store)).toHaveLength(2);
    });
  });

  it('in plain text means the last story under a headline that comes again every day', async () => {
    const room = await Newsroom.open(tables);
    const text = (day: string) => `Det vigtigste fra udlandet i dag\n\n${day} /ritzau/`;
    const monday = await room.drop('incoming/1.txt', text('The frigate left Korsør with 120 sailors.'));
    room.wait(24 * 60);
    const tuesday = await room.drop('incoming/2.txt', text('A Nato force of four ships met in Kiel.'));
    await room.told();
    await room.drop(
      'incoming/3.txt',
      'ANNULLERES: Det vigtigste fra udlandet i dag\n\nFejl i listen. /ritzau/',
    );
    expect(await room.told()).toEqual(['kill all/now nato/now']);
    expect([monday, tuesday].map((outcome) => outcome?.entries[0]?.kind)).toEqual(['stored', 'stored']);
  });

  it('that comes before its story waits for it', async () => {
    const room = await Newsroom.open(tables);
    const revision = { kind: 'kill', of: ['urn:story:1'], note: null } as const;
    await room.arrive(storyOf({ id: 'urn:kill:1', body: 'Kill it.', revision }));
    const waiting = [];
    for await (const head of room.store.waitingKills()) waiting.push(head.id);
    expect(waiting).toEqual(['urn:story:1']);
    await room.arrive(storyOf());
    expect(await room.told()).toEqual([]);
  });

  it('that waits for its story is counted until the story comes, or until it is given up', async () => {
    const room = await Newsroom.open(tables);
    const waiting = async () => (await room.dispatch()).waiting;
    const revision = { kind: 'kill', of: ['urn:story:1'], note: null } as const;
    await room.arrive(storyOf({ id: 'urn:kill:1', body: 'Kill it.', revision }));
    const other = { ...revision, of: ['urn:story:2'] };
    await room.arrive(storyOf({ id: 'urn:kill:2', body: 'Kill the other.', revision: other }));
    expect(await waiting()).toEqual({ kills: 2, forgottenKills: 0, embargoes: 0 });
    expect(await waiting()).toBeNull();
    await room.arrive(storyOf());
    room.wait(2);
    expect(await waiting()).toMatchObject({ kills: 1, forgottenKills: 0 });
    room.wait(75 * 60);
    expect(await waiting()).toMatchObject({ kills: 0, forgottenKills: 1 });
    expect(room.warnings).toEqual(['a kill is given up: its story did not come']);
    room.wait(2);
    expect(await waiting()).toMatchObject({ kills: 0, forgottenKills: 0 });
  });

  it('does not wait longer than 72 hours', async () => {
    const room = await Newsroom.open(tables);
    const revision = { kind: 'kill', of: ['urn:story:1'], note: null } as const;
    await room.arrive(storyOf({ id: 'urn:kill:1', body: 'Kill it.', revision }));
    room.wait(73 * 60);
    await room.arrive(storyOf());
    expect(await room.told()).toHaveLength(1);
  });

  it('that only withholds may be lifted; then those who heard of it hear that, too', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    await room.told();
    await room.arrive(storyOf({ version: 2, status: 'withheld' }));
    expect(await room.told()).toEqual(['kill all/now nato/now ships/now']);
    await room.arrive(storyOf({ version: 3 }));
    expect(await room.told()).toEqual(['update all/now nato/now ships/now']);
    expect(room.inbox.at(-1)?.email).toMatch(/^Ritzau has lifted its hold: this story may be used again\./u);
    await room.arrive(storyOf({ version: 4, status: 'canceled', body: '' }));
    expect(await room.told()).toEqual(['kill all/now nato/now ships/now']);
  });
});

describe('a hold', () => {
  it('that a correction lifts is told with what was corrected, and with the agency’s note', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    await room.told();
    await room.arrive(storyOf({ version: 2, status: 'withheld' }));
    await room.told();
    const body = 'The frigate left Korsør on Tuesday.\nIt joins a Nato force in the Baltic Sea.';
    const revision = { kind: 'correction', of: [], note: 'Corrects the day.' } as const;
    await room.arrive(storyOf({ version: 3, body, revision }));
    expect(await room.told()).toEqual(['update all/now nato/now ships/now']);
    const { email = '' } = room.inbox.at(-1) ?? {};
    expect(email).toMatch(/^Ritzau has lifted its hold[^\n]*\n\nRitzau says: Corrects the day\.\n/u);
    expect(email).toContain('NOW  The frigate left Korsør on Tuesday.');
  });
});

describe('a hold that is lifted in a storm', () => {
  it('is told as lifted at once and once, as it was told itself', async () => {
    const room = await Newsroom.open(tables, { settings: { storm: { alerts: 1, minutes: 10 } } });
    await room.arrive(storyOf());
    await room.told();
    await room.arrive(storyOf({ version: 2, status: 'withheld' }));
    expect(await room.told()).toEqual(['kill all/now nato/now ships/now']);
    await room.arrive(storyOf({ version: 3 }));
    expect(await room.told()).toEqual(['update all/now nato/now ships/now']);
    room.wait(11);
    expect(await room.told()).toEqual([]);
  });
});

describe('a kill after a hold', () => {
  it('says when and why the story was withdrawn, not when and why it was put on hold', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    await room.told();
    room.wait(10);
    const hold = { kind: 'kill', of: ['urn:story:1'], note: 'Facts are checked' } as const;
    await room.arrive(storyOf({ id: 'urn:hold', body: 'Hold.', status: 'withheld', revision: hold }));
    expect(await room.told()).toEqual(['kill all/now nato/now ships/now']);
    expect(room.inbox.at(-1)?.email).toMatch(/on hold at 14:10;[\s\S]*Facts are checked/u);
    room.wait(60);
    await room.arrive(storyOf({ version: 2, status: 'canceled', body: '' }));
    expect(await room.told()).toEqual(['kill all/now nato/now ships/now']);
    expect(room.inbox.at(-1)?.email).toMatch(/withdrew this story at 15:10\.[\s\S]*Reason given: none/u);
  });
});

describe('an embargo', () => {
  it('holds a story until its time', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf({ embargoUntil: '2026-04-02T13:00:00.000Z' }));
    expect(await room.told()).toEqual([]);
    room.wait(59);
    expect(await room.told()).toEqual([]);
    room.wait(1);
    expect(await room.told()).toEqual(['new all/now nato/now ships/now']);
  });

  it('does not hold back a kill of what was told', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    await room.told();
    await room.arrive(storyOf({ version: 2, status: 'canceled', embargoUntil: '2026-04-02T13:00:00.000Z' }));
    expect(await room.told()).toHaveLength(1);
  });

  it('of a story that is killed meanwhile tells nobody', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf({ embargoUntil: '2026-04-02T13:00:00.000Z' }));
    await room.arrive(storyOf({ version: 2, status: 'canceled', body: '' }));
    room.wait(61);
    expect(await room.told()).toEqual([]);
  });

  const held = { status: 'embargoed' } as const;
  const ONE = '2026-04-02T13:00:00.000Z';

  it('that a later version repeats without a time still ends at the time given before, whichever came first', async () => {
    const first = storyOf({ ...held, embargoUntil: ONE });
    const later = storyOf({ ...held, version: 2, headline: 'Frigate sails' });
    for (const order of [
      [first, later],
      [later, first],
    ]) {
      const room = await Newsroom.open(tables);
      for (const story of order) await room.arrive(story);
      room.wait(59);
      expect(await room.told()).toEqual([]);
      room.wait(1);
      expect(await room.told()).toEqual(['new all/now nato/now ships/now']);
    }
  });

  it('without an end that can be read holds until a version without it, and the record says so', async () => {
    const room = await Newsroom.open(tables);
    const entry = await room.arrive(storyOf(held));
    expect(entry.kind === 'stored' && entry.note).toContain('No end of the embargo could be read');
    room.wait(24 * 60);
    expect((await room.dispatch()).waiting).toMatchObject({ embargoes: 1 });
    expect(room.inbox).toEqual([]);
    await room.arrive(storyOf({ version: 2 }));
    expect(await room.told()).toEqual(['new all/now nato/now ships/now']);
  });

  it('that has passed is said in the record', async () => {
    const room = await Newsroom.open(tables);
    const entry = await room.arrive(storyOf({ embargoUntil: '2026-04-01T13:00:00.000Z' }));
    expect(entry.kind === 'stored' && entry.note).toContain('had ended');
    expect(await room.told()).toHaveLength(1);
  });
});

describe('a near copy', () => {
  const body = Array.from({ length: 60 }, (_, word) => `word${word}`).join(' ');

  it('under another id is stored and linked, and tells nobody', async () => {
    const room = await Newsroom.open(tables);
    const first = await room.arrive(storyOf({ body: `Nato ${body}` }));
    await room.told();
    const copy = await room.arrive(storyOf({ id: 'urn:other', body: `Nato ${body} and more` }));
    expect(copy.kind === 'copy' && first.kind === 'stored' && copy.of.key === first.story.key).toBe(true);
    expect(await room.told()).toEqual([]);
  });

  it('taken in at the same moment is held back by the sender', async () => {
    const room = await Newsroom.open(tables);
    await Promise.all([
      room.arrive(storyOf({ body: `Nato ${body}` })),
      room.arrive(storyOf({ id: 'urn:other', body: `Nato ${body} and more` })),
    ]);
    expect(await room.told()).toHaveLength(1);
    expect(await room.told()).toHaveLength(0);
  });

  it('is not seen in the next event, though it repeats the background: that is told', async () => {
    const room = await Newsroom.open(tables);
    const background = [
      'Danmark har omkring 50 soldater i Natos mission i landet. De har deres base i hovedstaden.',
      'Natos styrke har været i landet siden 1999 og består i dag af omkring 4500 soldater fra 33 lande.',
      'Uroen begyndte, da partierne trak sig fra de lokale råd, og borgmestre blev valgt ved et omstridt valg.',
      'Styrken har til opgave at sikre fri bevægelighed for alle borgere og at holde vejene åbne.',
    ].join('\n\n');
    const text = (headline: string, lead: string) => `${headline}\n\n${lead}\n\n${background}\n\n/ritzau/`;
    const wounded = 'Tre danske soldater blev mandag lettere såret under uroligheder i byen, oplyser Hæren.';
    const killed = 'En dansk soldat blev tirsdag dræbt under uroligheder i byen, oplyser Hæren.';
    await room.drop('incoming/1.txt', text('Tre danske soldater såret i byen', wounded));
    expect(await room.told()).toHaveLength(1);
    room.wait(24 * 60);
    await room.drop('incoming/2.txt', text('Dansk soldat dræbt i byen', killed));
    expect(await room.told()).toEqual(['new all/now nato/now']);
  });

  it('that is killed takes back what was told in its place, on its own wire', async () => {
    for (const wire of ['ritzau', 'other']) {
      const room = await Newsroom.open(tables);
      await room.arrive(storyOf({ body: `Nato ${body}` }));
      await room.told();
      const copy = { id: 'urn:copy', wire, body: `Nato ${body} more` };
      expect((await room.arrive(storyOf(copy))).kind).toBe('copy');
      await room.arrive(storyOf({ ...copy, version: 2, status: 'canceled' }));
      expect(await room.told()).toEqual(wire === 'ritzau' ? ['kill all/now nato/now'] : []);
    }
  });

  it('in plain text that is put on hold and sent again as it was may be used again', async () => {
    const room = await Newsroom.open(tables);
    const text = 'Dansk fregat er sejlet fra Korsør\n\nThe frigate joins a Nato force. /ritzau/';
    await room.drop('incoming/1.txt', text);
    expect(await room.told()).toEqual(['new all/now nato/now ships/now']);
    room.wait(5);
    await room.drop('incoming/2.txt', `HOLD HOLD HOLD\n\n${text}`);
    expect(await room.told()).toEqual(['kill all/now nato/now ships/now']);
    await room.takeIn('incoming/1.txt');
    expect(await room.told()).toEqual([]);
    room.wait(5);
    const again = await room.drop('incoming/3.txt', text);
    expect(again?.entries[0]?.kind).toBe('repeat');
    expect(await room.told()).toEqual(['update all/now nato/now ships/now']);
    expect(room.inbox.at(-1)?.email).toMatch(/^Ritzau has lifted its hold/u);
  });

  it('in plain text with changed words is the next version of its story', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf({ id: 'text:1', version: null, body: `Nato ${body}` }));
    room.wait(5);
    const next = storyOf({ id: 'text:2', version: null, body: `Nato ${body} frigate` });
    expect((await room.arrive(next)).kind).toBe('version');
    expect(await room.told()).toEqual(['new all/now nato/now ships/now']);
    expect((await room.arrive(next, { key: 'incoming/again.txt' })).kind).toBe('repeat');
  });
});

describe('too many alerts', () => {
  const limits = { settings: { storm: { alerts: 3, minutes: 10 } } };

  it('are told in one digest at the end of the window', async () => {
    const room = await Newsroom.open(tables, limits);
    for (let index = 0; index < 6; index += 1) {
      room.wait(0.01);
      await room.arrive(
        storyOf({ id: `urn:${index}`, body: `Nato story ${index}: ${'x'.repeat(index + 1)}` }),
      );
    }
    expect(await room.told()).toEqual(Array(3).fill('new all/now nato/now'));
    expect(await room.told()).toEqual([]);
    room.wait(10);
    expect(await room.told()).toEqual(['flood all/now nato/now']);
    expect(await room.told()).toEqual([]);
  });

  it('of one topic keep nothing of another back from those who follow all', async () => {
    const room = await Newsroom.open(tables, limits);
    for (let index = 0; index < 4; index += 1) {
      room.wait(0.01);
      await room.arrive(storyOf({ id: `urn:${index}`, body: `Nato ${'x'.repeat(index + 1)}` }));
    }
    expect(await room.told()).toEqual(Array(3).fill('new all/now nato/now'));
    await room.arrive(storyOf({ id: 'urn:4', body: 'A frigate sails.' }));
    expect(await room.told()).toEqual(['new all/now ships/now']);
    await room.arrive(storyOf({ id: 'urn:5', body: 'A Nato frigate sails.' }));
    expect(await room.told()).toEqual(['new all/now ships/now']);
    room.wait(10);
    expect(await room.told()).toEqual(['flood nato/now', 'flood all/now']);
  });

  it('are listed as they came', async () => {
    const room = await Newsroom.open(tables, limits);
    for (let index = 0; index < 13; index += 1) {
      room.wait(0.02);
      const headline = `Story ${'abcdefghijklm'.charAt(index)}`;
      await room.arrive(storyOf({ id: `urn:${index}`, headline, body: `Nato ${'x'.repeat(index + 1)}.` }));
    }
    await room.told();
    room.wait(10);
    await room.told();
    const listed = room.inbox.at(-1)?.email.match(/Story [a-m]/gu);
    expect(listed).toHaveLength(10);
    expect(listed).toEqual([...(listed ?? [])].sort());
  });

  it('leave out of the digest what was killed meanwhile, and kill what the digest told', async () => {
    const room = await Newsroom.open(tables, limits);
    for (let index = 0; index < 6; index += 1) {
      room.wait(0.01);
      await room.arrive(
        storyOf({ id: `urn:${index}`, body: `Nato story ${index}: ${'x'.repeat(index + 1)}` }),
      );
    }
    await room.told();
    await room.arrive(storyOf({ id: 'urn:5', version: 2, status: 'canceled', body: '' }));
    room.wait(10);
    expect(await room.told()).toEqual(['flood all/now nato/now']);
    expect(room.inbox.at(-1)?.email.match(/W-/gu)).toHaveLength(2);
    await room.arrive(storyOf({ id: 'urn:4', version: 2, status: 'canceled', body: '' }));
    expect(await room.told()).toEqual(['kill all/now nato/now']);
    expect(room.inbox.at(-1)?.subject).toBe('DO NOT USE [nato] Frigate leaves port');
  });

  it('about one story, which changes again and again, are one line of the digest', async () => {
    const topics = { nato: { word: 'Nato', updates: 'all' } } as const;
    const room = await Newsroom.open(tables, { topics, settings: { storm: { alerts: 1, minutes: 10 } } });
    await room.arrive(storyOf({ body: 'Nato waits.' }));
    expect(await room.told()).toEqual(['new all/now nato/now']);
    for (const version of [2, 3]) {
      await room.arrive(storyOf({ version, body: `Nato waits, day ${version}.` }));
      expect(await room.told()).toEqual([]);
      expect(await room.told()).toEqual([]);
    }
    const [head] = await storedHeads(room.store);
    expect(head?.told.filter(({ state }) => state === 'held')).toHaveLength(1);
    room.wait(10);
    expect(await room.told()).toEqual(['flood all/now nato/now']);
    expect(await room.told()).toEqual([]);
  });

  it('of old stories are fewer', async () => {
    const room = await Newsroom.open(tables, { settings: { storm: { alerts: 8, minutes: 10 } } });
    for (let index = 0; index < 5; index += 1) {
      const body = `Nato story ${index}: ${'x'.repeat(index + 1)}`;
      await room.arrive(storyOf({ id: `urn:${index}`, body, versionedAt: '2026-03-01T12:00:00.000Z' }));
    }
    expect(await room.told()).toHaveLength(2);
    room.wait(10);
    expect(await room.told()).toEqual(['flood all/now nato/now']);
    expect(room.inbox.at(-1)?.subject).toBe('3 older stories arrived late [nato]');
  });
});

describe('a test', () => {
  it('goes to those who ask for tests and meets no real story', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf(), { test: true });
    expect(await room.told()).toEqual(['new all/test nato/test ships/test']);
    expect(room.inbox.at(-1)?.subject).toContain('TEST');
    await room.arrive(storyOf());
    expect(await room.told()).toEqual(['new all/now nato/now ships/now']);
  });
});

describe('a paused topic', () => {
  it('tells no updates of what it told before, but corrections', async () => {
    const topics = { nato: { word: 'Nato', updates: 'all' } } as const;
    const room = await Newsroom.open(tables, { topics });
    await room.arrive(storyOf({ body: 'Nato waits.' }));
    expect(await room.told()).toEqual(['new all/now nato/now']);
    const live = room.topics;
    const paused = { until: '2026-04-02T13:00:00.000Z' };
    room.topics = {
      ...live,
      facts: (id) => {
        const facts = live.facts(id);
        return facts && { ...facts, paused };
      },
    };
    await room.arrive(storyOf({ version: 2, urgency: 2, body: 'Nato waits no more.' }));
    expect(await room.told()).toEqual([]);
    const revision = { kind: 'correction', of: [], note: null } as const;
    await room.arrive(storyOf({ version: 3, urgency: 2, body: 'Nato still waits.', revision }));
    expect(await room.told()).toEqual(['correction all/now nato/now']);
  });

  it('alerts nobody, then or later', async () => {
    const paused = [{ topic: 'nato', until: '2026-04-02T13:00:00.000Z' }];
    const room = await Newsroom.open(tables, { settings: { paused } });
    await room.arrive(storyOf());
    expect(await room.told()).toEqual(['new all/now ships/now']);
    room.wait(120);
    expect(await room.told()).toEqual([]);
  });
});

describe('the SNS topic', () => {
  it('is tried again when it takes nothing, at once and with the next turn', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    room.answers.push(...Array(4).fill({ kind: 'failed', reason: 'throttled' }));
    const report = await room.dispatch();
    expect(report).toMatchObject({ left: 1, published: { new: 0 } });
    expect(await room.told()).toEqual(['new all/now nato/now ships/now']);
    expect(await room.told()).toEqual([]);
  });

  it('is not asked again for what it refused', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    room.answers.push({ kind: 'refused', reason: 'too long' });
    expect((await room.dispatch()).refused).toBe(1);
    expect(await room.told()).toEqual([]);
  });

  it('gets no more than 8 messages a second', async () => {
    const room = await Newsroom.open(tables);
    for (let index = 0; index < 10; index += 1) {
      await room.arrive(storyOf({ id: `urn:${index}`, body: `Nato ${'x'.repeat(index + 1)}` }));
    }
    const start = room.time;
    expect(await room.told()).toHaveLength(10);
    expect(room.time - start).toBeGreaterThanOrEqual(9 * 125);
  });
});

describe('senders', () => {
  it('take turns: a second one wakes the first', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf());
    const reports = await Promise.all([room.dispatch(), room.dispatch(), room.dispatch()]);
    expect(reports.filter(({ held }) => held).length).toBeGreaterThanOrEqual(1);
    expect(room.inbox).toHaveLength(1);
  });

  it('that died are succeeded within two minutes', async () => {
    const room = await Newsroom.open(tables);
    await room.store.acquireLease('dead', room.time, room.time + 45_000);
    await room.arrive(storyOf());
    expect((await room.dispatch()).held).toBe(false);
    room.wait(1);
    expect(await room.told()).toHaveLength(1);
  });
});

describe('clocks that differ', () => {
  it.each([-300, -5, 5, 300])(
    'by %i seconds between intake and the sender lose and double nothing',
    async (seconds) => {
      const room = await Newsroom.open(tables);
      await room.arrive(storyOf());
      room.time += seconds * 1000;
      const told = await room.told();
      room.time = NOON + 301_000;
      await room.arrive(storyOf({ version: 2, status: 'canceled', body: '' }));
      room.time += seconds * 1000;
      told.push(...(await room.told()));
      room.time = NOON + 3_600_000;
      told.push(...(await room.told()), ...(await room.told()));
      const all = 'all/now nato/now ships/now';
      // A sender whose clock is minutes behind may come to the story when it is killed already: then nobody is told.
      expect(told).toEqual(seconds < -5 ? [] : [`new ${all}`, `kill ${all}`]);
    },
  );

  it('keep a dead sender’s lease for longer, but not for good', async () => {
    const room = await Newsroom.open(tables);
    await room.store.acquireLease('dead, five minutes ahead', room.time + 300_000, room.time + 345_000);
    await room.arrive(storyOf());
    expect(await room.told()).toEqual([]);
    room.wait(6);
    expect(await room.told()).toHaveLength(1);
  });
});
