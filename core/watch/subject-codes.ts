import { MEDIA_TOPICS, parentOfSubject } from '../story/subject-tree.ts';

/** The seventeen top codes are the same in both. */
const TOP_LEVEL = 17;

/** The same subject in the other family. */
const SAME: ReadonlyMap<string, string> = new Map(
  MEDIA_TOPICS.flatMap(({ code, older }): (readonly [string, string])[] => [
    [`medtop:${code}`, `subj:${older}`],
    [`subj:${older}`, `medtop:${code}`],
  ]),
);

/** The story's codes with all that they stand below, in both families. */
export function subjectsWithParents(codes: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  const waiting = codes.map((code) => code.toLowerCase());
  for (let code = waiting.pop(); code !== undefined; code = waiting.pop()) {
    if (all.has(code)) continue;
    all.add(code);
    waiting.push(...relatives(code));
  }
  return all;
}

function relatives(code: string): readonly string[] {
  const [family = '', digits = ''] = code.split(':');
  if (isTopCode(digits)) return [`${family === 'subj' ? 'medtop' : 'subj'}:${digits}`];
  if (!/^\d{8}$/u.test(digits)) return [];
  return [parentOfSubject(code), SAME.get(code)].filter((relative) => typeof relative === 'string');
}

function isTopCode(digits: string): boolean {
  return (
    /^\d\d000000$/u.test(digits) && Number(digits.slice(0, 2)) >= 1 && Number(digits.slice(0, 2)) <= TOP_LEVEL
  );
}

/**
 * A subject as topic files write it, qualified: eight digits that begin with 2 are a Media Topic, the
 * rest older codes. Null where it is no IPTC code.
 */
export function qualifiedSubject(text: string): string | null {
  const [, family, digits = ''] = /^(?:(medtop|subj):)?(\d{8})$/u.exec(text.trim().toLowerCase()) ?? [];
  if (digits === '') return null;
  if (isTopCode(digits)) return `${family ?? 'medtop'}:${digits}`;
  const isMedia = digits.startsWith('2000');
  const isOlder = Number(digits.slice(0, 2)) >= 1 && Number(digits.slice(0, 2)) <= TOP_LEVEL;
  if (family === 'medtop' ? !isMedia : family === 'subj' ? !isOlder : !(isMedia || isOlder)) return null;
  return `${family ?? (isMedia ? 'medtop' : 'subj')}:${digits}`;
}
