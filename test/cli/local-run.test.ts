import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../core/config.ts';
import { type LocalOptions, startLocal } from '../../local/run.ts';
import { temporaryFolder } from '../local/temporary.ts';
import { run } from './fake-terminal.ts';

const AWAKE = { now: () => new Date(), sleep: (milliseconds: number) => sleep(milliseconds) };

/** A local run with a topic for each of some words, and a way to run commands on it. */
async function deskOf(words: readonly string[], options: Partial<LocalOptions> = {}) {
  const folder = await temporaryFolder();
  const [state, topics] = [join(folder, 'state'), join(folder, 'topics')];
  await mkdir(topics);
  for (const word of words)
    await writeFile(join(topics, `${word}s.yaml`), `name: ${word}s\nalert on any:\n  - one of: [${word}]\n`);
  const local = await startLocal({
    state,
    topics,
    port: 0,
    samples: false,
    out: () => undefined,
    ...options,
  });
  onTestFinished(() => local.stop());
  const on = (...argv: readonly string[]) => run([...argv, '--local', '--state', state], AWAKE);
  const story = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  return { on, story };
}

describe('stories --topic', () => {
  test('names the topics that there are when it is asked for one that there is not', async () => {
    const { on } = await deskOf(['convoy']);
    const asked = await on('stories', '--topic', 'nosuch');
    expect(asked.exit).toBe(1);
    expect(asked.err).toMatch(/^wirewatch: There is no topic "nosuch"\. There are: .*nato-missions/u);
    expect(asked.err).not.toContain('all');
    expect(await on('stories', '--topic', 'nato-missions')).toMatchObject({
      exit: 1,
      err: 'No stories in this time.',
    });
    expect((await on('rematch', '--topic', 'all')).err).toContain('There is no topic "all".');
  });
});

describe('drop', () => {
  test('tells who was alerted and for whom it is held for a digest', async () => {
    const config = { ...DEFAULT_CONFIG, storm: { alerts: 1, minutes: 10 } };
    const subscribers = ['convoy', 'harbour'].map((word) => ({
      email: `${word}@example.dk`,
      topics: [`${word}s`],
      delivery: ['now'],
    }));
    const { on, story } = await deskOf(['convoy', 'harbour'], { config: { ...config, subscribers } });
    const first = await on('drop', await story('a.txt', 'A convoy of lorries reached the pass. /ritzau/'));
    expect(first.out).toMatch(/→ alert sent → 1 subscriber$/u);
    const both = await story('b.txt', 'The harbour waits for its first convoy of containers. /ritzau/');
    const { out } = await on('drop', both);
    expect(out).toMatch(
      /→ alert sent → 1 subscriber, and for 1 more held for a digest at .+ \(too many alerts at once\)$/u,
    );
  });

  test('counts them for programs, too', async () => {
    const { on, story } = await deskOf(['convoy']);
    const { json } = await on('drop', '--json', await story('a.txt', 'A convoy reached the pass. /ritzau/'));
    expect(json()).toMatchObject([{ alert: { state: 'told', subscribers: 1, heldFor: 0 } }]);
  });
});
