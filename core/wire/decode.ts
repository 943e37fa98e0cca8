import { WINDOWS_1252 } from './entities.ts';

/** A file's text, or why it is none. */
export type Decoding =
  | ({ readonly kind: 'text' } & Decoded)
  | { readonly kind: 'binary'; readonly reason: string };

/** A text that is decoded when it is asked for. */
export interface Decoded {
  readonly charset: Charset;
  /** All of it, without byte-order mark. */
  readonly text: () => string;
  /** The same in pieces, so that a large file need not stand in memory twice. */
  readonly pieces: () => Iterable<string>;
}

export type Charset =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'windows-1252'
  | `iso-8859-${string}`
  | `windows-125${string}`
  | `koi8-${string}`;

/** Files up to this length are decoded once; of longer ones so much at a time. */
const PIECE_BYTES = 1 << 16;

/** How far an XML declaration is looked for. */
const DECLARATION_BYTES = 200;

/** Files that people drop by mistake, by their first bytes. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['\x89PNG', 'a PNG picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['%PDF-', 'a PDF file'],
  ['{\\rtf', 'a Rich Text file'],
  ['\xd0\xcf\x11\xe0', 'an old Office file'],
];

/** Characters of the languages that are written in ISO-8859-1, and common marks: what UTF-8 taken for it would hold. */
const LATIN_TEXT = /^[\s\x20-\x7e\xa0-\u017f\u2010-\u2044\u20ac\u2122]*$/u;

/**
 * Bytes as text: by byte-order mark, else UTF-16 where every other byte is zero, else UTF-8, else (bytes that are
 * no UTF-8) the set of single bytes that XML declares, else windows-1252, of which ISO-8859-1 is read as a part, as the
 * WHATWG Encoding Standard does. A stray byte in what else is UTF-8 is one lost character, no other character set. XML that declares one of these two
 * although its bytes are UTF-8 in a Latin script is read as UTF-8: agencies convert the file and forget
 * its first line, and no text in the declared character set looks so.
 */
export function decode(bytes: Uint8Array): Decoding {
  const signature = signatureOf(bytes);
  if (signature !== null) {
    return { kind: 'binary', reason: `This is ${signature}, not a text: drop the story's text or XML.` };
  }
  const decoded = decodeText(bytes);
  const nul = firstNul(bytes, decoded);
  if (nul < 0) return { kind: 'text', ...decoded };
  return {
    kind: 'binary',
    reason: `This is not a text: character ${nul + 1} is a zero byte. Drop the story's text or XML.`,
  };
}

/** Which character is the first zero byte; -1 when none is. */
function firstNul(bytes: Uint8Array, { charset, pieces }: Decoded): number {
  const isWide = charset === 'utf-16le' || charset === 'utf-16be';
  if (!isWide && !bytes.includes(0)) return -1;
  let before = 0;
  for (const piece of pieces()) {
    const at = piece.indexOf('\0');
    if (at >= 0) return before + at;
    before += piece.length;
  }
  return -1;
}

function signatureOf(bytes: Uint8Array): string | null {
  const start = latin1(bytes.subarray(0, 8));
  return SIGNATURES.find(([magic]) => start.startsWith(magic))?.[1] ?? null;
}

function decodeText(bytes: Uint8Array): Decoded {
  const marked = markedCharset(bytes) ?? wideCharset(bytes);
  if (marked !== null) return decodedAs(bytes, marked);
  const declared = declaredLatin(bytes);
  if (bytes.length > PIECE_BYTES) return decodedAs(bytes, unmarkedCharset(bytes, declared));
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== null && (declared === null || LATIN_TEXT.test(utf8))) return alreadyDecoded(utf8, 'utf-8');
  return decodedAs(bytes, declared ?? brokenCharset(bytes));
}

/** What {@link decodeText} says of a short file, told of a long one piece by piece. */
function unmarkedCharset(bytes: Uint8Array, declared: Charset | null): Charset {
  let from = 0;
  for (let end = pieceEnd(bytes, 0, 'utf-8'); from < bytes.length; end = pieceEnd(bytes, from, 'utf-8')) {
    const text = decodeUtf8(bytes.subarray(from, end));
    if (text === null || (declared !== null && !LATIN_TEXT.test(text)))
      return declared ?? brokenCharset(bytes);
    from = end;
  }
  return 'utf-8';
}

/** Of bytes that are no UTF-8: the set that XML declares, else UTF-8 with a few faults in it, else windows-1252. */
function brokenCharset(bytes: Uint8Array): Charset {
  return declaredOther(bytes) ?? (isMostlyUtf8(bytes) ? 'utf-8' : 'windows-1252');
}

/** So many characters beyond ASCII must be read as UTF-8, and twice as many as faults, to be no accident. */
const FEWEST_UTF8 = 3;

function isMostlyUtf8(bytes: Uint8Array): boolean {
  let good = 0;
  let bad = 0;
  for (const piece of piecesOf(bytes, 'utf-8')) {
    for (let index = 0; index < piece.length; index += 1) {
      const code = piece.charCodeAt(index);
      if (code === 0xfffd) bad += 1;
      else if (code >= 0x80) good += 1;
    }
  }
  return good >= FEWEST_UTF8 && good > 2 * bad;
}

function alreadyDecoded(text: string, charset: Charset): Decoded {
  return { charset, text: () => text, pieces: () => [text] };
}

