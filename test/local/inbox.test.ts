import { readdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OutgoingMessage } from '../../core/alert/message.ts';
import { type InboxFolder, openInbox } from '../../local/inbox-folder.ts';
import { type InboxPage, startInboxServer } from '../../local/inbox-server.ts';
import { localSnsTopic } from '../../local/local-sns-topic.ts';
import { subscriptionsFile } from '../../local/subscriptions-file.ts';
import { temporaryFolder } from './temporary.ts';

const MESSAGE: OutgoingMessage = {
  subject: '[Nato missions] Ødelagt <b>bro</b> & "bro"',
  plainSubject: '[Nato missions] Ødelagt',
  email: 'A bridge <script>alert(1)</script> fell.\n\nWHY YOU GET THIS\nNato missions: "the *bridge* fell"\n',
  sms: '[Nato missions] W-7Q3FK2',
  json: '{"schema":1,"kind":"new"}',
  kind: 'new',
  attributes: { to: ['all/now', 'nato-missions/now'], kind: 'new', urgency: 3 },
};
const AT = new Date('2026-04-02T12:32:00.000Z');
const TOKEN = 'a-token-nobody-guesses';

/** Mails of a message to some addresses, with nothing below them. */
function to(...addresses: readonly string[]) {
  return addresses.map((address) => ({ address, footer: '' }));
}

/** A message about a story. */
function about(code: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    ...MESSAGE,
    sms: `${more.kind ?? 'new'} ${code}`,
    json: JSON.stringify({ schema: 1, kind: 'new', test: false, story: { code } }),
    ...more,
  };
}

const PAGE: InboxPage = {
  drop: '/somewhere/drop',
  timeZone: 'Europe/Copenhagen',
  token: TOKEN,
  port: 0,
  topicNames: async () => (id) => (id === 'drones' ? 'Drones over airports' : id),
};

async function inboxWithPage(): Promise<{ inbox: InboxFolder; url: string; folder: string }> {
  const folder = await temporaryFolder();
  const inbox = await openInbox(join(folder, 'inbox'));
  const server = await startInboxServer(inbox, PAGE);
  onTestFinished(() => server.stop());
  return { inbox, url: server.url, folder };
}

function get(url: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const { port, pathname, search } = new URL(url);
      request({
        host: '127.0.0.1',
        port,
        path: pathname + search,
        method,
        headers: { host: `localhost:${port}`, ...headers },
      })
        .once('response', async (response) => {
          let body = '';
          for await (const chunk of response) body += chunk;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        })
        .once('error', reject)
        .end();
    },
  );
}

