/** A mail as the local run writes it. */
export interface Mail {
  readonly id: string;
  readonly at: Date;
  /** One address. */
  readonly to: string;
  readonly subject: string;
  /** Lines end with `\n`. */
  readonly text: string;
}

const CRLF = '\r\n';
/** Bytes of an encoded word's text: 45 become 60 letters of base64, 72 with their frame (RFC 2047, section 2: at most 75). */
const WORD_BYTES = 45;
/** RFC 5322, section 2.1.1: a line must not be longer, without its end. */
const MOST_LINE_BYTES = 998;

/**
 * The mail as an `.eml` file: RFC 5322 headers, a subject that is not plain ASCII as encoded words
 * (RFC 2047), UTF-8 text that is readable as it stands (8bit) unless a line is too long for that.
 */
export function mailFile({ id, at, to, subject, text }: Mail): string {
  const body = text.split('\n').join(CRLF);
  const encoded = body.split(CRLF).some((line) => Buffer.byteLength(line) > MOST_LINE_BYTES);
  return [
    'From: Wirewatch <wirewatch@localhost>',
    `To: ${to}`,
    `Subject: ${encodeHeader(subject)}`,
    `Date: ${rfc5322Date(at)}`,
    `Message-ID: <${id}@wirewatch.localhost>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Transfer-Encoding: ${encoded ? 'base64' : '8bit'}`,
    '',
    encoded ? base64Lines(body) : body,
  ].join(CRLF);
}

function encodeHeader(text: string): string {
  if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/u.test(text) && !text.includes('=?')) return fold(text);
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return words.map((one) => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`).join(`${CRLF} `);
}

/** Breaks a header in front of blanks, so that its lines stay under 78 columns (RFC 5322, section 2.2.3). */
function fold(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const part of text.split(/(?= )/u)) {
    if (line !== '' && line.length + part.length > 66) {
      lines.push(line);
      line = '';
    }
    line += part;
  }
  return [...lines, line].join(CRLF);
}

function rfc5322Date(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000');
}

function base64Lines(text: string): string {
  const base64 = Buffer.from(text).toString('base64');
  return `${(base64.match(/.{1,76}/gu) ?? []).join(CRLF)}${CRLF}`;
}
