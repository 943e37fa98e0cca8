/** Controls, invisible marks and direction overrides, none of which is text: they could hide words from readers. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Whatever {@link cleanText} changes; most copy has none of it, and one look is cheaper than four. */
const UNCLEAN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u00ad\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]|[^\S\n ]|\p{Surrogate}/u;

/** Text on one line: each run of white space is one space, and none is left at the ends. */
export function collapse(text: string): string {
  if (!/[^\S ]|\s\s/u.test(text)) return text.trim();
  if (text.length <= PIECE_LENGTH) return text.replace(/\s+/gu, ' ').trim();
  let collapsed = '';
  for (const piece of piecesAtSpaces(text)) {
    const words = piece.replace(/\s+/gu, ' ');
    collapsed += collapsed.endsWith(' ') ? words.trimStart() : words;
  }
  return collapsed.trim();
}

/** Replacing the white space of a whole file takes seventeen times its size in memory, so it is done piece by piece. */
const PIECE_LENGTH = 1 << 16;

/** A text in pieces, each of which but the first begins with white space. */
export function* piecesAtSpaces(text: string): Generator<string> {
  const space = /\s/gu;
  for (let start = 0; start < text.length; ) {
    space.lastIndex = start + PIECE_LENGTH;
    const end = space.exec(text)?.index ?? text.length;
    yield text.slice(start, end);
    start = end;
  }
}

/**
 * Running text with one kind of line end and of space, without invisible characters. Each character that
 * stays is one character, so that ordinary copy keeps its offsets.
 */
export function cleanText(text: string): string {
  if (!UNCLEAN.test(text)) return text;
  return text
    .replace(/\r\n?|\u2028|\u2029|\u0085/gu, '\n')
    .replace(INVISIBLE, '')
    .replace(/[^\S\n ]/gu, ' ')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A field on one line; null where nothing is left of it. */
export function cleanLine(text: string | null): string | null {
  return text === null ? null : collapse(cleanText(text)) || null;
}

/** Each entry on one line, each once, without the empty ones. */
export function cleanList(entries: readonly string[]): string[] {
  const clean = new Set<string>();
  for (const entry of entries) {
    const line = cleanLine(entry);
    if (line !== null) clean.add(line);
  }
  return [...clean];
}
