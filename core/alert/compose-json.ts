import { cutToBytes, utf8Length } from './compose-text.ts';
import { topicsOf } from './compose-voice.ts';
import type { Change, Notice, NoticeStory, Why } from './message.ts';

/** Raised when a field changes its meaning or goes; a new field alone does not raise it. */
const MACHINE_SCHEMA = 1;

/** Bytes of the JSON as a string inside the SNS envelope: with the mail it has to stay under 256 KB. */
const MOST_BYTES = 100_000;

/** How much of the long parts is told, from nearly all of it down to none. */
const ROOM: readonly Room[] = [
  { body: 40_000, text: 2_000, items: 100 },
  { body: 8_000, text: 500, items: 50 },
  { body: 0, text: 200, items: 20 },
  { body: 0, text: 0, items: 0 },
];

interface Room {
  /** Bytes of the body, of any other text, and items of a list. */
  readonly body: number;
  readonly text: number;
  readonly items: number;
}

/**
 * The message for machines (docs/messages.md): never translated, keys and ids only. `truncated` says
 * that something long was cut or left out; `wirewatch story CODE` has all of it.
 */
export function machineJson(notice: Notice, body: 'lead' | 'full'): string {
  let text = '';
  for (const room of ROOM) {
    const cut = { any: false };
    const facts = factsOf(notice, body, room, cut);
    text = JSON.stringify({
      schema: MACHINE_SCHEMA,
      kind: notice.kind,
      test: notice.test,
      topics: topicsOf(notice),
      ...facts,
      truncated: cut.any,
    });
    if (utf8Length(JSON.stringify(text)) <= MOST_BYTES) return text;
  }
  return text;
}

/** Remembers that something did not fit. */
interface Cut {
  any: boolean;
}

function factsOf(notice: Notice, body: 'lead' | 'full', room: Room, cut: Cut): object {
  switch (notice.kind) {
    case 'new':
      return { story: storyOf(notice.story, body, room, cut), matches: matchesOf(notice.why, room, cut) };
    case 'update':
      return {
        story: storyOf(notice.story, body, room, cut),
        news: notice.news.map((news) =>
          news.kind === 'note' ? { ...news, note: short(news.note, room.text, cut) } : news,
        ),
        matches: matchesOf(notice.why, room, cut),
        changes: changesOf(notice.changes, room, cut),
        toldAt: notice.toldAt,
      };
    case 'correction':
      return {
        story: storyOf(notice.story, body, room, cut),
        changes: changesOf(notice.changes, room, cut),
        note: short(notice.note, room.text, cut),
        toldAt: notice.toldAt,
      };
    case 'kill': {
      const { code, wire, language, status, killedAt, toldAt } = notice;
      return {
        story: { code, wire, language, status },
        killedAt,
        toldAt,
        reason: short(notice.reason, room.text, cut),
      };
    }
    case 'briefing':
      return {
        briefing: notice.briefing,
        scheduledAt: notice.scheduledAt,
        stories: entriesOf(notice.entries, room, cut),
        withdrawn: some(notice.withdrawn, room, cut),
        read: notice.read,
      };
    case 'flood':
      return {
        minutes: notice.minutes,
        count: notice.entries.length,
        late: notice.late,
        stories: entriesOf(notice.entries, room, cut),
      };
  }
}

function storyOf(story: NoticeStory, body: 'lead' | 'full', room: Room, cut: Cut): object {
  return {
    code: story.code,
    id: short(story.id, 500, cut),
    version: story.version,
    wire: story.wire,
    via: short(story.via, 100, cut),
    headline: short(story.headline, room.text, cut),
    lead: short(story.lead, room.text, cut),
    ...(body === 'full' ? { body: longText(story.body, room.body, cut) } : {}),
    words: story.words,
    language: story.language,
    urgency: story.urgency,
    receivedAt: story.receivedAt,
    versionedAt: story.versionedAt,
    objectKey: story.objectKey.slice(0, 1_024),
    pressRelease: story.pressRelease,
  };
}

function matchesOf(why: readonly Why[], room: Room, cut: Cut): readonly object[] {
  return some(why, room, cut).map(({ topic, score, quotes }) => ({
    topic,
    score,
    quotes: quotes.slice(0, 5).map((quote) => short(quote, room.text, cut)),
  }));
}

function changesOf(changes: readonly Change[], room: Room, cut: Cut): readonly Change[] {
  return some(changes, room, cut).map(({ was, now }) => ({
    was: short(was, room.text, cut),
    now: short(now, room.text, cut),
  }));
}

function entriesOf(
  entries: Extract<Notice, { kind: 'flood' }>['entries'],
  room: Room,
  cut: Cut,
): readonly object[] {
  return some(entries, room, cut).map(({ code, title, receivedAt, topics }) => ({
    code,
    title: short(title, 200, cut),
    receivedAt,
    topics,
  }));
}

function some<Item>(items: readonly Item[], { items: most }: Room, cut: Cut): readonly Item[] {
  if (items.length > most) cut.any = true;
  return items.slice(0, most);
}

function short(text: string | null, bytes: number, cut: Cut): string | null {
  if (text === null) return null;
  const kept = cutToBytes(text, bytes);
  if (kept.endsWith('…') ? !text.trimEnd().endsWith('…') : kept === '' && text !== '') cut.any = true;
  return kept;
}

/** Keeps the paragraphs of a body apart, as `short` would not. */
function longText(text: string, bytes: number, cut: Cut): string {
  const kept: string[] = [];
  let room = bytes;
  for (const paragraph of text.slice(0, bytes + 1).split('\n')) {
    const part = short(paragraph, room, cut) ?? '';
    kept.push(part);
    room -= utf8Length(part) + 1;
    if (room <= 0) break;
  }
  if (text.length > bytes + 1 || room <= 0) cut.any = true;
  return kept.join('\n');
}
