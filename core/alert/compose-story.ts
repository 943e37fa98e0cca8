import { leadOpensBody } from '../story/story.ts';
import {
  clipToDifference,
  cutToBytes,
  MAIL_WIDTH,
  oneLine,
  utf8Length,
  wrap,
  wrapParagraphs,
} from './compose-text.ts';
import { at, of, type Voice } from './compose-voice.ts';
import type {
  Change,
  CorrectionNotice,
  KillNotice,
  NewNotice,
  News,
  NoticeStory,
  UpdateNotice,
  Why,
} from './message.ts';

/** What a mail holds at most, in bytes of UTF-8, so that all formats together stay under the 256 KB of SNS. */
const MOST = { lead: 1_500, body: 24_000, quote: 360, sentence: 400, note: 1_000, key: 1_024 } as const;
/** Beyond these a mail only counts. */
const SHOWN = { topics: 10, quotes: 2, names: 40, changes: 12 } as const;

/** A mail as its parts, from top to bottom; a blank line stands between two. */
type Parts = readonly string[];

/** A story told for the first time: its text, why you get it, the facts. */
export function newMail(notice: NewNotice, voice: Voice, headlineCut: boolean): Parts {
  const { story } = notice;
  return [
    ...(headlineCut && story.headline ? [wrap(cutToBytes(story.headline, MOST.lead))] : []),
    storyText(story, voice),
    why(notice.why, voice),
    facts(story, voice),
  ];
}

/** Only what is new in a story that was told before. */
export function updateMail(notice: UpdateNotice, voice: Voice): Parts {
  const { story, toldAt } = notice;
  const { words } = voice;
  const opening = words.newSince(toldAt === null ? null : of(voice, toldAt, story.receivedAt));
  const text =
    notice.changes.length > 0 ? `${wrap(opening)}\n${changes(notice.changes, voice)}` : words.textUnchanged;
  return [
    ...notice.news.map((news) => wrap(newsLine(news, story, voice))),
    ...(notice.news.some(({ kind }) => kind !== 'topics') ? [leadOf(story)] : []),
    text,
    why(notice.why, voice),
    facts(story, voice),
  ];
}

function newsLine(news: News, story: NoticeStory, { words, wording }: Voice): string {
  switch (news.kind) {
    case 'released':
      return words.released(wireOf(story));
    case 'note':
      return cutToBytes(words.wireSays(wireOf(story), news.note), MOST.note);
    case 'urgency':
      return words.nowUrgent(news.now, news.was);
    case 'topics':
      return words.nowFits(cutToBytes(news.topics.map(wording.topicName).join(', '), MOST.note));
  }
}

/** What was and what is now, for everyone who was told what was. */
export function correctionMail(notice: CorrectionNotice, voice: Voice): Parts {
  const { words } = voice;
  const { story } = notice;
  const note = notice.note === null ? [] : [agencyNote(words.wireSays(wireOf(story), notice.note))];
  const end = notice.changes.length > 0 ? words.nothingElse : words.textUnchanged;
  return [
    [
      wrap(words.corrects(of(voice, notice.toldAt, story.receivedAt))),
      ...(notice.changes.length > 0 ? [changes(notice.changes, voice)] : []),
      ...(notice.changes.length > SHOWN.changes ? [] : [wrap(end)]),
    ].join('\n'),
    ...note,
    facts(story, voice),
  ];
}

/** A withdrawn story: never its text, never its evidence. */
export function killMail(notice: KillNotice, voice: Voice): Parts {
  const { words } = voice;
  const told = notice.status === 'canceled' ? words.withdrawn : words.heldBack;
  const text = [
    told(oneLine(notice.wireName), at(voice, notice.killedAt, notice.saidAt)),
    words.doNotUse,
    words.youWereAlerted(at(voice, notice.toldAt, notice.saidAt)),
  ].join(' ');
  const reason = words.reason(notice.reason === null ? null : cutToBytes(notice.reason, MOST.note));
  const story = words.story(notice.code, 1);
  return [
    [wrap(text), wrap(notice.reason === null ? `${reason} ${story}` : reason)].join('\n'),
    ...(notice.reason === null ? [] : [story]),
  ];
}

