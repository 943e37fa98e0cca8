import type { NewNotice, NoticeStory, Wording } from '../../../core/alert/message.ts';
import { storyTitle } from '../../../core/story/story.ts';

const NAMES: Readonly<Record<string, string>> = {
  'nato-missions': 'Nato missions',
  'danish-deployments': 'Danish deployments',
};

/** A deployment in English whose topics have names. */
export const ENGLISH: Wording = {
  language: 'en',
  timeZone: 'Europe/Copenhagen',
  body: 'lead',
  contact: null,
  topicName: (id) => NAMES[id] ?? id,
};

export const DANISH: Wording = {
  ...ENGLISH,
  language: 'da',
  topicName: (id) =>
    ({ 'nato-missions': 'Nato-missioner', 'danish-deployments': 'Danske udsendte' })[id] ?? id,
};

/** A story as dispatch tells it. */
export function story(over: Partial<NoticeStory> = {}): NoticeStory {
  const told: Omit<NoticeStory, 'title'> = {
    code: 'W-7Q3FK2',
    id: 'text:0011223344556677',
    version: 1,
    wire: 'ritzau',
    wireName: 'Ritzau',
    via: null,
    headline: null,
    lead: 'The field hospital at Camp Amber, which Denmark has run for the alliance since the spring, will stay open through the winter.',
    body: 'The field hospital at Camp Amber, which Denmark has run for the alliance since the spring, will stay open through the winter.\nThe minister told the committee so on Thursday.',
    words: 194,
    language: 'en',
    urgency: 3,
    receivedAt: '2026-04-02T12:32:00.000Z',
    versionedAt: null,
    objectKey: 'incoming/ritzau/camp-amber.txt',
    pressRelease: false,
    ...over,
  };
  return { ...told, title: storyTitle(told) };
}

/** A new alert on two topics. */
export function newNotice(over: Partial<NewNotice> = {}): NewNotice {
  return {
    kind: 'new',
    test: false,
    to: ['all/now', 'danish-deployments/now', 'nato-missions/now'],
    story: story(),
    why: [
      {
        topic: 'nato-missions',
        score: 80,
        quotes: ['The *Nato* *training mission* keeps its beds…'],
      },
      { topic: 'danish-deployments', score: 64, quotes: ['*Denmark* sent a *surgical team* in May.'] },
    ],
    ...over,
  };
}
