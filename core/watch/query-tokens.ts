import type { Exactness } from './parse-term.ts';

/** A piece of a query; `offset` to `end` is where it stands in the query's text. */
export type QueryToken =
  | { readonly kind: 'and' | 'or' | 'not' | 'open' | 'close'; readonly offset: number; readonly end: number }
  | {
      readonly kind: 'near';
      readonly words: number;
      readonly ordered: boolean;
      readonly offset: number;
      readonly end: number;
    }
  /** `headline:` */
  | { readonly kind: 'label'; readonly name: string; readonly offset: number; readonly end: number }
  | {
      readonly kind: 'words';
      readonly text: string;
      readonly exactness: Exactness;
      readonly offset: number;
      readonly end: number;
    };

const PIECE = /(==?)?["“”]([^"“”]*)["“”]?|[()]|(?!medtop:|subj:)(\p{L}+):(?=\S)|[^\s()"“”]+/gu;
const NEAR = /^(O?)NEAR\/(\d{1,4})$/u;

/** Divides a query into its pieces. Takes any text; an unclosed quote mark runs to the end. */
export function lexQuery(text: string): readonly QueryToken[] {
  return Array.from(text.matchAll(PIECE), (piece): QueryToken => {
    const [whole, equals = '', quoted, label] = piece;
    const place = { offset: piece.index, end: piece.index + whole.length };
    if (quoted !== undefined) return { kind: 'words', text: quoted, exactness: exactness(equals), ...place };
    if (label !== undefined) return { kind: 'label', name: label, ...place };
    return bareToken(whole, place);
  });
}

function bareToken(text: string, place: { readonly offset: number; readonly end: number }): QueryToken {
  switch (text) {
    case 'AND':
      return { kind: 'and', ...place };
    case 'OR':
      return { kind: 'or', ...place };
    case 'NOT':
      return { kind: 'not', ...place };
    case '(':
      return { kind: 'open', ...place };
    case ')':
      return { kind: 'close', ...place };
  }
  const near = NEAR.exec(text);
  if (near !== null) return { kind: 'near', words: Number(near[2]), ordered: near[1] === 'O', ...place };
  const equals = /^==?/u.exec(text)?.[0] ?? '';
  return { kind: 'words', text: text.slice(equals.length), exactness: exactness(equals), ...place };
}

function exactness(equals: string): Exactness {
  return equals === '' ? 'inflected' : equals === '=' ? 'exact' : 'capitals';
}
