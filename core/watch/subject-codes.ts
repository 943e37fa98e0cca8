/**
 * IPTC codes: Media Topics (`medtop:20000059`) and the older subject codes (`subj:16010001`).
 * An older code carries its parents in its digits (subject 2, matter 3, detail 3); for Media Topics the
 * branches that news of defence, conflict and diplomacy uses are listed, from the IPTC's Media Topic
 * NewsCodes, with the older code that means the same.
 */
const TOPICS: readonly (readonly [code: string, parent: string | null, older: string | null])[] = [
  ['20000056', '16000000', '16002000'],
  ['20000058', '20000056', '16009002'],
  ['20000059', '20000058', '16010001'],
  ['20000062', '16000000', '16009000'],
  ['20000053', '16000000', '16001000'],
  ['20000073', '16000000', '11002003'],
  ['20000598', '20000593', '11001000'],
  ['20000599', '20000598', '11001004'],
  ['20000601', '20000598', '11001005'],
  ['20000603', '20000598', '11001003'],
  ['20000593', '11000000', '11006000'],
  ['20000638', '11000000', '11002002'],
  ['20000639', '20000638', '11002000'],
  ['20000640', '20000639', '11002001'],
  ['20000644', '20000638', '11028000'],
];

/** The seventeen top codes are the same in both. */
const TOP_LEVEL = 17;

interface Relatives {
  readonly parent: string | null;
  readonly same: string | null;
}

const MEDIA_TOPICS: ReadonlyMap<string, Relatives> = new Map(
  TOPICS.map(([code, parent, older]) => [
    `medtop:${code}`,
    { parent: parent === null ? null : `medtop:${parent}`, same: older === null ? null : `subj:${older}` },
  ]),
);
const OLDER: ReadonlyMap<string, string> = new Map(
  TOPICS.flatMap(([code, , older]) => (older === null ? [] : [[`subj:${older}`, `medtop:${code}`]])),
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
  if (family === 'subj' && /^\d{8}$/u.test(digits)) {
    const parent = digits.endsWith('000') ? `${digits.slice(0, 2)}000000` : `${digits.slice(0, 5)}000`;
    const same = OLDER.get(code);
    return same === undefined ? [`subj:${parent}`] : [`subj:${parent}`, same];
  }
  const known = MEDIA_TOPICS.get(code);
  return [known?.parent, known?.same].filter((relative) => typeof relative === 'string');
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
