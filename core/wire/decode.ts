import { WINDOWS_1252 } from './entities.ts';

/** A text as it was decoded, or why it is none. */
export type Decoding =
  | { readonly kind: 'text'; readonly text: string; readonly charset: Charset }
  | { readonly kind: 'binary'; readonly reason: string };

export type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-15';

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
 * Bytes as text: by byte-order mark, else UTF-8, else (bytes that are no UTF-8) windows-1252, of which
 * ISO-8859-1 is read as a part, as the WHATWG Encoding Standard does. XML that declares one of these two
 * although its bytes are UTF-8 in a Latin script is read as UTF-8: agencies convert the file and forget
 * its first line, and no text in the declared character set looks so.
 */
export function decode(bytes: Uint8Array): Decoding {
  const signature = signatureOf(bytes);
  if (signature !== null) {
    return { kind: 'binary', reason: `This is ${signature}, not a text: drop the story's text or XML.` };
  }
  const { text, charset } = decodeText(bytes);
  const nul = text.indexOf('\0');
  if (nul < 0) return { kind: 'text', text, charset };
  return {
    kind: 'binary',
    reason: `This is not a text: character ${nul + 1} is a zero byte. Drop the story's text or XML.`,
  };
}

function signatureOf(bytes: Uint8Array): string | null {
  const start = latin1(bytes.subarray(0, 8));
  return SIGNATURES.find(([magic]) => start.startsWith(magic))?.[1] ?? null;
}

function decodeText(bytes: Uint8Array): { readonly text: string; readonly charset: Charset } {
  const marked = markedCharset(bytes);
  if (marked !== null) return { text: new TextDecoder(marked).decode(bytes), charset: marked };
  const utf8 = decodeUtf8(bytes);
  const declared = declaredLatin(bytes);
  if (utf8 !== null && (declared === null || LATIN_TEXT.test(utf8))) return { text: utf8, charset: 'utf-8' };
  return { text: decodeLatin(bytes, declared === 'iso-8859-15'), charset: declared ?? 'windows-1252' };
}

/** What a byte-order mark says; UTF-16 XML without one begins with a `<` of two bytes (XML 1.0, appendix F). */
function markedCharset([first, second, third]: Uint8Array): Charset | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return null;
}

/** The Latin character set that an XML declaration names; those that windows-1252 contains are it. */
function declaredLatin(bytes: Uint8Array): 'windows-1252' | 'iso-8859-15' | null {
  const start = latin1(bytes.subarray(0, DECLARATION_BYTES)).trimStart();
  const label = /^<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/u.exec(start)?.[1] ?? '';
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
