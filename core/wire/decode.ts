import { WINDOWS_1252 } from './entities.ts';

/** A text as it was decoded, or why it is none. */
export type Decoding =
  | { readonly kind: 'text'; readonly text: string; readonly charset: Charset }
  | { readonly kind: 'binary'; readonly reason: string };

export type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

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
  ['PK\x03\x04', 'a zip archive'],
  ['\x1f\x8b', 'a gzip archive'],
];

/**
 * Bytes as text: by byte-order mark, else as the XML declaration says, else UTF-8, else (bytes that are
 * no UTF-8) windows-1252, of which ISO-8859-1 is read as a part, as the WHATWG Encoding Standard does.
 */
export function decode(bytes: Uint8Array): Decoding {
  const signature = signatureOf(bytes);
  if (signature !== null) {
    return { kind: 'binary', reason: `This is ${signature}, not a text: drop the story's text or XML.` };
  }
  const charset = charsetOf(bytes);
  const text = decodeAs(bytes, charset);
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

function charsetOf(bytes: Uint8Array): Charset {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  // XML without a byte-order mark in UTF-16 begins with a `<` of two bytes (XML 1.0, appendix F).
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  const declared = declaredCharset(bytes);
  if (declared === 'windows-1252' || !isUtf8(bytes)) return 'windows-1252';
  return 'utf-8';
}

/** The encoding that an XML declaration names, where it is one that differs from UTF-8. */
function declaredCharset(bytes: Uint8Array): Charset | null {
  const start = latin1(bytes.subarray(0, DECLARATION_BYTES)).trimStart();
  if (!start.startsWith('<?xml')) return null;
  const label = /^<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/u.exec(start)?.[1];
  return label !== undefined &&
    /^(?:iso-?8859-?1|latin-?1|l1|windows-1252|cp-?1252|us-ascii|ascii)$/iu.test(label)
    ? 'windows-1252'
    : null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function decodeAs(bytes: Uint8Array, charset: Charset): string {
  if (charset !== 'windows-1252') return new TextDecoder(charset).decode(bytes);
  return latin1(bytes).replace(/[\x80-\x9f]/gu, (control) =>
    WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80),
  );
}

/** One character a byte. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return text;
}
