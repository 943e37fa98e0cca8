import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { run, say } from './commands.ts';
import { clientOptions, DeployedStack } from './deployed-stack.ts';
import { DropBox } from './drop-box.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { QueueSubscriber } from './queue-subscriber.ts';
import { embargoedNitf, PLAIN_STORIES, type RitzauVersion, ritzauXml, UNTAGGED_STORY } from './stories.ts';

/** A deployment to the emulator, and who listens to it. */
interface Desk {
  readonly emulator: Emulator;
  readonly stack: DeployedStack;
  readonly outputs: Readonly<Record<string, string>>;
  readonly box: DropBox;
  /** Follows Nato missions. */
  readonly nato: QueueSubscriber;
  /** Follows a topic that none of the stories is about. */
  readonly other: QueueSubscriber;
}

let emulator: Emulator | null = null;
let stack: DeployedStack | null = null;
let desk: Desk;

beforeAll(async () => {
  emulator = await startEmulator();
  stack = new DeployedStack(emulator, 'WirewatchTest');
  await stack.bootstrap();
  await stack.deploy(null);
  const outputs = await stack.outputs();
  const { BucketName: bucket = '', TableName: table = '', SnsTopicArn: topic = '' } = outputs;
  desk = {
    emulator,
    stack,
    outputs,
    box: new DropBox(emulator, bucket, table),
    nato: await QueueSubscriber.open(emulator, topic, 'follows-nato', ['nato-missions/now']),
    other: await QueueSubscriber.open(emulator, topic, 'follows-other', ['ukraine-aid/now', 'briefing/none']),
  };
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') say(`the emulator said:\n${(await emulator?.log()) ?? ''}`);
});

afterAll(async () => {
  try {
    await stack?.remove();
  } finally {
    await emulator?.stop();
  }
  say('emulator stopped');
});

/** What a command of the project prints when it is run against the deployment. */
async function wirewatch(...args: readonly string[]): Promise<string> {
  const command = [fileURLToPath(new URL('../../bin/wirewatch.js', import.meta.url)), ...args];
  const { stdout } = await run(process.execPath, [...command, '--stack', desk.stack.name], {
    env: desk.emulator.env,
    seconds: 60,
  });
  return stdout;
}

describe('a deployment', () => {
  test('works without a configuration and tells what to do next', () => {
    const { outputs } = desk;
    expect(outputs.DropCommand).toBe(
      `aws s3 cp STORY.txt s3://${outputs.BucketName}/incoming/ritzau/ --region eu-north-1`,
    );
    expect(outputs.NextStep).toContain('npx wirewatch subscribe EMAIL');
  });

  test('alerts on stories under keys with spaces, +, % and æøå, and only who follows the topic', async () => {
    const keys = ['000 9845.txt', 'a+b.txt', '100%25 sikker.txt', 'Nørre Åby/æøå.txt'];
    for (const [index, name] of keys.entries()) {
      const key = `incoming/ritzau/${name}`;
      const entry = await desk.box.dropOne(key, PLAIN_STORIES[index] ?? '');
      expect(entry).toMatchObject({ kind: 'stored', topics: expect.arrayContaining(['nato-missions']) });
      const heard = await desk.nato.next(`the alert on ${key}`);
      expect(heard).toMatchObject({
        kind: 'new',
        to: expect.arrayContaining(['all/now', 'nato-missions/now']),
      });
      expect(JSON.stringify(heard.json)).toContain(JSON.stringify(key).slice(1, -1));
    }
    expect(await desk.other.during(3)).toEqual([]);
  });

  test('stores nothing twice and alerts nobody twice', async () => {
    const [story] = PLAIN_STORIES;
    const again = await desk.box.dropOne('incoming/ritzau/000 9845.txt', story);
    const elsewhere = await desk.box.dropOne('incoming/ritzau/another name.txt', story);
    expect([again.kind, elsewhere.kind]).toEqual(['repeat', 'repeat']);
    expect(await desk.nato.during(5)).toEqual([]);
  });

  test('records what it cannot use, and goes on', async () => {
    const { box } = desk;
    await box.put('incoming/folder/', '');
    expect(await box.dropOne('incoming/elsewhere/story.txt', UNTAGGED_STORY)).toMatchObject({
      kind: 'untagged',
    });
    expect(await box.dropOne('incoming/ritzau/empty.txt', '')).toMatchObject({ kind: 'rejected' });
    const binary = Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256);
    expect(await box.dropOne('incoming/ritzau/picture.jpg', binary)).toMatchObject({ kind: 'rejected' });
    const cut = ritzauXml('cut', { version: 1, priority: 4, soldiers: 85 }).slice(0, 400);
    expect(await box.dropOne('incoming/ritzau/cut.xml', cut)).toMatchObject({ kind: 'rejected' });
    expect(await desk.nato.during(3)).toEqual([]);
  });
});

