import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { OutgoingMessage } from '../core/alert/message.ts';
import { hasCode, writeFileAtomic } from './atomic-file.ts';
import { mailFile } from './mail-file.ts';

const kept = z.object({
  id: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
  /** The address whose subscription took it. */
  to: z.array(z.string()),
  subject: z.string(),
  kind: z.string(),
  text: z.string(),
  sms: z.string(),
  json: z.string(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
});

/** A message that arrived in the local inbox. */
export type InboxMessage = z.infer<typeof kept>;

/** The local inbox: `<id>.eml` for mail programs, `.messages/<id>.json` with all that the message carried. */
export interface InboxFolder {
  readonly path: string;
  /** Keeps a message as one mail for each addressee, at least one; they are on disk when this is done. */
  readonly add: (message: OutgoingMessage, to: readonly Addressee[], at: Date) => Promise<readonly string[]>;
  /** All messages, the newest first. */
  readonly list: () => readonly InboxMessage[];
  readonly find: (id: string) => InboxMessage | null;
  readonly isRead: (id: string) => boolean;
  /** Remembers that mails were looked at. */
  readonly markRead: (ids: readonly string[]) => Promise<void>;
  /** Calls back with the mails of a message when they have come; returns how to stop that. */
  readonly onAdd: (listener: (mails: readonly InboxMessage[]) => void) => () => void;
}

/** Who gets a mail, and what stands below it for nobody else. */
export interface Addressee {
  readonly address: string;
  readonly footer: string;
}

/** Opens the inbox in a folder, which is made if it is not there. Files that are no messages are left alone. */
export async function openInbox(path: string): Promise<InboxFolder> {
  const records = join(path, '.messages');
  await mkdir(records, { recursive: true, mode: 0o700 });
  const messages = await readAll(records);
  const readList = join(records, 'read.txt');
  const read = new Set(await readLines(readList));
  const listeners = new Set<(mails: readonly InboxMessage[]) => void>();
  return {
    path,
    add: async (message, to, at) => {
      const mails: InboxMessage[] = [];
      const first = messageId(at);
      for (const [index, { address, footer }] of to.entries()) {
        const id = index === 0 ? first : `${first}-${index + 1}`;
        const record = toRecord(message, address, id, at);
        const text = `${message.email}\n${footer}\n`;
        await writeFileAtomic(join(records, `${id}.json`), JSON.stringify(record));
        await writeFileAtomic(
          join(path, `${id}.eml`),
          mailFile({ id, at, to: address, subject: message.subject, text }),
        );
        messages.set(id, record);
        mails.push(record);
      }
      for (const listener of listeners) listener(mails);
      return mails.map(({ id }) => id);
    },
    list: () => [...messages.values()].sort((one, other) => (one.id < other.id ? 1 : -1)),
    find: (id) => messages.get(id) ?? null,
    isRead: (id) => read.has(id),
    markRead: async (ids) => {
      const added = ids.filter((id) => !read.has(id));
      if (added.length === 0) return;
      for (const id of added) read.add(id);
      await appendFile(readList, `${added.join('\n')}\n`, { mode: 0o600 });
    },
    onAdd: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Sorts by time: `20260402T123200000Z-1f2e3d4c`. */
function messageId(at: Date): string {
  return `${at.toISOString().replace(/[-:.]/gu, '')}-${randomBytes(4).toString('hex')}`;
}

function toRecord(message: OutgoingMessage, to: string, id: string, at: Date): InboxMessage {
  const { subject, kind, email, sms, json } = message;
  const attributes = Object.entries(message.attributes).map(
    ([name, value]) => [name, typeof value === 'object' ? [...value] : value] as const,
  );
  return {
    id,
    at: at.toISOString(),
    to: [to],
    subject,
    kind,
    text: email,
    sms,
    json,
    attributes: Object.fromEntries(attributes),
  };
}

async function readAll(records: string): Promise<Map<string, InboxMessage>> {
  const messages = new Map<string, InboxMessage>();
  for (const name of (await readdir(records)).sort()) {
    const message = name.endsWith('.json') ? await readRecord(join(records, name)) : null;
    if (message !== null) messages.set(message.id, message);
  }
  return messages;
}

async function readLines(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

async function readRecord(path: string): Promise<InboxMessage | null> {
  try {
    const result = kept.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return result.success ? result.data : null;
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}
