import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastScheduled } from '../../../core/alert/schedule.ts';
import { WEEKDAYS } from '../../../core/config.ts';
import { type EmbeddedTables, embeddedTables } from '../../lambdas/embedded-table.ts';
import { Newsroom, storyOf } from './newsroom.ts';

let tables: EmbeddedTables;
beforeAll(async () => {
  tables = await embeddedTables();
});
afterAll(() => tables.close());

const morning = { id: 'morning', name: null, at: '07:00', days: WEEKDAYS, topics: ['nato'] } as const;
const settings = { briefings: [morning] };
/** Two minutes past seven in Copenhagen, summer time. */
const SEVEN = Date.parse('2026-04-03T05:02:00.000Z');

async function withStories(count: number): Promise<Newsroom> {
  const room = await Newsroom.open(tables, { settings });
  for (let index = 0; index < count; index += 1) {
    room.wait(1);
    await room.arrive(storyOf({ id: `urn:${index}`, body: `Nato ${'x'.repeat(index + 1)}` }));
  }
  await room.told();
  return room;
}

describe('a briefing', () => {
  it('tells each story once, two minutes after its time', async () => {
    const room = await withStories(3);
    room.time = SEVEN - 60_000;
    expect(await room.told()).toEqual([]);
    room.time = SEVEN;
    expect(await room.told()).toEqual(['briefing briefing/morning']);
    expect(room.inbox.at(-1)?.email.match(/W-/gu)).toHaveLength(3);
    expect(await room.told()).toEqual([]);
    room.time = SEVEN + 24 * 3_600_000;
    expect(await room.told()).toEqual(['briefing briefing/morning']);
    expect(room.inbox.at(-1)?.email).not.toContain('W-');
  });

  it('tells a story that came in time also when a new version comes just before it is built', async () => {
    const room = await withStories(1);
    room.time = SEVEN - 60_000;
    await room.arrive(storyOf({ id: 'urn:0', version: 2, headline: 'Frigate stays', body: 'Nato xx' }));
    await room.arrive(storyOf({ id: 'urn:1', headline: 'Too late', body: 'Nato yyyy' }));
    await room.told();
    room.time = SEVEN;
    await room.told();
    expect(room.inbox.at(-1)?.email).toContain('Frigate stays');
    expect(room.inbox.at(-1)?.email).not.toContain('Too late');
    room.time = SEVEN + 24 * 3_600_000;
    await room.told();
    expect(room.inbox.at(-1)?.email).toContain('Too late');
    expect(room.inbox.at(-1)?.email).not.toContain('Frigate stays');
  });

  it('tells what came since the last one, also when one in between was never sent', async () => {
    const room = await withStories(1);
    room.time = SEVEN;
    await room.told();
    room.wait(60);
    await room.arrive(storyOf({ id: 'urn:1', headline: 'During the outage', body: 'Nato yyyy' }));
    room.time = SEVEN + 48 * 3_600_000;
    await room.told();
    expect(room.inbox.at(-1)?.email).toContain('During the outage');
    expect(room.inbox.at(-1)?.email).toContain('1 story read');
  });

  it('is sent also when there is nothing, and says how many stories were read', async () => {
    const room = await Newsroom.open(tables, { settings });
    await room.arrive(storyOf({ body: 'A cycle path was opened.' }));
    room.time = SEVEN;
    expect(await room.told()).toEqual(['briefing briefing/morning']);
    expect(room.inbox[0]?.email).toContain('1 story read');
  });

  it('leaves out what was killed, and names as withdrawn what it had told', async () => {
    const room = await withStories(3);
    await room.arrive(storyOf({ id: 'urn:0', version: 2, status: 'canceled', body: '' }));
    room.time = SEVEN;
    const told = await room.told();
    expect(told.filter((line) => line.startsWith('briefing'))).toHaveLength(1);
    expect(room.inbox.at(-1)?.email.match(/W-/gu)).toHaveLength(2);
    await room.arrive(storyOf({ id: 'urn:1', version: 2, status: 'canceled', body: '' }));
    expect(await room.told()).toEqual(['kill all/now briefing/morning nato/now']);
    room.time = SEVEN + 24 * 3_600_000;
    await room.told();
    expect(room.inbox.at(-1)?.email).toContain('WITHDRAWN');
    room.time = SEVEN + 48 * 3_600_000;
    await room.told();
    expect(room.inbox.at(-1)?.email).not.toContain('WITHDRAWN');
  });

  it('names a story whose embargo ended since the last one', async () => {
    const room = await Newsroom.open(tables, { settings });
    await room.arrive(storyOf({ embargoUntil: '2026-04-05T06:00:00.000Z' }));
    for (const day of [0, 1, 2]) {
      room.time = SEVEN + day * 24 * 3_600_000;
      await room.told();
    }
    expect(room.inbox.map(({ kind }) => kind)).toEqual(['briefing', 'briefing', 'briefing']);
    room.time = SEVEN + 3 * 24 * 3_600_000;
    await room.told();
    expect(room.inbox.at(-1)?.email).toContain('Frigate leaves port');
  });

  it('with more than fifty stories leaves the rest to the next one', async () => {
    const room = await withStories(60);
    room.time = SEVEN;
    await room.told();
    expect(room.inbox.at(-1)?.email.match(/W-/gu)).toHaveLength(50);
    room.time = SEVEN + 24 * 3_600_000;
    await room.told();
    expect(room.inbox.at(-1)?.email.match(/W-/gu)).toHaveLength(10);
    expect(room.inbox.at(-1)?.email).toContain('No story has been read since the last briefing');
  });

  it('is tried again when the SNS topic did not take it, and says the same', async () => {
    const room = await withStories(2);
    room.time = SEVEN;
    room.answers.push(...Array(4).fill({ kind: 'failed', reason: 'throttled' }));
    expect(await room.told()).toEqual([]);
    room.wait(1);
    expect(await room.told()).toEqual(['briefing briefing/morning']);
    expect(room.inbox.at(-1)?.email.match(/W-/gu)).toHaveLength(2);
  });

  it('that the SNS topic did not take all day goes out before the next one', async () => {
    const room = await withStories(2);
    room.time = SEVEN;
    room.answers.push(...Array(4).fill({ kind: 'failed', reason: 'down' }));
    expect(await room.told()).toEqual([]);
    room.time = SEVEN + 24 * 3_600_000;
    expect(await room.told()).toEqual(['briefing briefing/morning', 'briefing briefing/morning']);
    const subjects = room.inbox.slice(-2).map(({ subject }) => subject);
    expect(subjects).toEqual([
      'Morning briefing, Fri 3 April: 2 stories',
      'Morning briefing, Sat 4 April: 0 stories',
    ]);
  });

  it('that is tried again leaves out what was killed meanwhile', async () => {
    const room = await withStories(2);
    room.time = SEVEN;
    room.answers.push(...Array(4).fill({ kind: 'failed', reason: 'throttled' }));
    expect(await room.told()).toEqual([]);
    await room.arrive(storyOf({ id: 'urn:0', version: 2, status: 'canceled', body: '' }));
    room.wait(1);
    expect(await room.told()).toEqual([
      'kill all/now briefing/morning nato/now',
      'briefing briefing/morning',
    ]);
    expect(room.inbox.at(-1)?.email.match(/W-/gu)).toHaveLength(1);
    expect(room.inbox.at(-1)?.subject).toContain('1 story');
  });

  it('does not begin with one from hours ago', async () => {
    const room = await withStories(1);
    room.time = SEVEN + 5 * 3_600_000;
    expect(await room.told()).toEqual([]);
  });
});