function decodedAs(bytes: Uint8Array, charset: Charset): Decoded {
  if (bytes.length <= PIECE_BYTES) return alreadyDecoded(decodePiece(bytes, charset, true), charset);
  return {
    charset,
    text: () => decodePiece(bytes, charset, true),
    pieces: () => piecesOf(bytes, charset),
  };
}

function* piecesOf(bytes: Uint8Array, charset: Charset): Generator<string> {
  for (let from = 0; from < bytes.length; ) {
    const end = pieceEnd(bytes, from, charset);
    yield decodePiece(bytes.subarray(from, end), charset, from === 0);
    from = end;
  }
}

function decodePiece(bytes: Uint8Array, charset: Charset, isFirst: boolean): string {
  return charset === 'windows-1252' || charset === 'iso-8859-15'
    ? decodeLatin(bytes, charset === 'iso-8859-15')
    : new TextDecoder(charset, { ignoreBOM: !isFirst }).decode(bytes);
}

/** The end of the piece that begins at `from`: between two characters. */
function pieceEnd(bytes: Uint8Array, from: number, charset: Charset): number {
  const end = from + PIECE_BYTES;
  if (end >= bytes.length) return bytes.length;
  if (charset === 'utf-8') return end - continuationBytes(bytes, end);
  // A high surrogate (0xd800 … 0xdbff) stays with the low one behind it.
  if (charset === 'utf-16le') return ((bytes[end - 1] ?? 0) & 0xfc) === 0xd8 ? end - 2 : end;
  if (charset === 'utf-16be') return ((bytes[end - 2] ?? 0) & 0xfc) === 0xd8 ? end - 2 : end;
  return end;
}

/** How far before `end` the character begins that stands there: no character has more than three bytes behind its first. */
function continuationBytes(bytes: Uint8Array, end: number): number {
  for (let back = 0; back < 4; back += 1) if (((bytes[end - back] ?? 0) & 0xc0) !== 0x80) return back;
  return 0;
}

/** What a byte-order mark says; UTF-16 XML without one begins with a `<` of two bytes (XML 1.0, appendix F). */
function markedCharset([first, second, third]: Uint8Array): Charset | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return null;
}

/** UTF-16 without a mark: of most characters of a Latin script one byte is zero, and always the same one. */
function wideCharset(bytes: Uint8Array): Charset | null {
  const looked = Math.min(bytes.length, 400);
  if (looked < 8 || bytes.length % 2 !== 0) return null;
  let first = 0;
  let second = 0;
  for (let index = 0; index < looked; index += 2) {
    if (bytes[index] === 0) first += 1;
    if (bytes[index + 1] === 0) second += 1;
  }
  const most = (looked / 2) * 0.8;
  if (first === 0 && second > most) return 'utf-16le';
  return second === 0 && first > most ? 'utf-16be' : null;
}

/** The label of the character set that an XML declaration names; empty where there is none. */
function declaredLabel(bytes: Uint8Array): string {
  const start = latin1(bytes.subarray(0, DECLARATION_BYTES)).trimStart();
  return /^<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/u.exec(start)?.[1] ?? '';
}

/** Another set of single bytes that an XML declaration names, as agencies east of the Baltic do. */
function declaredOther(bytes: Uint8Array): Charset | null {
  const label = declaredLabel(bytes).toLowerCase();
  const [, family, part] = /^(iso-8859-|windows-125|koi8-)(\d{1,2}|[ru])$/u.exec(label) ?? [];
  if (family === 'iso-8859-' && /^(?:[2-8]|1[0346])$/u.test(part ?? '')) return `iso-8859-${part}`;
  if (family === 'windows-125' && /^[0-8]$/u.test(part ?? '')) return `windows-125${part}`;
  return family === 'koi8-' && /^[ru]$/u.test(part ?? '') ? `koi8-${part}` : null;
}

/** The Latin character set that an XML declaration names; those that windows-1252 contains are it. */
function declaredLatin(bytes: Uint8Array): 'windows-1252' | 'iso-8859-15' | null {
  const label = declaredLabel(bytes);
  if (/^(?:iso-?8859-?15|latin-?9|l9)$/iu.test(label)) return 'iso-8859-15';
  const isLatin = /^(?:iso-?8859-?1|latin-?1|l1|windows-1252|cp-?1252|us-ascii|ascii)$/iu.test(label);
  return isLatin ? 'windows-1252' : null;
}

/** Null where the bytes are no UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Where ISO-8859-15 differs from ISO-8859-1. */
const LATIN_9: Readonly<Record<string, string>> = {
  '\xa4': '€',
  '\xa6': 'Š',
  '\xa8': 'š',
  '\xb4': 'Ž',
  '\xb8': 'ž',
  '\xbc': 'Œ',
  '\xbd': 'œ',
  '\xbe': 'Ÿ',
};

function decodeLatin(bytes: Uint8Array, isLatin9: boolean): string {
  const text = latin1(bytes).replace(/[\x80-\x9f]/gu, (control) =>
    WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80),
  );
  return isLatin9 ? text.replace(/[\xa4\xa6\xa8\xb4\xb8\xbc-\xbe]/gu, (mark) => LATIN_9[mark] ?? mark) : text;
}

/** One character a byte. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return text;
}
