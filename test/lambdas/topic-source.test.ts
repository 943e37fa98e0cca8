import { describe, expect, it } from 'vitest';
import type { ObjectReading, TopicPointer } from '../../core/ports.ts';
import { compileTopics } from '../../core/watch/compiled/compile.ts';
import { keysOfSet, packFiles } from '../../core/watch/pushed-set.ts';
import { topicSource } from '../../lambdas/aws/topic-source.ts';
import { shippedTopics } from '../../lib/shipped-topics.ts';

const bundled = shippedTopics().compiled;
const others = compileTopics([]).bytes;

function pointer(rev: number, objectKey: string | null): TopicPointer {
  return { rev, objectKey, topics: 2, pushedAt: '', by: '' };
}

function setUp() {
  const state = {
    now: 0,
    pointers: [] as TopicPointer[],
    sets: new Map<string, Uint8Array>(),
    looked: 0,
    down: null as 'table' | 'bucket' | null,
  };
  const warnings: string[] = [];
  const look = () => {
    state.looked += 1;
    if (state.down === 'table') throw new Error('the table cannot be reached');
    return state.pointers;
  };
  const source = topicSource({
    bundled,
    objects: {
      read: async ({ key }): Promise<ObjectReading> => {
        if (state.down === 'bucket') throw new Error('the bucket cannot be reached');
        const bytes = state.sets.get(key);
        return bytes === undefined
          ? { kind: 'gone' }
          : { kind: 'object', versionId: 'v', lastModified: '', bytes };
      },
    },
    pointers: {
      topicPointer: async () => look()[0] ?? null,
      topicPointers: async (limit) => look().slice(0, limit),
    },
    clock: { now: () => state.now },
    log: { info: () => {}, warn: (message) => warnings.push(message) },
  });
  return { state, source, warnings };
}

describe('the topics in force', () => {
  it('are the bundled ones until others are pushed, and are looked up once a minute', async () => {
    const { state, source } = setUp();
    const first = await source.active();
    expect(first.ids()).toContain('nato-missions');
    state.now = 59_000;
    expect(await source.active()).toBe(first);
    expect(state.looked).toBe(1);
    state.pointers = [pointer(1, 'topics/a')];
    state.sets.set('topics/a', others);
    state.now = 61_000;
    expect((await source.active()).ids()).toEqual([]);
  });

  it('are the bundled ones again after a rollback to them', async () => {
    const { state, source } = setUp();
    state.pointers = [pointer(2, null), pointer(1, 'topics/a')];
    expect((await source.active()).ids()).toContain('nato-missions');
  });

  it.each(['damaged', 'gone', 'table', 'bucket'] as const)(
    'stay the last good ones in a function at work when new ones cannot be had: %s',
    async (trouble) => {
      const { state, source, warnings } = setUp();
      const first = await source.active();
      state.pointers = [pointer(1, 'topics/a')];
      state.sets = new Map(trouble === 'damaged' ? [['topics/a', new Uint8Array(3)]] : []);
      if (trouble === 'table' || trouble === 'bucket') state.down = trouble;
      state.now = 61_000;
      expect(await source.active()).toBe(first);
      expect(warnings).toHaveLength(1);
    },
  );

  it.each(['table', 'bucket'] as const)(
    'are waited for by a function that has just started when the %s cannot be reached',
    async (trouble) => {
      const { state, source } = setUp();
      state.pointers = [pointer(1, 'topics/a')];
      state.sets.set('topics/a', others);
      state.down = trouble;
      await expect(source.active()).rejects.toThrow(`the ${trouble} cannot be reached`);
      state.down = null;
      expect((await source.active()).ids()).toEqual([]);
    },
  );

  it('are those pushed before when a function has just started and the newest are damaged', async () => {
    const { state, source, warnings } = setUp();
    state.pointers = [3, 2, 1].map((rev) => pointer(rev, `topics/${rev}`));
    state.sets = new Map([
      ['topics/3', new Uint8Array(3)],
      ['topics/1', others],
    ]);
    const active = await source.active();
    expect(active.ids()).toEqual([]);
    expect(warnings).toHaveLength(1);
    state.now = 61_000;
    expect(await source.active()).toBe(active);
    expect(warnings).toHaveLength(1);
  });

  it('are compiled anew from their files where another release compiled them', async () => {
    const { state, source, warnings } = setUp();
    const { compiled, files } = keysOfSet('0123');
    const older = others.slice();
    older[4] = 99;
    const text = 'name: Ships\nalert on any: [{one of: [frigate]}]\n';
    const broken = { path: 'broken.yaml', text: 'name: [' };
    state.pointers = [pointer(1, compiled)];
    state.sets = new Map([
      [compiled, older],
      [files, packFiles({ files: [{ path: 'ships.yaml', text }, broken], samples: [] })],
    ]);
    expect((await source.active()).ids()).toEqual(['ships']);
    expect(warnings).toEqual([expect.stringContaining('compiled anew')]);
    state.now = 61_000;
    await source.active();
    expect(warnings).toHaveLength(1);
  });

  it('are none, rather than the bundled ones, when no pushed set can be loaded', async () => {
    const { state, source } = setUp();
    state.pointers = [pointer(1, 'topics/1')];
    await expect(source.active()).rejects.toThrow('not in the bucket');
  });
});
