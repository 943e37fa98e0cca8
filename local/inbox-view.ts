import * as z from 'zod/mini';
import { ENGLISH } from '../core/alert/catalogue-en.ts';
import { wallClock } from '../core/alert/compose-dates.ts';
import type { InboxMessage } from './inbox-folder.ts';

/** What a page of the inbox is drawn with. */
export interface InboxView {
  /** What every address of the page begins with: `/3f9a…/`. */
  readonly base: string;
  /** IANA zone of the times. */
  readonly timeZone: string;
  /** Where stories are dropped, for newcomers. */
  readonly drop: string;
  readonly topicName: (id: string) => string;
  readonly isRead: (id: string) => boolean;
}

/** Which mails a list shows; null: whatever they are. */
export interface InboxFilter {
  readonly kind: string | null;
  readonly topic: string | null;
  /** `W-7Q3FK2`. */
  readonly story: string | null;
  /** An address. */
  readonly to: string | null;
}

/** Mails of one message: the same to everyone. The first stands for all. */
export interface Delivered {
  readonly mail: InboxMessage;
  readonly to: readonly string[];
  readonly ids: readonly string[];
}

/** What a message says for machines, as far as the page needs it (docs/messages.md). */
export interface MachineFacts {
  readonly test: boolean;
  /** Code of the story it is about; null for a digest. */
  readonly story: string | null;
  /** Titles in a digest. */
  readonly titles: readonly string[];
}

const machine = z.object({
  test: z.catch(z.boolean(), false),
  story: z.catch(z.nullable(z.object({ code: z.string() })), null),
  stories: z.catch(z.array(z.object({ title: z.string() })), []),
});

/** Reads what a mail's message says for machines; nothing where that is damaged. */
export function machineFacts({ json }: Pick<InboxMessage, 'json'>): MachineFacts {
  const { test, story, stories } = machine.parse(parsed(json));
  return { test, story: story?.code ?? null, titles: stories.map(({ title }) => title) };
}

function parsed(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Topics that a mail is about. */
export function topicsOf({ attributes }: Pick<InboxMessage, 'attributes'>): readonly string[] {
  return Array.isArray(attributes.topics) ? attributes.topics : [];
}

/** The mails that a filter lets through. */
export function filtered(mails: readonly InboxMessage[], filter: InboxFilter): readonly InboxMessage[] {
  return mails.filter(
    (mail) =>
      (filter.kind === null || mail.kind === filter.kind) &&
      (filter.topic === null || topicsOf(mail).includes(filter.topic)) &&
      (filter.to === null || mail.to.includes(filter.to)) &&
      (filter.story === null || machineFacts(mail).story === filter.story),
  );
}

/** Mails of the same message as one; the mails have the newest first. */
export function delivered(mails: readonly InboxMessage[]): readonly Delivered[] {
  const messages = new Map<string, Delivered>();
  for (const mail of mails) {
    const key = `${mail.at} ${mail.subject} ${mail.sms}`;
    const known = messages.get(key);
    messages.set(key, {
      mail,
      to: [...mail.to, ...(known?.to ?? [])],
      ids: [mail.id, ...(known?.ids ?? [])],
    });
  }
  return [...messages.values()];
}

/** `11:43`. */
export function clockTime(iso: string, { timeZone }: Pick<InboxView, 'timeZone'>): string {
  return ENGLISH.time(wallClock(timeZone)(iso));
}

/** `Wed 25 November 2026`. */
export function dayOf(iso: string, { timeZone }: Pick<InboxView, 'timeZone'>): string {
  const at = wallClock(timeZone)(iso);
  return `${ENGLISH.day(at)} ${at.year}`;
}

/** `Wed 25 November 2026, 11:43 Copenhagen`. */
export function fullTime(iso: string, { timeZone }: Pick<InboxView, 'timeZone'>): string {
  return ENGLISH.full(wallClock(timeZone)(iso));
}

/** The zone as people name it: `Copenhagen`. */
export function zoneName({ timeZone }: Pick<InboxView, 'timeZone'>): string {
  return wallClock(timeZone)(new Date(0).toISOString()).place;
}
