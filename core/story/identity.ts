import { createHash } from 'node:crypto';
import { contentText } from './near-copy.ts';
import type { Story } from './story.ts';
import { countedWords } from './wording.ts';

/** Crockford's base 32: no I, L, O or U, so that a code survives being read out. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 6;

/** `length` base-32 characters (5 bits each) of the SHA-256 of some parts, told apart by their borders. */
export function hashOf(parts: readonly unknown[], length: number): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest();
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += ALPHABET.charAt((value >>> bits) & 31);
    }
    value &= (1 << bits) - 1;
  }
  return text;
}

/** The key of a story: 26 characters that stand for its wire and id. A test never meets the story it was copied from. */
export function storyKey(wire: string, id: string, test: boolean): string {
  return hashOf(test ? ['test', wire, id] : [wire, id], 26);
}

/** What people call a story: `W-7Q3FK2`. */
export function storyCode(key: string): string {
  return `W-${key.slice(0, CODE_LENGTH)}`;
}

/**
 * A code as somebody typed it, put right: any case, with or without `W-`, O for 0 and I or L for 1
 * (Crockford). Null when it is no code.
 */
export function parseCode(typed: string): string | null {
  const plain = typed.trim().toUpperCase().replace(/^W-/u, '').replaceAll('O', '0').replace(/[IL]/gu, '1');
  return plain.length === CODE_LENGTH && [...plain].every((letter) => ALPHABET.includes(letter))
    ? `W-${plain}`
    : null;
}

/** Whether a story has no identity of its own but its text. */
export function isTextIdentity(id: string): boolean {
  return id.startsWith('text:');
}

/** Names a story's words: the same when only marks between words, capitals or white space differ. */
export function wordsDigest(story: Story): string {
  return hashOf([countedWords(contentText(story))], 12);
}

/** Names what a version says; what the reader only guesses (language, subjects) does not count. */
export function versionDigest(story: Story): string {
  return hashOf(
    [
      story.version,
      story.versionedAt,
      story.status,
      story.kind,
      story.urgency,
      story.embargoUntil,
      story.revision.kind,
      story.revision.of,
      story.revision.note,
      countedWords(contentText(story)),
    ],
    16,
  );
}

/** Names the item of a version as one topic set matched it. */
export function commitId(key: string, digest: string, topicSet: string): string {
  return hashOf([key, digest, topicSet], 16);
}
