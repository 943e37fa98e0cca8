import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AlertFate, followAlert } from '../../cli/follow-drop.ts';
import { Newsroom, storyOf } from '../core/alert/newsroom.ts';
import { type EmbeddedTables, embeddedTables } from '../lambdas/embedded-table.ts';

let tables: EmbeddedTables;
beforeAll(async () => {
  tables = await embeddedTables();
});
afterAll(() => tables.close());

describe('what drop says of an alert', () => {
  it('that one topic gets while another is paused is not that it was kept back, even while it is being sent', async () => {
    const paused = [{ topic: 'nato', until: '2026-04-02T13:00:00.000Z' }];
    const seen: (AlertFate | null)[] = [];
    const look = async () => {
      const clock = { now: () => new Date(room.time), sleep: room.clock.sleep };
      seen.push(await followAlert(entry, room.store, clock, 0));
    };
    const room = await Newsroom.open(tables, {
      settings: { paused },
      wrapPublisher: (publisher) => ({
        publish: async (message) => {
          await look();
          return publisher.publish(message);
        },
      }),
    });
    const entry = await room.arrive(storyOf());
    expect(await room.told()).toEqual(['new all/now ships/now']);
    await look();
    expect(seen.map((fate) => fate?.kind)).toEqual(['waiting', 'told']);
  });
});