describe('the time of a briefing', () => {
  const scheduled = (at: string, now: string, days = WEEKDAYS) => {
    const time = lastScheduled({ at, days: [...days] }, 'Europe/Copenhagen', Date.parse(now));
    return time === null ? null : new Date(time).toISOString();
  };

  it('follows summer time', () => {
    expect(scheduled('07:00', '2026-03-28T12:00:00Z')).toBe('2026-03-28T06:00:00.000Z');
    expect(scheduled('07:00', '2026-03-29T12:00:00Z')).toBe('2026-03-29T05:00:00.000Z');
    expect(scheduled('07:00', '2026-10-25T12:00:00Z')).toBe('2026-10-25T06:00:00.000Z');
  });

  it('in the hour that is left out is the first moment after it; in the one that comes twice the first', () => {
    expect(scheduled('02:30', '2026-03-29T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(scheduled('02:30', '2026-10-25T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('is the last one at or before now, on its days only', () => {
    expect(scheduled('07:00', '2026-04-02T05:00:00Z')).toBe('2026-04-02T05:00:00.000Z');
    expect(scheduled('07:00', '2026-04-02T04:59:59Z')).toBe('2026-04-01T05:00:00.000Z');
    expect(
      lastScheduled({ at: '07:00', days: ['mon'] }, 'Europe/Copenhagen', Date.parse('2026-04-05T12:00:00Z')),
    ).toBe(Date.parse('2026-03-30T05:00:00Z'));
  });
});
