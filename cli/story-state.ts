import type { Head, Told } from '../core/story/head.ts';
import { statusOf } from '../core/story/history.ts';
import { shortTime } from './words.ts';

/** How times and states are put for one reader. */
export interface Reader {
  readonly timeZone: string;
  readonly now: Date;
}

/** Whether lists leave the story out unless all are asked for: withdrawn, or another story's copy. */
export function isHidden(head: Head): boolean {
  return (
    head.mergedInto !== null || head.copyOf !== null || ['canceled', 'withheld'].includes(statusOf(head))
  );
}

/** What is particular about a story, in a few words; empty for an ordinary one. */
export function storyState(head: Head, reader: Reader): string {
  const status = statusOf(head);
  const embargo = head.embargoUntil !== null && head.embargoUntil > reader.now.toISOString();
  const states = [
    head.test ? 'test' : '',
    head.mergedInto ? `now part of ${head.mergedInto.code}` : '',
    status === 'canceled' ? 'killed' : '',
    status === 'withheld' ? 'withheld' : '',
    embargo ? `embargo until ${shortTime(head.embargoUntil ?? '', reader.timeZone, reader.now)}` : '',
    !embargo && status === 'embargoed' && head.embargoUntil === null ? 'embargo without a time' : '',
    head.copyOf ? `copy of ${head.copyOf.code}` : '',
    head.versions.length > 1 ? `version ${head.versions.length}` : '',
  ];
  return states.filter((state) => state !== '').join(', ');
}

const WHY_HELD: Readonly<Record<NonNullable<Told['why']>, string>> = {
  flood: 'too many alerts at once',
  backlog: 'old when it arrived',
  paused: 'the topic is paused',
  rematch: 'found when a changed topic was run over stored stories',
};

/** What became of one alert, in words: `sent`, `held for a digest (too many alerts at once)`. */
export function alertState(told: Told, reader: Reader): string {
  switch (told.state) {
    case 'sent':
      return told.kind === 'briefing' ? `in the briefing ${told.id}` : 'sent';
    case 'attempted':
      return 'being sent';
    case 'refused':
      return 'refused by SNS';
    case 'cancelled':
      return 'cancelled: the story was withdrawn first';
    case 'held': {
      const why = told.why ? ` (${WHY_HELD[told.why]})` : '';
      return told.until
        ? `held for a digest at ${shortTime(told.until, reader.timeZone, reader.now)}${why}`
        : `kept back${why}`;
    }
  }
}