function storyText(story: NoticeStory, { wording, words }: Voice): string {
  if (wording.body === 'lead') return leadOf(story);
  const { lead, body } = story;
  const { text, complete } = cutParagraphs(
    lead === null || leadOpensBody(story) ? body : `${lead}\n${body}`,
    MOST.body,
  );
  return [wrapParagraphs(text) || leadOf(story), ...(complete ? [] : [words.cut])].join('\n\n');
}

/** How the story opens; its title where it has no text. */
function leadOf(story: NoticeStory): string {
  const lead = story.lead ?? story.body.split('\n', 1)[0] ?? '';
  return wrap(cutToBytes(lead, MOST.lead) || cutToBytes(story.title, MOST.lead));
}

/** Whole paragraphs that fit; of the first one that does not, its beginning. */
function cutParagraphs(text: string, limit: number): { readonly text: string; readonly complete: boolean } {
  const fitting: string[] = [];
  let room = limit;
  for (const paragraph of text.slice(0, limit + 1).split(/\n+/u)) {
    const cut = cutToBytes(paragraph, room);
    fitting.push(cut);
    if (cut !== oneLine(paragraph)) return { text: fitting.join('\n'), complete: false };
    room -= utf8Length(cut) + 1;
    if (room <= 0) return { text: fitting.join('\n'), complete: false };
  }
  return { text: fitting.join('\n'), complete: text.length <= limit + 1 };
}

function why(reasons: readonly Why[], { wording, words }: Voice): string {
  const lines = reasons.slice(0, SHOWN.topics).map(({ topic, quotes }) => {
    const shown = quotes.slice(0, SHOWN.quotes).map((quote) => `"${cutQuote(quote)}"`);
    return wrap(`${unmarked(wording.topicName(topic))}: ${shown.join(' ')}`);
  });
  const more = reasons.slice(SHOWN.topics).map(({ topic }) => unmarked(wording.topicName(topic)));
  if (more.length > 0) {
    const names = `${more.slice(0, SHOWN.names).join(', ')}${more.length > SHOWN.names ? ' …' : ''}`;
    lines.push(wrap(words.moreTopics(more.length, names)));
  }
  return [words.why, ...lines].join('\n');
}

/** A quote that fits; a mark that is cut ends with it. */
function cutQuote(quote: string): string {
  const cut = cutToBytes(quote, MOST.quote);
  return cut.split('*').length % 2 === 1 ? cut : `${cut.replace(/…$/u, '')}*…`;
}

/** Asterisks under the reasons are marks; a topic's name has none. */
function unmarked(name: string): string {
  return name.replaceAll('*', '∗');
}

function changes(all: readonly Change[], { words }: Voice): string {
  const labels = words.changes;
  const width = Math.max(...Object.values(labels).map((label) => label.length)) + 1;
  const line = (label: string, text: string) =>
    wrap(cutToBytes(text, MOST.sentence), `${label.padEnd(width)}`, ' '.repeat(width));
  const lines = all.slice(0, SHOWN.changes).flatMap(({ was, now }) => {
    if (was !== null && now !== null) {
      const clipped = clipToDifference(was, now, MAIL_WIDTH - width);
      return [line(labels.was, clipped.was), line(labels.now, clipped.now)];
    }
    if (now !== null) return [line(labels.added, now)];
    return was === null ? [] : [line(labels.gone, was)];
  });
  const more = all.length - SHOWN.changes;
  return [...lines, ...(more > 0 ? [words.moreChanges(more)] : [])].join('\n');
}

function agencyNote(sentence: string): string {
  return wrap(cutToBytes(sentence, MOST.note));
}

/** Where it came from and when, and what to call it. */
function facts(story: NoticeStory, { words, clock, wording }: Voice): string {
  const source = [wireOf(story), words.received(words.full(clock(story.receivedAt)))];
  if (story.pressRelease) source.push(words.pressRelease);
  const name = [
    words.story(story.code, story.version),
    words.words(story.words),
    cutToBytes(story.objectKey, MOST.key),
  ];
  const lines = [wrap(source.join(' · ')), wrap(name.join(' · '))];
  if (wording.contact !== null) lines.push(wrap(words.wrongAlert(wording.contact, story.code)));
  return lines.join('\n');
}

function wireOf({ wireName, via }: NoticeStory): string {
  return oneLine(via === null ? wireName : `${wireName}/${via}`);
}
