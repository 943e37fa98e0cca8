import { cutToBytes, oneLine, utf8Length } from './compose-text.ts';
import { topicsOf, type Voice } from './compose-voice.ts';
import type { BriefingNotice, FloodNotice, Notice } from './message.ts';

/** SNS wants under 100 characters, mail servers are happier under 100 bytes; a byte is never more than a character. */
const MOST_BYTES = 99;
/** Topics may take so many of them, so that the headline is not crowded out. */
const MOST_TOPIC_BYTES = 48;

/** A subject line, and the same without its marker. */
export interface Subject {
  readonly subject: string;
  readonly plainSubject: string;
}

/**
 * The subject line of a notice: its marker, the topics by name in brackets, the headline cut at a word.
 * At most 99 bytes of UTF-8, one line, no control characters (SNS API Reference, Publish, Subject).
 */
export function subjectOf(notice: Notice, voice: Voice): Subject {
  const plain = plainSubjectOf(notice, voice);
  const marker = markersOf(notice, voice).join(' ');
  return {
    subject: cutToBytes(marker === '' ? plain : `${marker} ${plain}`, MOST_BYTES),
    plainSubject: cutToBytes(plain, MOST_BYTES),
  };
}

function plainSubjectOf(notice: Notice, voice: Voice): string {
  switch (notice.kind) {
    case 'new':
    case 'update':
    case 'correction':
      return withTopics(topicsOf(notice), notice.story.title, voice);
    case 'kill':
      return notice.subject ?? withTopics(topicsOf(notice), notice.title, voice);
    case 'briefing':
      return briefingSubject(notice, voice);
    case 'flood':
      return `${floodTitle(notice, voice)} ${bracketed(notice.topics, voice)}`;
  }
}

function withTopics(topics: readonly string[], title: string, voice: Voice): string {
  return topics.length === 0 ? title : `${bracketed(topics, voice)} ${title}`;
}

function floodTitle({ entries, minutes, late }: FloodNotice, { words }: Voice): string {
  const count = entries.length;
  return late === count ? words.lateTitle(count) : words.floodTitle(count, minutes);
}

function briefingSubject(notice: BriefingNotice, voice: Voice): string {
  const { words, clock } = voice;
  const title = words.briefingTitle(briefingName(notice, voice), words.day(clock(notice.scheduledAt)));
  const counts = [words.stories(notice.entries.length)];
  if (notice.withdrawn.length > 0) counts.push(words.withdrawnCount(notice.withdrawn.length));
  return `${title}: ${counts.join(', ')}`;
}

/** Its name, or what people would call a briefing of its id (`north-sea`). */
function briefingName({ briefing: id, name }: BriefingNotice, { words, wording }: Voice): string {
  if (name !== null) return oneLine(name[wording.language]);
  const said = oneLine(id.replaceAll('-', ' '));
  const usual = Object.hasOwn(words.briefingNames, id) ? words.briefingNames[id] : undefined;
  return usual ?? words.briefingName(`${said.charAt(0).toUpperCase()}${said.slice(1)}`);
}

function markersOf(notice: Notice, { words: { markers } }: Voice): readonly string[] {
  const test = notice.test ? [markers.test] : [];
  const kind = notice.kind;
  return kind === 'update' || kind === 'correction' || kind === 'kill' ? [...test, markers[kind]] : test;
}

/** `[Nato missions, Danish deployments +3]`: as many names as there is room for, the first one always. */
function bracketed(topics: readonly string[], { wording }: Voice): string {
  const names = topics.map((topic) => oneLine(wording.topicName(topic)));
  for (let shown = names.length; shown > 1; shown--) {
    const hidden = names.length - shown;
    const list = `${names.slice(0, shown).join(', ')}${hidden > 0 ? ` +${hidden}` : ''}`;
    if (utf8Length(list) <= MOST_TOPIC_BYTES) return `[${list}]`;
  }
  const more = names.length > 1 ? ` +${names.length - 1}` : '';
  return `[${cutToBytes(names[0] ?? '', MOST_TOPIC_BYTES - more.length)}${more}]`;
}
