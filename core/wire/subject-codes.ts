/**
 * IPTC Media Topics' parents (https://cv.iptc.org/newscodes/mediatopic/), as far as the topics near a defence and
 * foreign desk reach. Parents that a document states itself are kept besides; of codes that are not here only the
 * code itself is known, so that a watch on a parent never rests on a guess.
 */
const MEDIA_TOPIC_PARENTS: Readonly<Record<string, string>> = {
  '20000053': '16000000', // act of terror › conflict, war and peace
  '20000056': '16000000', // armed conflict
  '20000058': '20000056', // international military intervention
  '20000059': '20000058', // peacekeeping force
  '20000062': '16000000', // war
  '20000073': '16000000', // peace process
  '20000593': '11000000', // government › politics
  '20000598': '20000593', // defence
  '20000599': '20000598', // armed forces
  '20000601': '20000598', // military equipment
  '20000603': '20000598', // security measures
  '20000638': '11000000', // international relations › politics
  '20000639': '20000638', // diplomacy
  '20000640': '20000639', // summit
  '20000644': '20000638', // international organisation
};

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
 * scheme says it, since both lists number them.
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
  return `${scheme === undefined ? 'subj' : (SCHEMES[scheme] ?? 'subj')}:${digits}`;
}

/**
 * The codes with all their parents, each once: first the codes in their order, then the parents that they lack.
 * `subj:16010001` has `subj:16010000` and `subj:16000000`: its digits are subject (2), matter (3) and detail (3), as
 * IPTC's Information Interchange Model 4.1, data set 2:12, lays them out. Codes of other schemes stay as they are.
 */
export function withParents(codes: readonly string[]): string[] {
  const all = new Set(codes);
  for (const code of all) {
    const parent = parentOf(code);
    if (parent !== null) all.add(parent);
  }
  return [...all];
}

function parentOf(code: string): string | null {
  if (code.startsWith('medtop:')) {
    const parent = MEDIA_TOPIC_PARENTS[code.slice(7)];
    return parent === undefined ? null : `medtop:${parent}`;
  }
  if (!code.startsWith('subj:')) return null;
  const matter = code.slice(7, 10);
  const detail = code.slice(10);
  if (detail !== '000') return `${code.slice(0, 10)}000`;
  return matter === '000' ? null : `${code.slice(0, 7)}000000`;
}
