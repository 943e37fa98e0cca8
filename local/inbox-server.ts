import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { hasCode } from './atomic-file.ts';
import type { InboxFolder } from './inbox-folder.ts';
import { listPage, messagePage, notePage, PAGE_SCRIPT, PAGE_STYLE } from './inbox-page.ts';
import { LocalFailure } from './local-failure.ts';

/** Where the inbox is looked for where no port is named. */
export const DEFAULT_INBOX_PORT = 8025;

/** The running inbox page. */
export interface InboxServer {
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

/**
 * Serves the inbox on 127.0.0.1 alone, to requests that name this machine: a web page that points its own
 * name at it (DNS rebinding) gets nothing. `port` null: the usual one, or any free one when that is taken.
 * Throws LocalFailure when the port that was asked for is taken.
 */
export async function startInboxServer(
  inbox: InboxFolder,
  dropFolder: string,
  port: number | null,
): Promise<InboxServer> {
  const listeners = new Set<ServerResponse>();
  const stopListening = inbox.onAdd(() => {
    for (const listener of listeners) listener.write('data: new\n\n');
  });
  const server = createServer((request, response) => {
    if (!namesThisMachine(request))
      return answer(response, 403, notePage('Not here', 'Open this page as localhost.'));
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(response, 405, notePage('Only reading', 'This inbox can only be read.'));
    }
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path === '/events') return subscribe(response, listeners);
    respond(path, response, inbox, dropFolder);
  });
  const taken = await listen(server, port);
  return {
    url: `http://localhost:${taken}/`,
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

function respond(path: string, response: ServerResponse, inbox: InboxFolder, dropFolder: string): void {
  const [, id = '', file] = /^\/message\/([0-9A-Za-z-]{1,60})(\.eml)?$/u.exec(path) ?? [];
  const message = inbox.find(id);
  if (path === '/') answer(response, 200, listPage(inbox.list(), dropFolder));
  else if (path === '/inbox.css') answer(response, 200, PAGE_STYLE, 'text/css');
  else if (path === '/inbox.js') answer(response, 200, PAGE_SCRIPT, 'text/javascript');
  else if (message === null) answer(response, 404, notePage('Not found', 'There is no such message.'));
  else if (file === undefined) answer(response, 200, messagePage(message));
  else sendMail(join(inbox.path, `${message.id}.eml`), message.id, response);
}

/** As a download: browsers would guess at its content otherwise. */
function sendMail(path: string, id: string, response: ServerResponse): void {
  const content = createReadStream(path);
  content.once('error', () =>
    answer(response, 404, notePage('Not found', 'The mail was deleted from the folder.')),
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
