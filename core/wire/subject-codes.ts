import { parentOfSubject } from '../story/subject-tree.ts';

/** How schemes are spelt in the wild, in lower case, and the alias that Wirewatch qualifies their codes with. */
const SCHEMES: Readonly<Record<string, 'medtop' | 'subj'>> = {
  medtop: 'medtop',
  mediatopic: 'medtop',
  subj: 'subj',
  subject: 'subj',
  subjectcode: 'subj',
  'subject-code': 'subj',
  iptc: 'subj',
  iptcsubject: 'subj',
  iptc_subject_code: 'subj',
  subref: 'subj',
};

/** A code, perhaps behind a scheme: `medtop:20000059`, `http://cv.iptc.org/newscodes/subjectcode/16010001`, `4005000`. */
const CODE = /^(?:.{0,200}[:/#])?(\d{7,8})$/u;

/**
 * A subject code as Wirewatch writes it: `medtop:20000059` or `subj:16010001`; null where it is neither an IPTC Media
 * Topic nor an IPTC subject code. Takes bare digits, QCodes and URIs; a lost leading zero is restored (`4005000`).
 * Numbers from 20000000 are Media Topics; the seventeen top ones (`01000000` … `17000000`) are so only where the
 * scheme says it, since both lists number them; other numbers below 20000000 are subject codes, whatever is said.
 */
export function qualifySubject(code: string): string | null {
  const digits = CODE.exec(code.trim())?.[1]?.padStart(8, '0');
  if (digits === undefined) return null;
  if (digits.startsWith('2000')) return `medtop:${digits}`;
  if (!/^(?:0[1-9]|1[0-7])\d{6}$/u.test(digits)) return null;
  const scheme = code
    .toLowerCase()
    .split(/[:/#]/u)
    .findLast((part) => Object.hasOwn(SCHEMES, part));
  const named = scheme === undefined ? 'subj' : (SCHEMES[scheme] ?? 'subj');
  return `${digits.endsWith('000000') ? named : 'subj'}:${digits}`;
}

/**
 * The codes with all their parents, each once: first the codes in their order, then the parents that they lack.
 * `subj:16010001` has `subj:16010000` and `subj:16000000`. Codes of other schemes stay as they are.
 */
export function withParents(codes: readonly string[]): string[] {
  const all = new Set(codes);
  for (const code of all) {
    const parent = parentOfSubject(code);
    if (parent !== null) all.add(parent);
  }
  return [...all];
}
