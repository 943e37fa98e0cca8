import { ENGLISH } from '../alert/catalogue-en.ts';
import { wallClock } from '../alert/compose-dates.ts';
import { storyCode, storyKey } from './identity.ts';
import type { Story, StoryKind } from './story.ts';

/** When and where somebody reads what a story is. */
export interface NatureReader {
  /** IANA zone of the times. */
  readonly timeZone: string;
  readonly now: Date;
}

const KINDS: Readonly<Record<StoryKind, string | null>> = {
  story: null,
  flash: 'flash',
  'press-release': 'press release',
  advisory: 'note to editors, alerts nobody',
};

/**
 * What an item says it is besides ordinary copy, the gravest first, in English words for a terminal:
 * `kill of W-7Q3FK2`, `on hold`, `correction`, `embargo until Thu 26 November 2026, 06:00 Copenhagen`, `flash`.
 * Empty for a first version that may be used. Throws RangeError when the zone is unknown.
 */
export function natureOf(story: Story, reader: NatureReader): readonly string[] {
  return [revisionWords(story), embargoWords(story, reader), KINDS[story.kind]].filter(
    (words) => words !== null,
  );
}

/** Whether an item takes a story back, its own or another: then it alerts only those who were told it. */
export function takesBack({ status, revision }: Pick<Story, 'status' | 'revision'>): boolean {
  return status === 'canceled' || status === 'withheld' || revision.kind === 'kill';
}

function revisionWords({ id, wire, status, revision }: Story): string | null {
  const others = revision.of
    .filter((other) => other !== id)
    .map((other) => storyCode(storyKey(wire ?? '', other, false)));
  const of = others.length > 0 ? ` of ${others.join(', ')}` : '';
  if (status === 'withheld') return of === '' ? 'on hold' : `hold${of}`;
  if (status === 'canceled' || revision.kind === 'kill') return `kill${of}`;
  return revision.kind === 'none' ? null : `${revision.kind}${of}`;
}

function embargoWords({ status, embargoUntil }: Story, { timeZone, now }: NatureReader): string | null {
  if (embargoUntil === null) return status === 'embargoed' ? 'embargo until further notice' : null;
  const end = ENGLISH.full(wallClock(timeZone)(embargoUntil));
  return Date.parse(embargoUntil) > now.getTime() ? `embargo until ${end}` : `embargo over since ${end}`;
}
