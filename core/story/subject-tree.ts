/**
 * What stands above an IPTC code: Media Topics (`medtop:20000059`) and the older subject codes (`subj:16010001`).
 * Of the Media Topics (https://cv.iptc.org/newscodes/mediatopic/) the branches near a defence and foreign desk are
 * listed, each with its parent and the older code that means the same; of others only the code itself is known, so
 * that a watch on a parent never rests on a guess.
 */
export const MEDIA_TOPICS: readonly MediaTopic[] = [
  { code: '20000053', parent: '16000000', older: '16001000' }, // act of terror › conflict, war and peace
  { code: '20000056', parent: '16000000', older: '16002000' }, // armed conflict
  { code: '20000058', parent: '20000056', older: '16009002' }, // international military intervention
  { code: '20000059', parent: '20000058', older: '16010001' }, // peacekeeping force
  { code: '20000062', parent: '16000000', older: '16009000' }, // war
  { code: '20000073', parent: '16000000', older: '11002003' }, // peace process
  { code: '20000593', parent: '11000000', older: '11006000' }, // government › politics
  { code: '20000598', parent: '20000593', older: '11001000' }, // defence
  { code: '20000599', parent: '20000598', older: '11001004' }, // armed forces
  { code: '20000601', parent: '20000598', older: '11001005' }, // military equipment
  { code: '20000603', parent: '20000598', older: '11001003' }, // security measures
  { code: '20000638', parent: '11000000', older: '11002002' }, // international relations › politics
  { code: '20000639', parent: '20000638', older: '11002000' }, // diplomacy
  { code: '20000640', parent: '20000639', older: '11002001' }, // summit
  { code: '20000644', parent: '20000638', older: '11028000' }, // international organisation
];

/** A Media Topic by its digits, what it stands below, and the older subject code for the same. */
export interface MediaTopic {
  readonly code: string;
  readonly parent: string;
  readonly older: string;
}

const PARENTS: ReadonlyMap<string, string> = new Map(
  MEDIA_TOPICS.map(({ code, parent }) => [`medtop:${code}`, `medtop:${parent}`]),
);

/**
 * The qualified code right above a qualified one; null at the top, and where it is not known. A subject code's digits are
 * subject (2), matter (3) and detail (3), as IPTC's Information Interchange Model 4.1, data set 2:12, lays them out.
 */
export function parentOfSubject(code: string): string | null {
  if (!code.startsWith('subj:')) return PARENTS.get(code) ?? null;
  const matter = code.slice(7, 10);
  const detail = code.slice(10);
  if (detail !== '000') return `${code.slice(0, 10)}000`;
  return matter === '000' ? null : `${code.slice(0, 7)}000000`;
}
