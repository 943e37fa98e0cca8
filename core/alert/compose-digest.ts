import { cutToBytes, cutToColumns, MAIL_WIDTH, wrap } from './compose-text.ts';
import type { Voice } from './compose-voice.ts';
import type { BriefingNotice, DigestEntry, FloodNotice } from './message.ts';

/** Stories that one digest lists; beyond them it only counts. */
const MOST_STORIES = 100;
const MOST_WITHDRAWN = 50;
/** Bytes of the topics' names beside one story. */
const MOST_TOPICS = 200;
const DAY = 24 * 60 * 60 * 1000;

/** The stories of a briefing, what was withdrawn, and how much was read: silence must not look like calm. */
export function briefingMail(notice: BriefingNotice, voice: Voice): readonly string[] {
  const { words, clock } = voice;
  const tail: string[] = [];
  if (notice.withdrawn.length > 0) {
    const named = notice.withdrawn
      .slice(0, MOST_WITHDRAWN)
      .map(({ code, toldAt }) => words.told(code, words.weekdayTime(clock(toldAt))));
    const more = notice.withdrawn.length > MOST_WITHDRAWN ? ', …' : '';
    tail.push(wrap(words.withdrawnSince(`${named.join(', ')}${more}`)));
  }
  const { count, lastAt } = notice.read;
  tail.push(wrap(words.read(count, lastAt === null ? null : when(lastAt, notice.scheduledAt, voice))));
  const stories =
    notice.entries.length > 0 ? entries(notice.entries, notice.scheduledAt, voice) : words.nothingMatched;
  return [stories, tail.join('\n')];
}

/** Alerts that were too many to send one by one. */
export function floodMail(notice: FloodNotice, voice: Voice): readonly string[] {
  const last =
    notice.entries
      .map(({ receivedAt }) => receivedAt)
      .sort()
      .at(-1) ?? '';
  return [
    wrap(floodNotice(notice, voice)),
    ...(notice.entries.length > 0 ? [entries(notice.entries, last, voice)] : []),
  ];
}

/** Why they come together. */
function floodNotice({ entries: { length: count }, minutes, late }: FloodNotice, { words }: Voice): string {
  if (late === count) return words.lateNotice(count);
  const flood = words.floodNotice(count, minutes);
  return late === 0 ? flood : `${flood} ${words.lateAmong(late)}`;
}

function entries(all: readonly DigestEntry[], sentAt: string, voice: Voice): string {
  const shown = all.slice(0, MOST_STORIES);
  const times = shown.map(({ receivedAt }) => when(receivedAt, sentAt, voice));
  const width = Math.max(...times.map((time) => time.length)) + 2;
  const indent = ' '.repeat(width);
  const lines = shown.map((entry, index) => {
    const topics = cutToBytes(entry.topics.map(voice.wording.topicName).join(', '), MOST_TOPICS);
    return [
      `${(times[index] ?? '').padEnd(width)}${cutToColumns(entry.title, MAIL_WIDTH - width)}`,
      wrap(`${topics === '' ? '' : `${topics} · `}${entry.code}`, indent, indent),
    ].join('\n');
  });
  const more = all.length - shown.length;
  return [...lines, ...(more > 0 ? [voice.words.moreStories(more)] : [])].join('\n');
}

/** The time alone within a day before `sentAt`, else with its weekday. */
function when(iso: string, sentAt: string, { words, clock }: Voice): string {
  const age = Date.parse(sentAt) - Date.parse(iso);
  return age >= 0 && age < DAY ? words.time(clock(iso)) : words.weekdayTime(clock(iso));
}
