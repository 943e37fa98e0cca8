import { type Catalogue, catalogueOf } from './catalogue.ts';
import { sameDay, type WallClock, wallClock } from './compose-dates.ts';
import type { Notice, Wording } from './message.ts';

/** What every part of a message is worded with. */
export interface Voice {
  readonly wording: Wording;
  readonly words: Catalogue;
  readonly clock: WallClock;
}

/** The voice of a deployment. Throws RangeError when the time zone is unknown. */
export function voiceOf(wording: Wording): Voice {
  return { wording, words: catalogueOf(wording.language), clock: wallClock(wording.timeZone) };
}

/** `at 14:32`, with the day when it is not that of `message`. */
export function at({ words, clock }: Voice, iso: string, message: string): string {
  return words.at(clock(iso), sameDay(clock(iso), clock(message)));
}

/** `14:32` after a preposition, with the day when it is not that of `message`. */
export function of({ words, clock }: Voice, iso: string, message: string): string {
  return words.of(clock(iso), sameDay(clock(iso), clock(message)));
}

/** Ids of the topics a notice is about, each once, in the order it names them. */
export function topicsOf(notice: Notice): readonly string[] {
  switch (notice.kind) {
    case 'new':
    case 'update':
      return [...new Set(notice.why.map(({ topic }) => topic))];
    case 'correction':
    case 'kill':
    case 'flood':
      return [...new Set(notice.topics)];
    case 'briefing':
      return [...new Set(notice.entries.flatMap(({ topics }) => topics))];
  }
}
