import { WINDOWS_1252 } from './entities.ts';

/**
 * UTF-8 that was read as windows-1252 on its way here: `Ã¦` for æ, `Â£` for £, `â€™` for ’. Only sequences
 * for characters of Latin 1 and for common punctuation count; no language writes those by itself.
 */
const SEQUENCE = new RegExp(
  `[ÂÃ][\\u0080-\\u00bf${WINDOWS_1252}]|â[€\\u0080][^\\s]|â[‚\\u0082]¬|â[„\\u0084]¢`,
  'gu',
);

const BYTES: ReadonlyMap<string, number> = new Map([
  ...Array.from({ length: 128 }, (_, index) => [String.fromCharCode(128 + index), 128 + index] as const),
  ...Array.from(WINDOWS_1252, (character, index) => [character, 128 + index] as const),
]);

/**
 * Mends what is certainly mojibake and leaves everything else. After a capital letter `Ã…` may be the end
 * of a word in capitals with its punctuation, so there it stays.
 */
export function mendMojibake(text: string): string {
  if (!/[ÂÃâ]/u.test(text)) return text;
  return text.replace(SEQUENCE, (sequence, at: number) => {
    if (/[^¡-¿]$/u.test(sequence) && /\p{Lu}/u.test(text.charAt(at - 1))) return sequence;
    return mended(sequence) ?? sequence;
  });
}

/** There are few such sequences, and broken copy has the same ones again and again. */
const known = new Map<string, string | null>();
const MOST_KNOWN = 1000;

function mended(sequence: string): string | null {
  const before = known.get(sequence);
  if (before !== undefined) return before;
  const text = decodeSequence(sequence);
  if (known.size < MOST_KNOWN) known.set(sequence, text);
  return text;
}

function decodeSequence(sequence: string): string | null {
  const bytes = Array.from(sequence, (character) => BYTES.get(character));
  if (!bytes.every((byte) => byte !== undefined)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}
