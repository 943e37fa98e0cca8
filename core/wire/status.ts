import type { StoryStatus } from '../story/story.ts';

/**
 * A management status as NITF (`management-status`), NewsML 1 (`Status/@FormalName`) and G2 (`pubStatus`,
 * with or without `stat:`) write it, in any case. Words that none of them has count as usable.
 */
export function statusNamed(name: string | null): StoryStatus {
  const word =
    name
      ?.trim()
      .toLowerCase()
      .replace(/^.*[:/]/u, '') ?? '';
  if (/^(?:cancell?ed|killed?|withdrawn|deleted)$/u.test(word)) return 'canceled';
  if (/^(?:withheld|hold|held)$/u.test(word)) return 'withheld';
  return /^embargo(?:ed)?$/u.test(word) ? 'embargoed' : 'usable';
}
