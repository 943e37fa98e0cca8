import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Config, DEFAULT_CONFIG } from '../../core/config.ts';
import { openLocalClient } from '../../local/client.ts';
import { type LocalOptions, startLocal } from '../../local/run.ts';
import { decodeHeader, headerOf } from './mail-header.ts';
import { CONVOY_STORIES, convoyTopic } from './stories.ts';
import { temporaryFolder, until } from './temporary.ts';

interface Said {
  readonly event: string;
  readonly key?: string;
  readonly outcome?: string;
  readonly code?: string | null;
  readonly reason?: string | null;
  readonly matches?: readonly { readonly topic: string; readonly quotes: readonly string[] }[];
}

/** Runs locally and collects what is said, as JSON. */
async function run(options: Omit<LocalOptions, 'out'>) {
  const said: Said[] = [];
  const local = await startLocal({
    port: 0,
    json: true,
    ...options,
    out: (line) => said.push(JSON.parse(line)),
  });
  onTestFinished(() => local.stop());
  return { local, said };
}

async function mailsIn(state: string): Promise<readonly string[]> {
  const inbox = join(state, 'inbox');
  const names = (await readdir(inbox)).filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(names.map((name) => readFile(join(inbox, name), 'utf8')));
}

function subjectOf(mail: string): string {
  return decodeHeader(headerOf(mail, 'Subject'));
}

