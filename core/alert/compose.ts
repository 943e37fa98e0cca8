import { briefingMail, floodMail } from './compose-digest.ts';
import { machineJson } from './compose-json.ts';
import { correctionMail, killMail, newMail, updateMail } from './compose-story.ts';
import { subjectOf } from './compose-subject.ts';
import { oneLine, wrap } from './compose-text.ts';
import { topicsOf, type Voice, voiceOf } from './compose-voice.ts';
import type { AttributeValue, Notice, OutgoingMessage, Wording } from './message.ts';

/**
 * Turns what dispatch has to say into words: subject, mail, SMS line and JSON for machines. All formats
 * together stay under the 256 KB of SNS for a story of a hundred topics, however long it is.
 * Throws RangeError when a time of the notice is none or the wording's time zone is unknown.
 */
export function compose(notice: Notice, wording: Wording): OutgoingMessage {
  const voice = voiceOf(wording);
  const { subject, plainSubject } = subjectOf(notice, voice);
  return {
    subject,
    plainSubject,
    email: mailOf(notice, voice, plainSubject),
    sms: smsOf(notice, subject),
    json: machineJson(notice, wording.body),
    kind: notice.kind,
    attributes: attributesOf(notice),
  };
}

function mailOf(notice: Notice, voice: Voice, plainSubject: string): string {
  const test = notice.test ? [wrap(voice.words.testNotice)] : [];
  const contact =
    'story' in notice || voice.wording.contact === null
      ? []
      : [wrap(voice.words.wrongAlert(voice.wording.contact, notice.kind === 'kill' ? notice.code : null))];
  return `${[...test, ...partsOf(notice, voice, plainSubject), ...contact].join('\n\n')}\n`;
}

function partsOf(notice: Notice, voice: Voice, plainSubject: string): readonly string[] {
  switch (notice.kind) {
    case 'new':
      return newMail(notice, voice, !plainSubject.endsWith(notice.story.title));
    case 'update':
      return updateMail(notice, voice);
    case 'correction':
      return correctionMail(notice, voice);
    case 'kill':
      return killMail(notice, voice);
    case 'briefing':
      return briefingMail(notice, voice);
    case 'flood':
      return floodMail(notice, voice);
  }
}

/** One line: the subject and what to call the story by. */
function smsOf(notice: Notice, subject: string): string {
  if ('story' in notice) return `${subject} ${notice.story.code}`;
  return notice.kind === 'kill' ? `${subject} ${notice.code}` : subject;
}

/** What subscriptions filter by: `to` for people, the rest for machines (docs/messages.md). */
function attributesOf(notice: Notice): Readonly<Record<string, AttributeValue>> {
  const topics = topicsOf(notice);
  return {
    to: notice.to,
    kind: notice.kind,
    // SNS refuses an empty list.
    ...(topics.length > 0 ? { topics } : {}),
    ...storyAttributes(notice),
  };
}

function storyAttributes(notice: Notice): Readonly<Record<string, AttributeValue>> {
  if (notice.kind === 'kill') return { wire: notice.wire, urgency: 1, language: notice.language };
  if (!('story' in notice)) return {};
  const { wire, urgency, language } = notice.story;
  return { wire, ...(urgency === null ? {} : { urgency }), language: oneLine(language) };
}