describe('the life of a story', () => {
  test('is told from alert to kill, in order, each step once', async () => {
    const { box, nato } = desk;
    const steps: readonly (RitzauVersion & { readonly kind: string })[] = [
      { kind: 'new', version: 1, priority: 4, soldiers: 85 },
      { kind: 'update', version: 2, priority: 2, soldiers: 95, flag: 'NyVersion' },
      { kind: 'correction', version: 3, priority: 2, soldiers: 97, flag: 'Korrektion' },
      { kind: 'kill', version: 4, priority: 2, soldiers: 97, flag: 'Annuleret' },
    ];
    for (const { kind, ...version } of steps) {
      await box.dropOne(`incoming/ritzau/kosovo-${version.version}.xml`, ritzauXml('9000417', version));
      const heard = await nato.next(`the ${kind}`);
      expect(heard.kind).toBe(kind);
      if (kind === 'correction') {
        expect(JSON.stringify(heard.json)).toMatch(/95 soldater.*97 soldater/u);
      }
      if (kind === 'kill') {
        expect(heard.subject).toMatch(/^DO NOT USE \[.*Nato missions.*\] Ny kontingentchef/u);
        expect(JSON.stringify(heard.json)).not.toContain('soldater');
      }
    }
    expect(await nato.during(5)).toEqual([]);
    expect(await desk.other.during(1)).toEqual([]);
  });

  test('waits for the end of an embargo, and no longer than a minute', async () => {
    const { box, nato } = desk;
    const release = new Date(Date.now() + 20_000);
    const entry = await box.dropOne('incoming/ritzau/embargo.xml', embargoedNitf('9000418', release));
    expect(entry).toMatchObject({ kind: 'stored', topics: ['nato-missions'] });
    expect(Date.now(), 'the emulator was too slow for this test').toBeLessThan(release.getTime());
    const heard = await nato.next('the alert after the embargo', 110);
    const late = Date.now() - release.getTime();
    expect(heard.kind).toBe('new');
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(75_000);
    expect(await nato.during(3)).toEqual([]);
  });
});

describe('the command line against the deployment', () => {
  test('drops a story, tells what became of it and lists it', async () => {
    const file = join(desk.emulator.folder, 'hjem fra Kosovo.txt');
    await writeFile(
      file,
      'Det sidste hold fra KFOR er landet i Karup, og familierne ventede ved hegnet.\n\n/ritzau/',
    );
    const dropped = await wirewatch('drop', file);
    expect(dropped).toMatch(/stored W-[0-9A-Z]{6} .*Nato missions/u);
    expect((await desk.nato.next('the alert on the dropped file')).kind).toBe('new');
    const code = /W-[0-9A-Z]{6}/u.exec(dropped)?.[0] ?? '';
    expect(await wirewatch('stories', '--since', '1h')).toContain(code);
    expect(await wirewatch('story', code)).toContain('nato-missions');
  });

  test('subscribes an address once, with what it follows now', async () => {
    await wirewatch('subscribe', 'carl@example.org', '--topic', 'nato-missions');
    await wirewatch('subscribe', 'carl@example.org', '--topic', 'drones');
    const listed = await wirewatch('subscriptions');
    expect(listed.match(/carl@example\.org/gu)).toHaveLength(1);
    expect(listed).toMatch(/carl@example\.org +email +drones, nato-missions +\w+ +command line/u);
  });
});

describe('a deployment over the first', () => {
  test('subscribes the people in the configuration and keeps everything else', async () => {
    const config = join(desk.emulator.folder, 'wirewatch.config.yaml');
    await writeFile(
      config,
      'language: da\nsubscribers:\n  - {email: anna@example.org, topics: [nato-missions]}\n  - {email: bo@example.org, topics: all}\n',
    );
    await desk.stack.deploy(config);
    expect((await desk.stack.outputs()).TableName).toBe(desk.outputs.TableName);
    const { Subscriptions: subscriptions = [] } = await new SNSClient(clientOptions(desk.emulator)).send(
      new ListSubscriptionsByTopicCommand({ TopicArn: desk.outputs.SnsTopicArn }),
    );
    const emails = subscriptions.filter(({ Protocol }) => Protocol === 'email');
    expect(emails.map(({ Endpoint }) => Endpoint).sort()).toEqual([
      'anna@example.org',
      'bo@example.org',
      'carl@example.org',
    ]);
    const listed = await wirewatch('subscriptions');
    expect(listed).toMatch(/anna@example\.org +email +nato-missions +\w+ +configuration/u);
    const stories: string[] = [];
    for await (const head of desk.box.store.storiesOfTopic('nato-missions', null)) stories.push(head.code);
    expect(stories).toHaveLength(7);
  });

  test('words its mails in the language that it says now', async () => {
    const text = 'KFOR får ny øverstbefalende til efteråret, siger en kilde i Bruxelles.\n\n/ritzau/';
    await desk.box.dropOne('incoming/ritzau/ny chef.txt', text);
    expect((await desk.nato.next('an alert in Danish')).subject).toMatch(/^\[Nato-missioner/u);
  });
});
