import type { Catalogue } from './catalogue.ts';
import type { WallTime } from './compose-dates.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const weekday = (at: WallTime) => WEEKDAYS[at.weekday] ?? '';
const day = (at: WallTime) => `${weekday(at)} ${at.day} ${MONTHS[at.month - 1] ?? ''}`;
const time = (at: WallTime) => `${at.hour}:${at.minute}`;
const number = (count: number) => count.toLocaleString('en-GB');
const counted = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`;
const URGENCIES = ['flash', 'bell', 'urgent', 'ordinary', 'ordinary', 'ordinary'];
const urgency = (level: number) => `${URGENCIES[level - 1] ?? 'low'} (urgency ${level})`;

/** English. */
export const ENGLISH: Catalogue = {
  markers: { test: 'TEST', update: 'UPDATE', correction: 'CORRECTION', kill: 'DO NOT USE' },
  why: 'WHY YOU GET THIS',
  moreTopics: (count, names) => `and ${counted(count, 'more topic', 'more topics')}: ${names}`,
  changes: { was: 'WAS', now: 'NOW', added: 'NEW', gone: 'GONE' },
  moreChanges: (count) => `and ${counted(count, 'more change', 'more changes')}.`,
  nothingElse: 'Nothing else changed.',
  textUnchanged: 'The text is unchanged.',
  corrects: (when) => `Corrects the alert of ${when}.`,
  newSince: (when) => (when === null ? 'New in this story:' : `New since the alert of ${when}:`),
  released: (wire) => `${wire} has lifted its hold: this story may be used again.`,
  nowUrgent: (now, was) => `Now urgent: ${urgency(now)}; it was ${urgency(was)}.`,
  nowFits: (topics) => `It now fits ${topics}, too.`,
  wireSays: (wire, note) => `${wire} says: ${note}`,
  withdrawn: (wire, when) => `${wire} withdrew this story ${when}.`,
  heldBack: (wire, when) => `${wire} put this story on hold ${when}; it may be released again.`,
  doNotUse: 'Do not publish or quote it; take it down if you have.',
  youWereAlerted: (when) => `You were alerted ${when}.`,
  reason: (reason) => `Reason given: ${reason ?? 'none.'}`,
  received: (when) => `received ${when}`,
  pressRelease: 'press release',
  story: (code, version) => `Story ${code}${version > 1 ? `, version ${version}` : ''}`,
  words: (count) => counted(count, 'word', 'words'),
  wrongAlert: (contact, code) =>
    `Wrong alert? Write to ${contact}${code === null ? '.' : ` and quote ${code}.`}`,
  cut: '[The rest is left out here: a mail has room for no more.]',
  testNotice: 'This is a test. It goes only to those who asked for tests.',
  briefingTitle: (name, on) => `${name}, ${on}`,
  briefingNames: {},
  briefingName: (id) => `${id} briefing`,
  stories: (count) => counted(count, 'story', 'stories'),
  withdrawnCount: (count) => `${number(count)} withdrawn`,
  nothingMatched: 'No story matched these topics.',
  withdrawnSince: (list) => `WITHDRAWN since the last briefing: ${list}`,
  told: (code, when) => `${code} (told ${when})`,
  read: (count, last) =>
    count === 0
      ? `No story has been read since the last briefing${last === null ? '' : `, the last at ${last}`}. Does the feed still run?`
      : `${counted(count, 'story', 'stories')} read${last === null ? '' : `, the last at ${last}`}.`,
  floodTitle: (count, minutes) =>
    `${counted(count, 'story', 'stories')} in ${counted(minutes, 'minute', 'minutes')}`,
  floodNotice: (count, minutes) =>
    count === 1
      ? `One story more came than is sent singly within ${counted(minutes, 'minute', 'minutes')}.`
      : `${counted(count, 'story', 'stories')} in ${counted(minutes, 'minute', 'minutes')} are too many to send one by one; here they are together.`,
  lateTitle: (count) => `${counted(count, 'older story', 'older stories')} arrived late`,
  lateNotice: (count) =>
    `${counted(count, 'older story', 'older stories')} arrived late (a replay, or a feed that was down)${count === 1 ? '.' : '; here they are together.'}`,
  lateAmong: (count) =>
    `${counted(count, 'of them is older and arrived late', 'of them are older and arrived late')}.`,
  moreStories: (count) => `and ${counted(count, 'more story', 'more stories')}.`,
  time,
  at: (at, sameDay) => (sameDay ? `at ${time(at)}` : `on ${day(at)} at ${time(at)}`),
  of: (at, sameDay) => (sameDay ? time(at) : `${day(at)}, ${time(at)}`),
  weekdayTime: (at) => `${weekday(at)} ${time(at)}`,
  day,
  full: (at) => `${day(at)} ${at.year}, ${time(at)} ${at.place}`,
};
