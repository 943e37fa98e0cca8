import type { FactName } from './rule.ts';
import { qualifiedSubject } from './subject-codes.ts';

const KINDS = ['story', 'flash', 'press-release', 'advisory'];

/** How the values of a fact are written: each gives its values, or null with what they should be. */
const VALUES: Readonly<
  Record<FactName, { readonly read: (text: string) => readonly string[] | null; readonly mend: string }>
> = {
  subject: {
    read: (text) => {
      const code = qualifiedSubject(text);
      return code === null ? null : [code];
    },
    mend: 'Write a Media Topic (medtop:20000056) or an older subject code (subj:16010001).',
  },
  wire: { read: (text) => [text.toLowerCase()], mend: 'Write the id of a wire, such as ritzau.' },
  via: { read: (text) => [text.toLowerCase()], mend: 'Write the name of an agency, such as AFP.' },
  language: {
    read: (text) => (isLanguage(text) ? [text] : null),
    mend: 'Write the code of a language: da or en.',
  },
  urgency: { read: urgencies, mend: 'Write a number from 1 (highest) to 9, or from and to: 1-3.' },
  kind: {
    read: (text) => (KINDS.includes(text) ? [text] : null),
    mend: `Write one of: ${KINDS.join(', ')}.`,
  },
};

/** Whether there is a language of that code: `dk` is a country's. */
function isLanguage(text: string): boolean {
  if (!/^[a-z]{2,3}$/u.test(text)) return false;
  return (
    text === 'und' ||
    new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(text) !== undefined
  );
}

function urgencies(text: string): readonly string[] | null {
  const [, from, to] = /^([1-9])(?:\s*-\s*([1-9]))?$/u.exec(text) ?? [];
  if (from === undefined) return null;
  const values: string[] = [];
  for (let urgency = Number(from); urgency <= Number(to ?? from); urgency++) values.push(String(urgency));
  return values.length === 0 ? null : values;
}

/** The values of a fact as topics and queries write them, or null with the mend. */
export function factValues(fact: FactName, text: string): readonly string[] | null {
  return VALUES[fact].read(text.trim());
}

/** What to write instead of a value that the fact cannot have. */
export function factMend(fact: FactName): string {
  return VALUES[fact].mend;
}
