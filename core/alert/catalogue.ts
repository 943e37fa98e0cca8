import { DANISH } from './catalogue-da.ts';
import { ENGLISH } from './catalogue-en.ts';
import type { WallTime } from './compose-dates.ts';
import type { Wording } from './message.ts';

/** Every word of Wirewatch's own in a message, in one language. A new language is one new file and one line below. */
export interface Catalogue {
  /** What a subject opens with; a new alert opens with its topics. */
  readonly markers: {
    readonly test: string;
    readonly update: string;
    readonly correction: string;
    readonly kill: string;
  };
  readonly why: string;
  /** `and 4 more topics: A, B`. */
  readonly moreTopics: (count: number, names: string) => string;
  /** In front of what stood, what stands, what is new and what is gone; at most four letters. */
  readonly changes: {
    readonly was: string;
    readonly now: string;
    readonly added: string;
    readonly gone: string;
  };
  readonly moreChanges: (count: number) => string;
  readonly nothingElse: string;
  readonly textUnchanged: string;
  readonly corrects: (time: string) => string;
  /** Opens an update; `time` is that of the first alert, or null. */
  readonly newSince: (time: string | null) => string;
  /** That a story that was on hold may be used again. */
  readonly released: (wire: string) => string;
  /** That a story is urgent now: the agency's urgency (1 is the highest) as it is and as it was. */
  readonly nowUrgent: (now: number, was: number) => string;
  /** That a story fits further topics, by name. */
  readonly nowFits: (topics: string) => string;
  readonly wireSays: (wire: string, note: string) => string;
  readonly withdrawn: (wire: string, time: string) => string;
  readonly heldBack: (wire: string, time: string) => string;
  readonly doNotUse: string;
  readonly youWereAlerted: (time: string) => string;
  readonly reason: (reason: string | null) => string;
  readonly received: (time: string) => string;
  readonly pressRelease: string;
  readonly story: (code: string, version: number) => string;
  readonly words: (count: number) => string;
  readonly wrongAlert: (contact: string, code: string | null) => string;
  readonly cut: string;
  readonly testNotice: string;
  readonly briefingTitle: (name: string, day: string) => string;
  /** What briefings with common ids are called, and any other. */
  readonly briefingNames: Readonly<Record<string, string>>;
  readonly briefingName: (id: string) => string;
  readonly stories: (count: number) => string;
  readonly withdrawnCount: (count: number) => string;
  readonly nothingMatched: string;
  readonly withdrawnSince: (list: string) => string;
  readonly told: (code: string, time: string) => string;
  readonly read: (count: number, last: string | null) => string;
  readonly floodTitle: (stories: number, minutes: number) => string;
  readonly floodNotice: (stories: number, minutes: number) => string;
  /** In place of these two when all stories were old on arrival. */
  readonly lateTitle: (stories: number) => string;
  readonly lateNotice: (stories: number) => string;
  /** Behind a flood's notice: so many of its stories were old on arrival. */
  readonly lateAmong: (stories: number) => string;
  readonly moreStories: (count: number) => string;
  /** `14:32`, `14.32`. */
  readonly time: (at: WallTime) => string;
  /** With its preposition: `at 14:32`; on another day than the message `on Thu 2 April at 14:32`. */
  readonly at: (at: WallTime, sameDay: boolean) => string;
  /** `14:32`, or `Thu 2 April, 14:32` on another day; follows `of`. */
  readonly of: (at: WallTime, sameDay: boolean) => string;
  /** `Thu 14:32`. */
  readonly weekdayTime: (at: WallTime) => string;
  /** `Fri 3 April`. */
  readonly day: (at: WallTime) => string;
  /** `Thu 2 April 2026, 14:32 Copenhagen`. */
  readonly full: (at: WallTime) => string;
}

const CATALOGUES: Readonly<Record<Wording['language'], Catalogue>> = { en: ENGLISH, da: DANISH };

/** What stands above the reasons in any language. */
export const WHY_HEADINGS: readonly string[] = Object.values(CATALOGUES).map(({ why }) => why);

/** The words of a language. */
export function catalogueOf(language: Wording['language']): Catalogue {
  return CATALOGUES[language];
}