describe('the inbox page', () => {
  it('tells a newcomer what to do while it is empty', async () => {
    const { url } = await inboxWithPage();
    const { body, status } = await get(url);
    expect(status).toBe(200);
    expect(body).toContain('/somewhere/drop');
  });

  it('marks the matched words of the quotes and nothing that the story itself puts in asterisks', async () => {
    const { inbox, url } = await inboxWithPage();
    const bridges = Array(70).fill('broen').join(' ');
    const reasons = `DERFOR FÅR DU DEN\nNato-missioner: "∗∗*${bridges}*∗∗ blev *sendt*"`;
    const email = `BERLIN UNDER ATTACK\nthe *bridge* fell\n\n${reasons}\n\nRitzau *AFP*\n`;
    const [id] = await inbox.add({ ...MESSAGE, email }, to('you@localhost'), AT);
    const { body } = await get(`${url}message/${id}`);
    expect(body).toContain('the *bridge* fell');
    expect(body).toContain(`∗∗<mark>${bridges}</mark>∗∗ blev <mark>sendt</mark>`);
    expect(body).toContain('Ritzau *AFP*');
  });

  it('lists messages and shows one with all that it carried', async () => {
    const { inbox, url } = await inboxWithPage();
    const [id = '', other] = await inbox.add(MESSAGE, to('you@localhost', 'desk@example.dk'), AT);
    const list = await get(url);
    expect(list.body).toContain(`href="/${TOKEN}/message/${id}"`);
    expect(list.body).toContain('you@localhost, desk@example.dk');
    expect(list.body.match(/class="subject"/gu)).toHaveLength(1);
    const { body } = await get(`${url}message/${id}`);
    expect(body).toContain('to <b>you@localhost</b>');
    expect(body).toContain(`message/${other}">desk@example.dk</a>`);
    expect(body).toContain('the <mark>bridge</mark> fell');
    expect(body).toContain('<dd>[&quot;all/now&quot;,&quot;nato-missions/now&quot;]</dd>');
    const mail = await get(`${url}message/${id}.eml`);
    expect(mail.headers['content-type']).toBe('message/rfc822');
    expect(mail.body).toContain('To: you@localhost\r\n');
    expect(mail.body).not.toContain('desk@example.dk');
  });

  it('says times in the configured zone, and which that is', async () => {
    const { inbox, url } = await inboxWithPage();
    const [id] = await inbox.add(MESSAGE, to('you@localhost'), AT);
    const list = await get(url);
    expect(list.body).toContain('Copenhagen time');
    expect(list.body).toContain('<h2>Thu 2 April 2026</h2>');
    expect(list.body).toContain('>14:32</time>');
    expect((await get(`${url}message/${id}`)).body).toContain('Thu 2 April 2026, 14:32 Copenhagen');
  });

  it('tells read mails from unread ones, also after a restart', async () => {
    const { inbox, url, folder } = await inboxWithPage();
    const [one = '', ..._] = await inbox.add(about('W-000001'), to('you@localhost'), AT);
    await inbox.add(about('W-000002'), to('you@localhost'), AT);
    expect((await get(url)).body).toContain('<title>(2) Inbox');
    await get(`${url}message/${one}`, {}, 'HEAD');
    expect((await get(url)).body).toContain('2 unread of 2 messages');
    await get(`${url}message/${one}`);
    expect((await get(url)).body).toContain('1 unread of 2 messages');
    expect((await openInbox(join(folder, 'inbox'))).isRead(one)).toBe(true);
    expect(await get(`${url}read-all`)).toMatchObject({ status: 303, headers: { location: `/${TOKEN}/` } });
    expect((await get(url)).body).toContain('<title>Inbox');
  });

  it('shows mails of one kind, topic, story or address', async () => {
    const { inbox, url } = await inboxWithPage();
    const kill = {
      kind: 'kill',
      subject: 'DO NOT USE [Drones] Late',
      attributes: { topics: ['drones'] },
    } as const;
    const missions = { attributes: { topics: ['nato-missions'] } };
    await inbox.add(about('W-000001', missions), to('you@localhost'), AT);
    await inbox.add(about('W-000002', kill), to('desk@example.dk'), new Date(AT.getTime() + 1));
    const shown = async (query: string) =>
      (await get(`${url}${query}`)).body.match(/class="subject"/gu)?.length ?? 0;
    expect(await shown('')).toBe(2);
    for (const query of ['?kind=kill', '?topic=drones', '?story=W-000002', '?to=desk@example.dk'])
      expect(await shown(query)).toBe(1);
    expect(await shown('?story=W-000009')).toBe(0);
    const { body } = await get(url);
    expect(body).toContain('>Drones over airports</a>');
    expect(body).toContain('<span class="badge kill">DO NOT USE</span>');
    expect(body).toContain(`href="/${TOKEN}/?story=W-000002"`);
  });

  it('leads from a mail to all that was told of its story', async () => {
    const { inbox, url } = await inboxWithPage();
    const [first] = await inbox.add(about('W-000001'), to('you@localhost'), AT);
    const corrected = about('W-000001', {
      kind: 'correction',
      subject: 'CORRECTION [Nato missions] The bridge',
    });
    const [second] = await inbox.add(corrected, to('you@localhost'), new Date(AT.getTime() + 60_000));
    const { body } = await get(`${url}message/${second}`);
    expect(body).toContain('All that was told of');
    expect(body.indexOf(`message/${first}"`)).toBeLessThan(body.indexOf('aria-current="page"'));
  });

  it('marks a test as one, and lists a digest title by title', async () => {
    const { inbox, url } = await inboxWithPage();
    const stories = ['One', 'Two', 'Three', 'Four'].map((title) => ({ title, code: 'W-000001' }));
    const flood = {
      subject: '4 stories in 10 minutes [Drones]',
      kind: 'flood',
      json: JSON.stringify({ stories }),
    } as const;
    await inbox.add({ ...MESSAGE, ...flood }, to('you@localhost'), AT);
    const json = JSON.stringify({ test: true, story: { code: 'W-000001' } });
    await inbox.add({ ...MESSAGE, subject: 'TEST [Drones] A drill', json }, to('you@localhost'), AT);
    const { body } = await get(url);
    expect(body).toContain('<span>One</span><span>Two</span><span>and 2 more</span>');
    expect(body).toContain('<span class="badge flood">flood</span>');
    expect(body).toContain('<span class="badge test">TEST</span>');
    expect(body).toContain('</span> A drill</a>');
  });

  it('runs nothing that a story brings along', async () => {
    const { inbox, url } = await inboxWithPage();
    const [id] = await inbox.add(MESSAGE, to('you@localhost'), AT);
    for (const page of [url, `${url}message/${id}`]) {
      const { body, headers } = await get(page);
      expect(body).not.toMatch(/<script>|<b>bro/u);
      expect(body).toContain('&lt;');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
    }
  });

  it('answers to this machine’s names only, so that no web page can read it through a name of its own', async () => {
    const { url } = await inboxWithPage();
    const { port } = new URL(url);
    expect((await get(url, { host: `evil.example:${port}` })).status).toBe(403);
    expect((await get(url, { host: 'localhost' })).status).toBe(403);
    expect((await get(url, { host: `127.0.0.1:${port}` })).status).toBe(200);
  });

  it('is closed to whoever does not know the token in its address', async () => {
    const { inbox, url } = await inboxWithPage();
    const [id] = await inbox.add(MESSAGE, to('you@localhost'), AT);
    const root = url.replace(`${TOKEN}/`, '');
    const guessed = [
      '',
      'events',
      'inbox.css',
      'read-all',
      `message/${id}`,
      `message/${id}.eml`,
      'wrong/',
      '/',
      `x/../${TOKEN}x/`,
    ];
    for (const path of guessed) {
      const { status, body } = await get(`${root}${path}`);
      expect({ path, status }).toEqual({ path, status: 403 });
      expect(body).not.toContain(TOKEN);
      expect(body).not.toContain('bridge');
    }
    expect((await get(`${root}${TOKEN}`)).headers.location).toBe(`/${TOKEN}/`);
    expect((await get(url, {}, 'HEAD')).status).toBe(200);
  });

  it('can only be read, and only what is in it', async () => {
    const { url } = await inboxWithPage();
    expect((await get(url, {}, 'POST')).status).toBe(405);
    expect((await get(`${url}message/..%2f..%2fetc%2fpasswd`)).status).toBe(404);
    expect((await get(`${url}message/20260402T123200000Z-00000000`)).status).toBe(404);
  });

  it('tells the page when a message comes', async () => {
    const { inbox, url } = await inboxWithPage();
    const events = await fetch(`${url}events`);
    const reader = events.body?.getReader();
    await reader?.read();
    await inbox.add(MESSAGE, to('you@localhost'), AT);
    const { value } = (await reader?.read()) ?? {};
    expect(new TextDecoder().decode(value)).toContain('data: new');
    await reader?.cancel();
  });

  it('says so when the port that was asked for is taken', async () => {
    const { inbox } = await inboxWithPage();
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(startInboxServer(inbox, { ...PAGE, port })).rejects.toThrow(`Port ${port} is taken.`);
  });
});

