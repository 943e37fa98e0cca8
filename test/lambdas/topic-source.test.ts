import { describe, expect, it } from 'vitest';
import type { ObjectReading, TopicPointer } from '../../core/ports.ts';
import { topicSource } from '../../lambdas/aws/topic-source.ts';
import { shippedTopics } from '../../lib/shipped-topics.ts';

const bundled = shippedTopics().compiled;
const pointer: TopicPointer = { rev: 1, objectKey: 'topics/a', topics: 2, pushedAt: '', by: '' };

function setUp() {
  const state = { now: 0, pointer: null as TopicPointer | null, bytes: bundled, looked: 0 };
  const warnings: string[] = [];
  const source = topicSource({
    bundled,
    objects: {
      read: async (): Promise<ObjectReading> => ({
        kind: 'object',
        versionId: 'v',
        lastModified: '',
        bytes: state.bytes,
      }),
    },
    pointers: {
      topicPointer: async () => {
        state.looked += 1;
        return state.pointer;
      },
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
    state.pointer = pointer;
    state.now = 61_000;
    expect(await source.active()).not.toBe(first);
  });

  it('stay the last good ones when pushed ones cannot be loaded', async () => {
    const { state, source, warnings } = setUp();
    const first = await source.active();
    state.pointer = pointer;
    state.bytes = new Uint8Array(3);
    state.now = 61_000;
    expect(await source.active()).toBe(first);
    expect(warnings).toHaveLength(1);
  });

  it('are the bundled ones when the very first look fails', async () => {
    const { state, source } = setUp();
    state.pointer = pointer;
    state.bytes = new Uint8Array(3);
    expect((await source.active()).ids()).toContain('nato-missions');
  });
});
