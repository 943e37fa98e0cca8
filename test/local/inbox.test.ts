import { readdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OutgoingMessage } from '../../core/alert/message.ts';
import { type InboxFolder, openInbox } from '../../local/inbox-folder.ts';
import { startInboxServer } from '../../local/inbox-server.ts';
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

async function inboxWithPage(): Promise<{ inbox: InboxFolder; url: string; folder: string }> {
  const folder = await temporaryFolder();
  const inbox = await openInbox(join(folder, 'inbox'));
  const server = await startInboxServer(inbox, '/somewhere/drop', 0);
  onTestFinished(() => server.stop());
  return { inbox, url: server.url, folder };
}

function get(url: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const { port, pathname } = new URL(url);
      request({
        host: '127.0.0.1',
        port,
        path: pathname,
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

  it('lists messages and shows one with all that it carried', async () => {
    const { inbox, url } = await inboxWithPage();
    const id = await inbox.add(MESSAGE, ['you@localhost', 'desk@example.dk'], '--\nfooter', AT);
    const list = await get(url);
    expect(list.body).toContain(`href="/message/${id}"`);
    expect(list.body).toContain('you@localhost, desk@example.dk');
    const { body } = await get(`${url}message/${id}`);
    expect(body).toContain('<b>you@localhost</b>, <b>desk@example.dk</b>');
    expect(body).toContain('the <mark>bridge</mark> fell');
    expect(body).toContain('<dd>[&quot;all/now&quot;,&quot;nato-missions/now&quot;]</dd>');
    const mail = await get(`${url}message/${id}.eml`);
    expect(mail.headers['content-type']).toBe('message/rfc822');
    expect(mail.body).toContain('To: you@localhost,\r\n desk@example.dk\r\n');
  });

  it('runs nothing that a story brings along', async () => {
    const { inbox, url } = await inboxWithPage();
    const id = await inbox.add(MESSAGE, ['you@localhost'], '', AT);
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
    await inbox.add(MESSAGE, ['you@localhost'], '', AT);
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
    await expect(startInboxServer(inbox, '', port)).rejects.toThrow(`Port ${port} is taken.`);
  });
});

describe('the inbox folder', () => {
  it('keeps its messages for the next start, the newest first, and passes over what is no message', async () => {
    const { inbox, folder } = await inboxWithPage();
    const first = await inbox.add(MESSAGE, ['you@localhost'], '--\nfooter', AT);
    const second = await inbox.add(MESSAGE, ['you@localhost'], '', new Date(AT.getTime() + 1));
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
      topic: localSnsTopic(inbox, subscriptionsFile(file), { now: () => AT.getTime() }),
      folder,
    };
  }
  const subscribed = (endpoint: string, policy: unknown) => ({
    endpoint,
    protocol: 'email',
    policy,
    owner: 'command line',
  });

  it('writes one mail to all whose filter policy accepts the message', async () => {
    const { inbox, topic, folder } = await topicWith([
      subscribed('all@localhost', { to: ['all/now'] }),
      subscribed('missions@localhost', { to: ['nato-missions/now', 'drones/now'] }),
      subscribed('drones@localhost', { to: ['drones/now'] }),
      subscribed('everything@localhost', null),
      subscribed('urgent@localhost', { to: ['all/now'], urgency: [{ numeric: ['<=', 2] }] }),
    ]);
    expect(await topic.publish(MESSAGE)).toMatchObject({ kind: 'published' });
    expect(inbox.list().map(({ to }) => to)).toEqual([
      ['all@localhost', 'missions@localhost', 'everything@localhost'],
    ]);
    expect((await readdir(join(folder, 'inbox'))).filter((name) => name.endsWith('.eml'))).toHaveLength(1);
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
