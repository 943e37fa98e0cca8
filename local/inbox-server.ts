import { createHash, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { hasCode } from './atomic-file.ts';
import type { InboxFolder } from './inbox-folder.ts';
import { listPage } from './inbox-list.ts';
import { messagePage, notePage } from './inbox-message.ts';
import { PAGE_SCRIPT, PAGE_STYLE } from './inbox-style.ts';
import type { InboxFilter, InboxView } from './inbox-view.ts';
import { LocalFailure } from './local-failure.ts';

/** Where the inbox is looked for where no port is named. */
export const DEFAULT_INBOX_PORT = 8025;

/** The running inbox page. */
export interface InboxServer {
  /** With its token; ends with `/`. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Nothing from elsewhere, nothing inline, in nobody's frame. */
const SAFE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** What the page is served with. */
export interface InboxPage extends Pick<InboxView, 'timeZone' | 'drop'> {
  /** What its address has to contain; whoever does not know it reads nothing. */
  readonly token: string;
  /** Null: the usual port, or any free one when that is taken. */
  readonly port: number | null;
  /** How topics are called, as of now. */
  readonly topicNames: () => Promise<(id: string) => string>;
}

/**
 * Serves the inbox on 127.0.0.1 alone, to those who know the token in its address (other users of the machine
 * do not), and to requests that name this machine: a web page that points its own name at it (DNS rebinding)
 * gets nothing. Throws LocalFailure when the port that was asked for is taken.
 */
export async function startInboxServer(inbox: InboxFolder, settings: InboxPage): Promise<InboxServer> {
  const listeners = new Set<ServerResponse>();
  const stopListening = inbox.onAdd(() => {
    for (const listener of listeners) listener.write('data: new\n\n');
  });
  const base = `/${settings.token}/`;
  const server = createServer((request, response) => {
    const url = urlOf(request);
    if (url === null || !namesThisMachine(request) || !knowsToken(url, settings.token)) {
      answer(response, 403, notePage('Not here', 'Open the address that the local run has printed.', null));
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      answer(response, 405, notePage('Only reading', 'This inbox can only be read.', base));
    } else if (url.pathname === `${base}events`) subscribe(response, listeners);
    else respond(url, request.method, response, inbox, settings).catch(() => response.destroy());
  });
  const taken = await listen(server, settings.port);
  return {
    url: `http://localhost:${taken}${base}`,
    stop: () => {
      stopListening();
      for (const listener of listeners) listener.end();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function respond(
  url: URL,
  method: 'GET' | 'HEAD',
  response: ServerResponse,
  inbox: InboxFolder,
  settings: InboxPage,
): Promise<void> {
  const base = `/${settings.token}/`;
  const path = url.pathname.slice(base.length);
  const redirect = () => response.writeHead(303, { ...SAFE_HEADERS, location: base }).end();
  const [, id = '', file] = /^message\/([0-9A-Za-z-]{1,60})(\.eml)?$/u.exec(path) ?? [];
  const mail = inbox.find(id);
  const view = async (): Promise<InboxView> => ({
    base,
    timeZone: settings.timeZone,
    drop: settings.drop,
    isRead: inbox.isRead,
    topicName: await settings.topicNames(),
  });
  if (path === 'inbox.css') answer(response, 200, PAGE_STYLE, 'text/css');
  else if (path === 'inbox.js') answer(response, 200, PAGE_SCRIPT, 'text/javascript');
  else if (url.pathname === base) answer(response, 200, listPage(inbox.list(), filterOf(url), await view()));
  else if (path === 'read-all') {
    if (method === 'GET') await inbox.markRead(inbox.list().map((one) => one.id));
    redirect();
  } else if (url.pathname === `/${settings.token}`) redirect();
  else if (mail === null) answer(response, 404, notePage('Not found', 'There is no such message.', base));
  else if (file !== undefined) sendMail(join(inbox.path, `${mail.id}.eml`), mail.id, base, response);
  else {
    if (method === 'GET') await inbox.markRead([mail.id]);
    answer(response, 200, messagePage(mail, inbox.list(), await view()));
  }
}

function filterOf({ searchParams }: URL): InboxFilter {
  const value = (name: string) => searchParams.get(name)?.slice(0, 200) || null;
  return { kind: value('kind'), topic: value('topic'), story: value('story'), to: value('to') };
}

function urlOf({ url = '/' }: IncomingMessage): URL | null {
  const whole = `http://localhost${url}`;
  return URL.canParse(whole) ? new URL(whole) : null;
}

/** Takes the same time whatever part of it was guessed. */
function knowsToken({ pathname }: URL, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(pathname.split('/')[1] ?? ''), digest(token));
}

/** As a download: browsers would guess at its content otherwise. */
function sendMail(path: string, id: string, base: string, response: ServerResponse): void {
  const content = createReadStream(path);
  content.once('error', () =>
    answer(response, 404, notePage('Not found', 'The mail was deleted from the folder.', base)),
  );
  content.once('open', () => {
    response.writeHead(200, {
      ...SAFE_HEADERS,
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${id}.eml"`,
    });
    content.pipe(response);
  });
}

function answer(response: ServerResponse, status: number, body: string, type = 'text/html'): void {
  response.writeHead(status, { ...SAFE_HEADERS, 'content-type': `${type}; charset=utf-8` });
  response.end(body);
}

/** Server-sent events: one for every message that comes. */
function subscribe(response: ServerResponse, listeners: Set<ServerResponse>): void {
  response.writeHead(200, { ...SAFE_HEADERS, 'content-type': 'text/event-stream' });
  response.write('retry: 1000\n\n');
  listeners.add(response);
  response.once('close', () => listeners.delete(response));
}

function namesThisMachine({ headers, socket }: IncomingMessage): boolean {
  const port = socket.localPort;
  return headers.host === `localhost:${port}` || headers.host === `127.0.0.1:${port}`;
}

async function listen(server: Server, port: number | null): Promise<number> {
  try {
    return await listenOn(server, port ?? DEFAULT_INBOX_PORT);
  } catch (error) {
    if (!hasCode(error, 'EADDRINUSE') && !hasCode(error, 'EACCES')) throw error;
    if (port === null) return listenOn(server, 0);
    throw new LocalFailure(
      `Port ${port} is taken. Name another one with --port, or none for any that is free.`,
    );
  }
}

/** Listens on 127.0.0.1; 0 takes any free port. Answers the port. */
export function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
