import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod/mini';
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
  const start = () =>
    startLocal({ state, topics, port: 0, samples: false, out: () => undefined, ...options });
  let local = await start();
  onTestFinished(() => local.stop());
  const again = async () => {
    await local.stop();
    local = await start();
  };
  const on = (...argv: readonly string[]) =>
    run([...argv, '--local', '--state', state], { ...AWAKE, width: 80 });
  const story = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  return { on, story, again };
}

/** A ninjs item about a convoy. */
function item(version: number, members: object): string {
  return JSON.stringify({
    guid: 'urn:ritzau:convoy',
    version: String(version),
    type: 'text',
    source: 'Ritzau',
    headline: 'Lorries reach the pass',
    body_text:
      'A convoy of forty lorries reached the mountain villages late on Monday, after two days of snow.',
    ...members,
  });
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

describe('story', () => {
  test('shows what a correction changes, and of a kill no more than that it is one', async () => {
    const { on, story } = await deskOf(['convoy']);
    const corrected = {
      headline: 'KORR: Lorries reach the pass',
      body_text:
        'A convoy of fifty lorries reached the mountain villages late on Monday, after two days of snow.',
    };
    await on('drop', await story('1.json', item(1, {})));
    await on('drop', await story('2.json', item(2, corrected)));
    const { json } = await on(
      'drop',
      '--json',
      await story('3.json', item(3, { pubstatus: 'canceled', body_text: '' })),
    );
    const [dropped] = z.array(z.object({ code: z.string() })).parse(json());
    const { out } = await on('story', dropped?.code ?? '');
    expect(out).toContain('- A convoy of forty lorries');
    expect(out).toContain('+ A convoy of fifty lorries');
    expect(out).not.toContain('- A convoy of fifty lorries');
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

describe('what waits for somebody', () => {
  const kill = item(1, { guid: 'urn:ritzau:7', pubstatus: 'canceled', headline: 'Kill', body_text: '' });
  const held = item(1, { guid: 'urn:ritzau:8', embargoed: 'when the minister has spoken' });

  test('is named beside the stories: a kill whose story has not come, an embargo without an end', async () => {
    const { on, story } = await deskOf(['convoy']);
    await on('drop', await story('7.json', kill));
    const dropped = await on('drop', await story('8.json', held));
    expect(dropped.out).toContain('under embargo without a time');
    const { out, err } = await on('stories');
    expect(out).toContain('embargo without a time');
    expect(err).toContain('1 kill waits for its story (--waiting).');
    const { json } = await on('stories', '--waiting', '--json');
    expect(json()).toMatchObject([{ id: 'urn:ritzau:7', status: 'canceled' }]);
    await on(
      'drop',
      await story('late.json', item(2, { guid: 'urn:ritzau:7', body_text: 'Quite another convoy.' })),
    );
    expect((await on('stories')).err).not.toContain('--waiting');
  });

  test('is named when the local run starts', async () => {
    const said: string[] = [];
    const { on, story, again } = await deskOf(['convoy'], { out: (line) => said.push(line) });
    await on('drop', await story('7.json', kill), await story('8.json', held));
    await again();
    expect(said.join('\n')).toMatch(/^Waits {3}W-\w{6} for the story that it kills$/mu);
    expect(said.join('\n')).toMatch(/^Waits {3}W-\w{6} for the end of its embargo/mu);
  });
});

describe('what belongs together', () => {
  test('a story names its copies, and a copy its original', async () => {
    const { on, story } = await deskOf(['convoy']);
    const dropped = z.array(z.object({ code: z.string() }));
    const [original] = dropped.parse(
      (await on('drop', '--json', await story('1.json', item(1, { guid: 'urn:1' })))).json(),
    );
    const [copy] = dropped.parse(
      (await on('drop', '--json', await story('2.json', item(1, { guid: 'urn:2' })))).json(),
    );
    expect((await on('story', original?.code ?? '')).out).toContain(`Copied by ${copy?.code}`);
    expect((await on('story', copy?.code ?? '')).out).toContain(`copy of ${original?.code}`);
  });

  test('a kill whose story has not come is shown to the operator until it comes', async () => {
    const { on, story } = await deskOf(['convoy']);
    await on(
      'drop',
      await story('kill.json', item(2, { guid: 'urn:1', pubstatus: 'canceled', body_text: '' })),
    );
    expect((await on('stories')).err).toContain('1 kill waits for its story (--waiting).');
    expect((await on('stories', '--waiting')).out).toContain('killed');
    await on('drop', await story('late.json', item(1, { guid: 'urn:1' })));
    expect((await on('stories', '--waiting')).err).toContain('No kill waits for its story.');
    expect((await on('stories', '--all')).out).toContain('killed');
  });
});

describe('drop --test', () => {
  test('tells those who ask for tests, and stays apart from the real story', async () => {
    const { on, story } = await deskOf(['convoy']);
    const file = await story('a.txt', 'A convoy of lorries reached the pass. /ritzau/');
    const { json } = await on('drop', '--test', '--json', file);
    expect(json()).toMatchObject([{ alert: { to: ['convoys/test', 'all/test'] } }]);
    expect((await on('stories')).out).toContain('test');
    const real = await on('drop', '--json', file);
    expect(real.json()).toMatchObject([{ outcome: 'stored', alert: { to: ['convoys/now', 'all/now'] } }]);
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