describe('the local run on the project’s own samples', () => {
  it('takes them in, says what matched and why, and mails it', { timeout: 60_000 }, async () => {
    const state = await temporaryFolder();
    const { local, said } = await run({ state });
    const sample = (name: string) => said.find(({ key }) => key === `incoming/samples/${name}`);
    expect(sample('nmi-on-hold.txt')).toMatchObject({ outcome: 'stored' });
    expect(sample('nmi-on-hold.txt')?.matches?.map(({ topic }) => topic)).toContain('nato-missions');
    expect(sample('nmi-on-hold.txt')?.matches?.[0]?.quotes[0]).toMatch(/\*.+\*/u);
    expect(sample('mission-house.txt')).toMatchObject({ outcome: 'stored', matches: [] });
    expect(sample('only-mentions-ritzau.txt')).toMatchObject({ outcome: 'untagged' });
    const mails = await mailsIn(state);
    const code = sample('nmi-on-hold.txt')?.code ?? 'none';
    const mail = mails.filter((text) => text.includes(`Story ${code}`));
    expect(mail).toHaveLength(1);
    expect(mail[0]).toMatch(/^From: Wirewatch <wirewatch@localhost>\r\nTo: you@localhost\r\nSubject: /u);
    expect(mail[0]).toContain('WHY YOU GET THIS');
    expect(mails.filter((text) => text.includes(`${sample('mission-house.txt')?.code}`))).toEqual([]);
    expect(subjectOf(mails.at(-3) ?? '')).toMatch(/^CORRECTION \[/u);
    expect(subjectOf(mails.at(-2) ?? '')).toMatch(/^DO NOT USE \[/u);
    expect(subjectOf(mails.at(-1) ?? '')).toMatch(/^UPDATE \[/u);
    // Its embargo ends in a minute or two.
    expect(sample('flagship-embargo.txt')).toMatchObject({ outcome: 'stored' });
    expect(mails.filter((text) => text.includes(`${sample('flagship-embargo.txt')?.code}`))).toEqual([]);
    const page = await (await fetch(local.url ?? '')).text();
    expect(page).toContain('you@localhost');
    expect(page.match(/class="subject"/gu)).toHaveLength(mails.length);
    // A restart and another look change nothing.
    await local.stop();
    const again = await run({ state });
    expect(again.said.map(({ event }) => event)).toEqual(['ready']);
    expect(await mailsIn(state)).toEqual(mails);
    await again.local.stop();
    const once = await run({ state, once: true });
    expect(once.said.filter(({ event }) => event === 'story').length).toBeGreaterThan(5);
    expect(await mailsIn(state)).toEqual(mails);
  });
});

describe('the local run', () => {
  async function watching() {
    const folder = await temporaryFolder();
    const state = join(folder, 'state');
    const topics = await convoyTopic(folder);
    const { local, said } = await run({ state, topics, samples: false });
    const mails = (count: number) =>
      until(async () => (await mailsIn(state)).length === count && mailsIn(state));
    return { folder, state, topics, local, said, mails };
  }

  it('tells of a file that is dropped while it runs, and of the same one only once', async () => {
    const { local, said, mails, state, topics } = await watching();
    const [story = '', other = ''] = CONVOY_STORIES;
    await writeFile(join(local.drop, 'one.txt'), story);
    const [mail = ''] = await mails(1);
    expect(subjectOf(mail)).toMatch(/^\[Convoys\] A convoy of forty lorries/u);
    expect(mail).toContain('Convoys: "A *convoy* of forty lorries');
    expect(mail).toContain('· incoming/one.txt');
    await writeFile(join(local.drop, 'same-under-another-name.txt'), story);
    await until(() => said.filter(({ event }) => event === 'story').length === 2);
    await writeFile(join(local.drop, 'two.txt'), other);
    await mails(2);
    await local.stop();
    await run({ state, topics, samples: false, once: true });
    expect(await mailsIn(state)).toHaveLength(2);
  });

  it('says in words what matched, why, and where the mail is', async () => {
    const folder = await temporaryFolder();
    const [state, topics] = [join(folder, 'state'), await convoyTopic(folder)];
    await mkdir(join(state, 'drop'), { recursive: true });
    await writeFile(join(state, 'drop', 'one.txt'), CONVOY_STORIES[0] ?? '');
    await writeFile(join(state, 'drop', 'two.txt'), 'A quiet day at the harbour. /ritzau/');
    await writeFile(join(state, 'drop', 'three.txt'), 'A convoy of lorries passed, a reader writes.');
    const lines: string[] = [];
    await startLocal({ state, topics, samples: false, once: true, out: (line) => lines.push(line) });
    const text = lines.join('\n');
    expect(text).toMatch(/^W-\w{6} {2}one\.txt\n {2}A convoy of forty lorries/mu);
    expect(text).toMatch(/^ {2}→ Convoys\n {4}A \*convoy\* of forty lorries/mu);
    expect(text).toMatch(/^W-\w{6} {2}two\.txt · no topic\n {2}A quiet day/mu);
    expect(text).toMatch(/^– {9}three\.txt · of no watched wire, so nobody is told$/mu);
    expect(text).toMatch(/^Mail to you@localhost\n {2}\[Convoys\] A convoy of forty lorries/mu);
    expect(lines.at(-1)).toContain('1 mail as .eml files in');
  });

  it('says that a story is a correction, on hold, a kill or under embargo, not just another version', async () => {
    const folder = await temporaryFolder();
    const [state, topics] = [join(folder, 'state'), await convoyTopic(folder)];
    const drop = join(state, 'drop');
    await mkdir(drop, { recursive: true });
    const item = (version: number, members: object) =>
      JSON.stringify({
        guid: 'urn:ritzau:convoy',
        version: String(version),
        type: 'text',
        source: 'Ritzau',
        headline: 'Forty lorries',
        body_text: 'A convoy of forty lorries reached the pass.',
        ...members,
      });
    await writeFile(join(drop, '1.json'), item(1, {}));
    await writeFile(join(drop, '2.json'), item(2, { headline: 'KORR: Forty lorries' }));
    await writeFile(
      join(drop, '3.json'),
      item(3, { body_text: 'A convoy of fifty lorries reached the pass.' }),
    );
    await writeFile(join(drop, '4.json'), item(4, { pubstatus: 'withheld' }));
    await writeFile(join(drop, '5.json'), item(5, { pubstatus: 'canceled' }));
    await writeFile(
      join(drop, '6.json'),
      item(1, { guid: 'urn:ritzau:next', embargoed: '2099-01-01T06:00:00+01:00' }),
    );
    const lines: string[] = [];
    await startLocal({ state, topics, samples: false, once: true, out: (line) => lines.push(line) });
    const became = lines.flatMap((line) => /^W-\w{6} {2}\d\.json(?: · )?(.*)$/u.exec(line)?.[1] ?? []);
    expect(became.slice(0, 5)).toEqual(['', 'correction', 'another version', 'on hold', 'kill']);
    expect(lines.join('\n')).toContain('embargo until Thu 1 January 2099, 06:00 Copenhagen');
    expect(lines.at(-2)).toMatch(/^Held {4}W-\w{6} until Thu 1 January 2099, 06:00 Copenhagen \(embargo\)$/u);
  });

  it.each([60, 80, 120])(
    'fits a terminal of %i columns, and says what matters there',
    { timeout: 60_000 },
    async (width) => {
      const state = await temporaryFolder();
      const lines: string[] = [];
      await startLocal({ state, once: true, width, out: (line) => lines.push(line) });
      const tooWide = lines.filter((line) => [...line].length > width && !line.startsWith('Inbox'));
      expect(tooWide).toEqual([]);
      const quotes = lines.filter((line) => line.startsWith('    '));
      expect(quotes.length).toBeGreaterThan(10);
      for (const quote of quotes) expect(quote).toMatch(/^ {4}…?.{20,}/u);
    },
  );

  it('says what is wrong on standard error, away from what it is run for', async () => {
    const folder = await temporaryFolder();
    const [state, topics] = [join(folder, 'state'), await convoyTopic(folder)];
    const [out, err]: [string[], string[]] = [[], []];
    const local = await startLocal({
      state,
      topics,
      samples: false,
      port: 0,
      out: (line) => out.push(line),
      err: (line) => err.push(line),
    });
    onTestFinished(() => local.stop());
    await writeFile(join(topics, 'convoys.yaml'), 'name: Convoys\nalert on any: [\n');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await writeFile(join(local.drop, 'one.txt'), CONVOY_STORIES[0] ?? '');
    await until(() => err.length > 0);
    expect(err[0]).toMatch(/^Trouble /u);
    expect(out.join('\n')).not.toContain('Trouble');
  });

  it('keeps the address of its page from start to start, and names it to whoever starts a second run', async () => {
    const { local, state, topics } = await watching();
    await expect(
      startLocal({ state, topics, samples: false, port: 0, out: () => undefined }),
    ).rejects.toThrow(`Its inbox is ${local.url}`);
    await local.stop();
    const again = await run({ state, topics, samples: false });
    expect(new URL(again.local.url ?? '').pathname).toBe(new URL(local.url ?? '').pathname);
    expect(new URL(local.url ?? '').pathname.length).toBeGreaterThan(20);
  });

  it('writes to those whom the configuration names, in its language', async () => {
    const folder = await temporaryFolder();
    const [state, topics] = [join(folder, 'state'), await convoyTopic(folder)];
    await mkdir(join(state, 'drop'), { recursive: true });
    await writeFile(join(state, 'drop', 'one.txt'), CONVOY_STORIES[0] ?? '');
    const config: Config = {
      ...DEFAULT_CONFIG,
      language: 'da',
      subscribers: [{ email: 'vagten@example.dk', topics: ['convoys'], delivery: ['now'] }],
    };
    await run({ state, topics, config, samples: false, once: true });
    const [mail = '', ...others] = await mailsIn(state);
    expect(others).toEqual([]);
    expect(mail).toContain('\r\nTo: vagten@example.dk\r\n');
    expect(subjectOf(mail)).toMatch(/^\[Konvojer\] A convoy/u);
    expect(mail).toContain('DERFOR FÅR DU DEN\r\nKonvojer: "A *convoy* of');
  });

  it('takes in what was dropped while it did not run', async () => {
    const { local, mails, state, topics } = await watching();
    await local.stop();
    await writeFile(join(local.drop, 'one.txt'), CONVOY_STORIES[0] ?? '');
    await run({ state, topics, samples: false, once: true });
    await mails(1);
  });

  it('says what it cannot read and goes on', async () => {
    const { local, said, mails } = await watching();
    await writeFile(join(local.drop, 'picture.txt'), new Uint8Array([0, 1, 2, 3, 0, 255, 254, 0]));
    await writeFile(join(local.drop, 'cut.xml'), '<?xml version="1.0"?><RBNews><headline>Half');
    await writeFile(join(local.drop, 'one.txt'), CONVOY_STORIES[0] ?? '');
    await mails(1);
    const outcomes = await until(() => {
      const stories = said.filter(({ event }) => event === 'story');
      return stories.length === 3 && stories;
    });
    const rejected = outcomes.filter(({ outcome }) => outcome === 'rejected');
    expect(rejected.map(({ key }) => key).sort()).toEqual(['incoming/cut.xml', 'incoming/picture.txt']);
    for (const { reason } of rejected) expect(reason).toMatch(/\.$/u);
  });

  it('obeys filter policies, also of subscriptions made while it runs', async () => {
    const { local, mails, state } = await watching();
    const client = await openLocalClient({ state });
    onTestFinished(() => client.close());
    expect(client.running).toBe(true);
    await client.subscriptions.subscribe('desk@example.dk', 'email', ['convoys/now']);
    await client.subscriptions.subscribe('other@example.dk', 'email', ['drones/now']);
    await writeFile(join(local.drop, 'one.txt'), CONVOY_STORIES[0] ?? '');
    const both = await mails(2);
    const addressees = both.map((mail) => headerOf(mail, 'To'));
    expect(addressees.sort()).toEqual(['desk@example.dk', 'you@localhost']);
  });

  it('follows a changed topic file, and keeps the last good ones while it has a mistake', async () => {
    const { local, said, mails, topics } = await watching();
    await writeFile(join(topics, 'convoys.yaml'), 'name: Convoys\nalert on any: [\n');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await writeFile(join(local.drop, 'one.txt'), CONVOY_STORIES[0] ?? '');
    await mails(1);
    expect(said.find(({ event }) => event === 'trouble')).toBeDefined();
    await writeFile(join(topics, 'convoys.yaml'), 'name: Harbours\nalert on any:\n  - one of: [harbour]\n');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await writeFile(join(local.drop, 'two.txt'), CONVOY_STORIES[1] ?? '');
    const [, mail = ''] = await mails(2);
    expect(subjectOf(mail)).toMatch(/^\[Harbours\] The harbour master/u);
  });

  it('keeps a second run off its state and says so', async () => {
    const { state, topics } = await watching();
    await expect(
      startLocal({ state, topics, samples: false, port: 0, out: () => undefined }),
    ).rejects.toThrow(`is in use by process ${process.pid}`);
  });
});

describe('a command that talks to the local run', () => {
  it('reads the same stories through the running process and without one', async () => {
    const folder = await temporaryFolder();
    const state = join(folder, 'state');
    const topics = await convoyTopic(folder);
    await expect(openLocalClient({ state })).rejects.toThrow('There is no local run in');
    const { local, said } = await run({ state, topics, samples: false });
    const during = await openLocalClient({ state, topics });
    await during.put('incoming/desk/one.txt', Buffer.from(CONVOY_STORIES[0] ?? ''));
    const { code } = await until(() => said.find(({ event }) => event === 'story'));
    const [story] = await during.store.storiesByCode(code ?? '');
    expect(story?.head.title).toContain('A convoy of forty lorries');
    await during.close();
    await local.stop();
    const after = await openLocalClient({ state, topics });
    expect(after.running).toBe(false);
    expect(await after.store.storiesByCode(code ?? '')).toEqual(await after.store.storiesByCode(code ?? ''));
    expect((await after.store.storiesByCode(code ?? ''))[0]?.head.key).toBe(story?.head.key);
    const listed: string[] = [];
    for await (const { key } of after.list('incoming/desk/')) listed.push(key);
    expect(listed).toEqual(['incoming/desk/one.txt']);
    await after.takeInAgain([{ key: 'incoming/desk/one.txt', versionId: null }]);
    await after.close();
    await run({ state, topics, samples: false, once: true });
    expect(await mailsIn(state)).toHaveLength(1);
  });
});
