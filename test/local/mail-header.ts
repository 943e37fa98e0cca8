/** The raw value of a mail's header, folded as it stands. */
export function headerOf(mail: string, name: string): string {
  const [head = ''] = mail.split('\r\n\r\n', 1);
  const line = head.split(/\r\n(?! )/u).find((one) => one.startsWith(`${name}: `));
  return line?.slice(name.length + 2) ?? '';
}

/** Reads a header as RFC 2047 and RFC 5322 say: unfold, join neighbouring encoded words, decode. */
export function decodeHeader(header: string): string {
  const unfolded = header.replaceAll('\r\n', '');
  if (!unfolded.startsWith('=?')) return unfolded;
  const words = [...unfolded.matchAll(/=\?utf-8\?B\?([^?]*)\?=/gu)].map(([, base64 = '']) => base64);
  return words.map((word) => Buffer.from(word, 'base64').toString()).join('');
}
