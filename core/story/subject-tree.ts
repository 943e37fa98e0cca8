import { MEDIA_TOPIC_LINES } from './media-topics.ts';

/** IPTC's subject lists, as Wirewatch qualifies their codes: Media Topics and the older subject codes. */
export type SubjectFamily = 'medtop' | 'subj';

/** The seventeen top codes (`01000000` … `17000000`) are the same in both lists. */
const TOP_LEVEL = 17;

interface MediaTopics {
  /** Every topic but the top ones, and the one right above it; qualified. */
  readonly parents: ReadonlyMap<string, string>;
  /** The same subject in the other list; qualified, both ways. */
  readonly same: ReadonlyMap<string, string>;
  /** The highest code: IPTC numbers new topics upwards. */
  readonly last: string;
}

let loaded: MediaTopics | null = null;

/** Taken apart when first asked for: most functions that load this file never ask. */
function mediaTopics(): MediaTopics {
  loaded ??= readLines();
  return loaded;
}

function readLines(): MediaTopics {
  const parents = new Map<string, string>();
  const same = new Map<string, string>();
  for (const line of MEDIA_TOPIC_LINES.trim().split('\n')) {
    const [parent = '', ...below] = line.split(' ');
    for (const entry of below) {
      const [code = '', older] = entry.split('=');
      parents.set(qualified(code), qualified(parent));
      if (older === undefined) continue;
      same.set(qualified(code), `subj:${older}`);
      same.set(`subj:${older}`, qualified(code));
    }
  }
  return { parents, same, last: [...parents.keys()].sort().at(-1) ?? '' };
}

function qualified(code: string): string {
  return `medtop:${code.length === 4 ? `2000${code}` : code}`;
}

/**
 * The qualified code right above a qualified one; null at the top, and where it is not known. A subject code's digits are
 * subject (2), matter (3) and detail (3), as IPTC's Information Interchange Model 4.1, data set 2:12, lays them out.
 */
export function parentOfSubject(code: string): string | null {
  if (!code.startsWith('subj:')) return mediaTopics().parents.get(code) ?? null;
  const matter = code.slice(7, 10);
  const detail = code.slice(10);
  if (detail !== '000') return `${code.slice(0, 10)}000`;
  return matter === '000' ? null : `${code.slice(0, 7)}000000`;
}

/** The qualified code of the other list that means the same; null where IPTC names none. */
export function sameSubject(code: string): string | null {
  const [family = '', digits = ''] = code.split(':');
  if (isTopSubject(digits)) return `${family === 'subj' ? 'medtop' : 'subj'}:${digits}`;
  return mediaTopics().same.get(code) ?? null;
}

/** Whether the eight digits are one of the seventeen codes at the top of both lists. */
export function isTopSubject(digits: string): boolean {
  return /^\d{8}$/u.test(digits) && digits.endsWith('000000') && isSubject(digits.slice(0, 2));
}

function isSubject(twoDigits: string): boolean {
  return Number(twoDigits) >= 1 && Number(twoDigits) <= TOP_LEVEL;
}

/**
 * Whether there is such a code: a Media Topic of the table, or one with a higher number, which IPTC may have added since;
 * a subject code below one of the seventeen subjects.
 */
export function isKnownSubject(family: SubjectFamily, digits: string): boolean {
  if (family === 'subj') return isSubject(digits.slice(0, 2));
  if (isTopSubject(digits)) return true;
  const code = `medtop:${digits}`;
  return mediaTopics().parents.has(code) || (digits.startsWith('2000') && code > mediaTopics().last);
}