describe('the inbox folder', () => {
  it('keeps its messages for the next start, the newest first, and passes over what is no message', async () => {
    const { inbox, folder } = await inboxWithPage();
    const [first] = await inbox.add(MESSAGE, [{ address: 'you@localhost', footer: '--\nfooter' }], AT);
    const [second] = await inbox.add(MESSAGE, to('you@localhost'), new Date(AT.getTime() + 1));
    await writeFile(join(folder, 'inbox', '.messages', 'half.json'), '{"id":');
    const again = await openInbox(join(folder, 'inbox'));
    expect(again.list().map(({ id }) => id)).toEqual([second, first]);
    expect(await readFile(join(folder, 'inbox', `${first}.eml`), 'utf8')).toMatch(
      /fell"\r\n\r\n--\r\nfooter\r\n$/u,
    );
  });
});

describe('the local SNS topic', () => {
  async function topicWith(subscriptions: unknown) {
    const folder = await temporaryFolder();
    const file = join(folder, 'subscriptions.json');
    await writeFile(file, JSON.stringify(subscriptions));
    const inbox = await openInbox(join(folder, 'inbox'));
    return {
      inbox,
      topic: localSnsTopic(inbox, subscriptionsFile(file), { now: () => AT.getTime() }, folder),
      folder,
    };
  }
  const subscribed = (endpoint: string, policy: unknown) => ({
    endpoint,
    protocol: 'email',
    policy,
    owner: 'command line',
  });

  it('writes a mail to each whose filter policy accepts the message', async () => {
    const { topic, folder } = await topicWith([
      subscribed('all@localhost', { to: ['all/now'] }),
      subscribed('missions@localhost', { to: ['nato-missions/now', 'drones/now'] }),
      subscribed('drones@localhost', { to: ['drones/now'] }),
      subscribed('everything@localhost', null),
      subscribed('urgent@localhost', { to: ['all/now'], urgency: [{ numeric: ['<=', 2] }] }),
    ]);
    expect(await topic.publish(MESSAGE)).toMatchObject({ kind: 'published' });
    const names = (await readdir(join(folder, 'inbox'))).filter((name) => name.endsWith('.eml'));
    const mails = await Promise.all(names.map((name) => readFile(join(folder, 'inbox', name), 'utf8')));
    const addresses = ['all@localhost', 'everything@localhost', 'missions@localhost'];
    expect(mails.map((mail) => /^To: (.+)\r$/mu.exec(mail)?.[1]).sort()).toEqual(addresses);
    for (const mail of mails) expect(addresses.filter((address) => mail.includes(address))).toHaveLength(1);
  });

  it('says below a mail how its own reader ends it, in a command that works from anywhere', async () => {
    const { topic, folder } = await topicWith([
      subscribed("o'hara@example.dk", { to: ['all/now'] }),
      { ...subscribed('desk@example.dk', { to: ['all/now'] }), owner: 'configuration' },
    ]);
    await topic.publish(MESSAGE);
    const names = (await readdir(join(folder, 'inbox'))).filter((name) => name.endsWith('.eml'));
    const mails = await Promise.all(names.map((name) => readFile(join(folder, 'inbox', name), 'utf8')));
    const foot = (address: string) =>
      mails
        .find((mail) => mail.includes(`To: ${address}`))
        ?.split('\r\n')
        .at(-2);
    expect(foot("o'hara@example.dk")).toBe(
      `npx wirewatch unsubscribe 'o'\\''hara@example.dk' --local --state ${folder}`,
    );
    expect(foot('desk@example.dk')).toBe(
      'take desk@example.dk out of wirewatch.config.yaml, and start again.',
    );
  });

  it('takes a message that nobody asked for, as SNS does', async () => {
    const { inbox, topic } = await topicWith([]);
    expect(await topic.publish(MESSAGE)).toMatchObject({ kind: 'published' });
    expect(inbox.list()).toEqual([]);
  });
});

