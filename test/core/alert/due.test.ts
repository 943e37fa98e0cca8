import { describe, expect, it } from 'vitest';
import { dueAt, dutyOf, NEVER } from '../../../core/alert/due.ts';
import { dueFacts } from '../../../core/alert/due-facts.ts';
import type { Head, Told, VersionRef } from '../../../core/story/head.ts';
import { emptyHead } from '../../../core/story/history.ts';
import { NOON, testTopics } from './newsroom.ts';

const topics = testTopics({ nato: { word: 'Nato', updates: 'all' }, ships: { word: 'ship' } });
const due = dueFacts(topics, { paused: [] }, NOON);

function version(number: number, more: Partial<VersionRef> = {}): VersionRef {
  return {
    ...{
      digest: `V${number}`,
      commit: `C${number}`,
      words: `W${number}`,
      version: number,
      versionedAt: null,
    },
    ...{ receivedAt: '2026-04-02T11:00:00.000Z', status: 'usable', revision: 'none', urgency: 4 },
    embargoUntil: null,
    document: null,
    repeatedAt: null,
    ...more,
  };
}

function told(digest: string, to: readonly string[], more: Partial<Told> = {}): Told {
  return {
    ...{ id: '1', kind: 'new', digest, to, state: 'sent', at: '2026-04-02T11:30:00.000Z' },
    ...{ why: null, until: null, subject: 'x', status: null },
    ...more,
  };
}

function head(more: Partial<Head>): Head {
  const empty = emptyHead('ritzau', 'urn:1', false, '2026-04-02T11:00:00.000Z');
  return { ...empty, matches: [{ topic: 'nato', score: 80 }], ...more };
}

function owed(more: Partial<Head>): string[] {
  return dutyOf(head(more), due).owed.map(
    ({ kind, to, since, again }) => `${kind} ${to.join(' ')} since ${since} again ${again}`,
  );
}

describe('an alert of which nobody knows whether it went out', () => {
  const unsure = told('V1', ['nato/now', 'all/now'], { state: 'attempted' });

  it('is sent again', () => {
    expect(owed({ versions: [version(1)], told: [unsure] })).toEqual([
      'new nato/now all/now since null again 1',
    ]);
  });

  it('is sent again with the newest version', () => {
    expect(owed({ versions: [version(1), version(2)], told: [unsure] })).toEqual([
      'new nato/now all/now since null again 1',
    ]);
  });

  it('is followed by the kill in its place: it counts as told', () => {
    const killed = version(2, { status: 'canceled' });
    expect(owed({ versions: [version(1), killed], told: [unsure] })).toEqual([
      'kill nato/now all/now since V1 again null',
    ]);
  });

  it('is followed by the correction in its place', () => {
    const corrected = version(2, { revision: 'correction' });
    expect(owed({ versions: [version(1), corrected], told: [unsure] })).toEqual([
      'correction nato/now all/now since V1 again null',
    ]);
  });

  it('lifted a hold: it is sent again and says so again', () => {
    const told1 = told('V1', ['nato/now']);
    const hold = told('V2', ['nato/now'], { id: '2', kind: 'kill', status: 'withheld' });
    const lifted = told('V3', ['nato/now'], { id: '3', kind: 'update', state: 'attempted' });
    const rest = told('V3', ['all/now'], { id: '4', why: 'rematch', state: 'held' });
    const versions = [version(1), version(2, { status: 'withheld' }), version(3)];
    for (const list of [
      [told1, hold, rest],
      [told1, hold, lifted, rest],
    ])
      expect(dutyOf(head({ versions, told: list }), due).owed).toMatchObject([
        { kind: 'update', released: true },
      ]);
  });

  it('is a kill: it is sent again', () => {
    const kill = told('V2', ['nato/now'], { id: '2', kind: 'kill', state: 'attempted', status: 'canceled' });
    const versions = [version(1), version(2, { status: 'canceled' })];
    expect(owed({ versions, told: [told('V1', ['nato/now']), kill] })).toEqual([
      'kill nato/now since V1 again 2',
    ]);
  });
});

describe('addresses that were told different versions', () => {
  it('hear of the correction apart, each with what is new to them', () => {
    const versions = [version(1), version(2), version(3, { revision: 'correction' })];
    const list = [told('V1', ['nato/now']), told('V2', ['ships/now'], { id: '2' })];
    expect(owed({ versions, told: list, matches: [] })).toEqual([
      'correction nato/now since V1 again null',
      'correction ships/now since V2 again null',
    ]);
  });

  it('hear of the kill together', () => {
    const versions = [version(1), version(2), version(3, { status: 'canceled' })];
    const list = [told('V1', ['nato/now']), told('V2', ['ships/now'], { id: '2' })];
    expect(owed({ versions, told: list })).toEqual(['kill nato/now ships/now since V1 again null']);
  });
});

describe('a held alert', () => {
  const waiting = told('V1', ['nato/now'], {
    state: 'held',
    why: 'flood',
    until: '2026-04-02T12:05:00.000Z',
  });
  const rest = told('V1', ['all/now'], { id: '2' });

  it('is due at the end of its window', () => {
    const one = head({ versions: [version(1)], told: [waiting, rest] });
    expect(dueAt(one, due)).toBe('2026-04-02T12:05:00.000Z');
    expect(dutyOf(one, due).digests).toEqual([]);
    const later = dueFacts(topics, { paused: [] }, Date.parse('2026-04-02T12:05:00.000Z'));
    expect(dutyOf(one, later).digests).toEqual([waiting]);
  });

  it('is cancelled by a kill, of which only those hear who were told', () => {
    const killed = head({
      versions: [version(1), version(2, { status: 'canceled' })],
      told: [waiting, rest],
    });
    expect(dutyOf(killed, due)).toMatchObject({
      cancelled: ['1'],
      owed: [{ kind: 'kill', to: ['all/now'] }],
    });
  });
});

it('an embargo without an end is never over, but can be found', () => {
  expect(dueAt(head({ versions: [version(1, { status: 'embargoed' })] }), due)).toBe(NEVER);
  const nobodys = head({ versions: [version(1, { status: 'embargoed' })], matches: [] });
  expect(dueAt(nobodys, due)).toBeNull();
});

describe('nothing is due', () => {
  it.each<[string, Partial<Head>]>([
    ['of a story known by orders alone', { versions: [] }],
    ['of a near copy', { versions: [version(1)], copyOf: { key: 'K', code: 'W-KKKKKK' } }],
    ['of a service notice', { versions: [version(1)], kind: 'advisory' }],
    [
      'of a story that was merged into another',
      { versions: [version(1)], mergedInto: { key: 'K', code: 'W' } },
    ],
    ['of a topic that is gone', { versions: [version(1)], matches: [{ topic: 'gone', score: 9 }] }],
  ])('%s', (_, more) => {
    expect(dueAt(head(more), due)).toBeNull();
  });
});
