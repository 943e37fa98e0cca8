import fc from 'fast-check';
import { lettersOf } from '../../../core/wire/tidy-copy.ts';

const word = fc.stringMatching(/^[a-zæøåA-ZÆØÅ0-9<>&"',%-]{1,9}$/u);

/** One line of copy that nothing could take for a sign-off, a marker or a dateline. */
export const line = fc
  .array(word, { minLength: 1, maxLength: 12 })
  .map((words) => `Så ${words.join(' ')} nu.`);

/** A name without any characters that formats split at. */
export const name = fc
  .array(fc.stringMatching(/^[A-ZÆØÅ][a-zæøå]{1,8}$/u), { minLength: 1, maxLength: 3 })
  .map((words) => `N${words.join(' ')}`);

const moment = fc
  .date({ min: new Date('1995-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}.000Z`);

/** What the round-trip tests write in each format and read back; a format leaves out what it has no place for. */
export const copy = fc
  .record({
    id: fc.uuid().map((id) => `urn:${id}`),
    version: fc.integer({ min: 1, max: 9999 }),
    source: name,
    headline: line,
    lead: line,
    paragraphs: fc.array(line, { minLength: 1, maxLength: 6 }),
    byline: name,
    place: name,
    language: fc.constantFrom('da', 'en', 'de', 'sv'),
    urgency: fc.integer({ min: 1, max: 8 }),
    status: fc.constantFrom('usable', 'embargoed', 'withheld', 'canceled'),
    embargoUntil: moment,
    createdAt: moment,
    versionedAt: moment,
    slug: name,
    keywords: fc.uniqueArray(name, { maxLength: 4 }),
    subjects: fc.uniqueArray(fc.constantFrom('subj:16010001', 'subj:11001000', 'subj:04005000'), {
      maxLength: 3,
    }),
    editorsNote: line,
  })
  // What one field says again is told apart from the text; tidy-copy.test.ts shows how.
  .filter(({ headline, lead, editorsNote, paragraphs }) => {
    const texts = [headline, lead, editorsNote, ...paragraphs].map(lettersOf);
    return new Set(texts).size === texts.length;
  });
export type Copy = typeof copy extends fc.Arbitrary<infer T> ? T : never;