describe('subscriptions', () => {
  it('are merged for an address, taken apart again, and kept', async () => {
    const path = join(await temporaryFolder(), 'subscriptions.json');
    const desk = subscriptionsFile(path);
    expect(await desk.list()).toEqual([]);
    await desk.subscribe('desk@example.dk', 'email', ['nato-missions/now']);
    await desk.subscribe(' Desk@example.dk', 'email', ['briefing/morning', 'nato-missions/now']);
    expect(await subscriptionsFile(path).list()).toEqual([
      {
        endpoint: 'Desk@example.dk',
        protocol: 'email',
        tokens: ['briefing/morning', 'nato-missions/now'],
        status: 'confirmed',
        owner: 'command line',
        arn: 'local:email:Desk@example.dk',
      },
    ]);
    expect((await desk.unsubscribe('desk@example.dk', 'email', ['briefing/morning']))?.tokens).toEqual([
      'nato-missions/now',
    ]);
    expect(await desk.unsubscribe('desk@example.dk', 'email', null)).toBeNull();
    expect(await desk.list()).toEqual([]);
  });

  it('take addresses only, since they go into headers of mails', async () => {
    const desk = subscriptionsFile(join(await temporaryFolder(), 'subscriptions.json'));
    for (const address of ['nobody', 'a@b\r\nBcc: c@d', 'a b@c', 'a@b, c@d', '@b', 'a@']) {
      await expect(desk.subscribe(address, 'email', ['all/now'])).rejects.toThrow('is no email address');
    }
    await expect(desk.subscribe('+4512345678', 'sms', ['all/now'])).rejects.toThrow('delivers mail only');
  });

  it('say what is wrong with a file that somebody edited', async () => {
    const path = join(await temporaryFolder(), 'subscriptions.json');
    await writeFile(path, '[{');
    await expect(subscriptionsFile(path).list()).rejects.toThrow('is damaged');
    await writeFile(
      path,
      JSON.stringify([{ endpoint: 'a@b', protocol: 'email', policy: { to: 'x' }, owner: 'command line' }]),
    );
    await expect(subscriptionsFile(path).list()).rejects.toThrow('the filter policy of a@b');
  });
});
