import { isKnownSubject, isTopSubject, parentOfSubject, sameSubject } from '../story/subject-tree.ts';

/**
 * The story's codes with all that they stand below, in both lists: each code, what stands above it, and for each of these
 * the same subject in the other list with what stands above that. No way leads back to the first list: what is above a
 * war there need not be above it here.
 */
export function subjectsWithParents(codes: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const code of codes) {
    for (const own of upwards(code.toLowerCase())) {
      all.add(own);
      const same = sameSubject(own);
      if (same !== null) for (const other of upwards(same)) all.add(other);
    }
  }
  return all;
}

/** The code and all that stand above it; only itself where it is no IPTC code. */
function upwards(code: string): readonly string[] {
  const codes: string[] = [];
  const isIptc = /^(?:medtop|subj):\d{8}$/u.test(code);
  for (let at: string | null = code; at !== null; at = isIptc ? parentOfSubject(at) : null) codes.push(at);
  return codes;
}

/**
 * A subject as topic files write it, qualified: eight digits that begin with 2 are a Media Topic, the
 * rest older codes, but for the top ones, which are the same in both. Null where there is no such IPTC code.
 */
export function qualifiedSubject(text: string): string | null {
  const [, written, digits = ''] = /^(?:(medtop|subj):)?(\d{8})$/u.exec(text.trim().toLowerCase()) ?? [];
  if (digits === '') return null;
  const isMedia =
    written === undefined ? digits.startsWith('2') || isTopSubject(digits) : written === 'medtop';
  const family = isMedia ? 'medtop' : 'subj';
  return isKnownSubject(family, digits) ? `${family}:${digits}` : null;
}
