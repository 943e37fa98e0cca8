import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Head, Order, VersionRef } from '../../../core/story/head.ts';
import { standingVersion } from '../../../core/story/head.ts';
import {
  emptyHead,
  MOST_OLD_KILLS,
  MOST_VERSIONS,
  statusOf,
  withOrder,
  withVersion,
} from '../../../core/story/history.ts';
import { parseCode, storyCode, storyKey } from '../../../core/story/identity.ts';

const empty = emptyHead('ritzau', 'urn:1', false, '2026-04-02T12:00:00.000Z');

const time = fc.integer({ min: 0, max: 5 }).map((minute) => `2026-04-02T12:0${minute}:00.000Z`);
const version: fc.Arbitrary<VersionRef> = fc.record({
  digest: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
  commit: fc.constant('commit'),
  words: fc.constant('words'),
  version: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
  versionedAt: fc.option(time, { nil: null }),
  receivedAt: time,
  status: fc.constantFrom('usable', 'embargoed', 'withheld', 'canceled'),
  revision: fc.constantFrom('none', 'update', 'correction', 'kill'),
  urgency: fc.constant(4),
  embargoUntil: fc.option(time, { nil: null }),
  document: fc.constantFrom(null, null, 'other', 'third'),
  repeatedAt: fc.constant(null),
});
/** What a version says is named by its digest: only the time of receipt differs between its objects. */
const versions = fc.array(version, { minLength: 1, maxLength: 8 }).map((list) =>
  list.map(
    (one) =>
      ({
        ...list.find(({ digest }) => digest === one.digest),
        ...{ receivedAt: one.receivedAt },
      }) as VersionRef,
  ),
);
const order: fc.Arbitrary<Order> = fc.record({
  by: fc.constantFrom('X', 'Y'),
  status: fc.constantFrom('canceled', 'withheld'),
  at: time,
  reason: fc.constant(null),
});

function fold(events: readonly (VersionRef | Order)[]): Head {
  return events.reduce(
    (head: Head, event) => ('digest' in event ? withVersion(head, event) : withOrder(head, event)),
    empty,
  );
}

describe('the history of a story', () => {
  it('ends the same in whatever order and however often its versions come', () => {
    fc.assert(
      fc.property(versions, fc.infiniteStream(fc.nat()), (list, random) => {
        const shuffled = [...list, ...list]
          .map((one) => ({ one, place: random.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one);
        const head = fold(list);
        expect(fold(shuffled)).toEqual(head);
        expect(statusOf(fold(shuffled))).toBe(statusOf(head));
      }),
    );
  });

  describe('of texts placed by their receipt alone', () => {
    const at = (digest: string, minute: number, status: VersionRef['status']): VersionRef => ({
      ...{
        digest,
        commit: 'c',
        words: 'w',
        version: null,
        versionedAt: null,
        revision: 'none',
        urgency: null,
      },
      ...{ receivedAt: `2026-04-02T12:0${minute}:00.000Z`, repeatedAt: null, status },
      ...{ embargoUntil: null, document: null },
    });
    const copy = (minute: number) => at('copy', minute, 'usable');
    const hold = (minute: number) => at('hold', minute, 'withheld');
    const newer = (minute: number) => at('newer', minute, 'usable');

    it.each<[string, VersionRef[], string, string]>([
      ['a hold stands', [copy(1), hold(2)], 'withheld', 'hold'],
      ['the very same copy again lifts it', [copy(1), hold(2), copy(3)], 'usable', 'copy'],
      ['and the same hold again holds it', [copy(1), hold(2), copy(3), hold(4)], 'withheld', 'hold'],
      ['older copy again lifts nothing', [copy(1), newer(2), hold(3), copy(4)], 'withheld', 'hold'],
      ['older copy again replaces nothing', [copy(1), newer(2), copy(3)], 'usable', 'newer'],
    ])('%s', (_, list, status, current) => {
      for (const events of [list, list.toReversed()]) {
        expect(statusOf(fold(events))).toBe(status);
        expect(fold(events).versions.at(-1)?.digest).toBe(current);
      }
    });
  });

  it('is cancelled for good by whatever cancels it', () => {
    fc.assert(
      fc.property(versions, order, (list, one) => {
        const killed = fold([...list, { ...one, status: 'canceled' }]);
        expect(statusOf(killed)).toBe('canceled');
        expect(statusOf(fold([{ ...one, status: 'canceled' }, ...list]))).toBe('canceled');
      }),
    );
  });

  const many = Array.from(
    { length: MOST_VERSIONS + 20 },
    (_, index): VersionRef => ({
      ...{ digest: String(index), commit: 'c', words: 'w', version: index, versionedAt: null },
      ...{ receivedAt: empty.receivedAt, status: 'usable', revision: 'none', urgency: null },
      embargoUntil: null,
      document: null,
      repeatedAt: null,
    }),
  );
  const killed = many.map((one): VersionRef => ({ ...one, digest: `K${one.digest}`, status: 'canceled' }));

  it('keeps the newest versions when there are too many', () => {
    const head = fold(many);
    expect(head.versions).toHaveLength(MOST_VERSIONS);
    expect(head.versions.at(-1)?.version).toBe(MOST_VERSIONS + 19);
  });

  it('never forgets a kill, however many versions follow it', () => {
    const [kill] = killed;
    if (kill === undefined) throw new Error('there is a kill');
    for (const one of [kill, { ...kill, version: null }]) {
      expect(statusOf(fold([one, ...many]))).toBe('canceled');
      expect(statusOf(fold([...many, one]))).toBe('canceled');
    }
  });

  it('stays small and knows its newest copy, however many kills there are', () => {
    const behind = killed.map((one) => ({
      ...one,
      digest: `B${one.digest}`,
      version: 1000 + (one.version ?? 0),
    }));
    const head = fold([...killed, ...many, ...behind]);
    expect(head.versions.length).toBeLessThanOrEqual(MOST_VERSIONS + MOST_OLD_KILLS + 1);
    expect(standingVersion(head)?.digest).toBe(many.at(-1)?.digest);
    expect(fold([...behind, ...many, ...killed].reverse()).versions).toEqual(head.versions);
  });
});

describe('a code', () => {
  it('is understood as people say and type it', () => {
    const code = storyCode(storyKey('ritzau', 'urn:1', false));
    expect(code).toMatch(/^W-[0-9A-HJKMNP-TV-Z]{6}$/u);
    expect(parseCode(code.toLowerCase())).toBe(code);
    expect(parseCode(` ${code.slice(2)} `)).toBe(code);
    expect(parseCode('w-o1l2i3')).toBe('W-011213');
    expect(parseCode('W-12345')).toBeNull();
    expect(parseCode('W-12345U')).toBeNull();
  });
});
