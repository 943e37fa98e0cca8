import { Scalar } from 'yaml';

/** Escapes between double quotes that stand for white space, and those that stand for one sign. */
const ESCAPED = /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|(\r?\n|[\s\S]))/uy;
const WHITE_ESCAPES = 'tnrvf _LP\t\n\r\n';
const WHITE = /\s/u;

/** A piece of the file's text, and how many signs of the value other than white space it stands for. */
interface Piece {
  readonly length: number;
  readonly signs: number;
}

/**
 * Where in the file's text a character of a scalar's value stands, whichever way the value is written. White space aside,
 * which YAML folds, the signs of the value follow each other in the file.
 */
export function placeInScalar(text: string, node: Scalar<string>, offset: number): number {
  const { value, type } = node;
  const start = node.range?.[0] ?? 0;
  const isBlock = type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED;
  const isQuoted = type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE;
  let at = isBlock ? text.indexOf('\n', start) + 1 : start + (isQuoted ? 1 : 0);
  for (let left = signsIn(value.slice(0, offset)); left > 0 && at < text.length; ) {
    const { length, signs } = pieceAt(text, at, type);
    at += length;
    left -= signs;
  }
  if (signsIn(value.slice(offset)) === 0) return at;
  for (let piece = pieceAt(text, at, type); piece.signs === 0; piece = pieceAt(text, at, type)) {
    at += piece.length;
    if (at >= text.length) break;
  }
  return at;
}

function signsIn(value: string): number {
  return value.replace(/\s+/gu, '').length;
}

function pieceAt(text: string, at: number, type: Scalar['type']): Piece {
  if (type === Scalar.QUOTE_DOUBLE && text.charAt(at) === '\\') return escapeAt(text, at);
  if (type === Scalar.QUOTE_SINGLE && text.startsWith("''", at)) return { length: 2, signs: 1 };
  return { length: 1, signs: WHITE.test(text.charAt(at)) ? 0 : 1 };
}

function escapeAt(text: string, at: number): Piece {
  ESCAPED.lastIndex = at;
  const [whole = '\\', byte, short, long, sign = ''] = ESCAPED.exec(text) ?? [];
  const code = byte ?? short ?? long;
  if (code !== undefined)
    return { length: whole.length, signs: signsIn(String.fromCodePoint(Number.parseInt(code, 16))) };
  return { length: whole.length, signs: WHITE_ESCAPES.includes(sign) ? 0 : 1 };
}
