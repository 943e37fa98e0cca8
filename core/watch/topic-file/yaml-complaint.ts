import type { YAMLParseError } from 'yaml';

/** What YAML complains of, as somebody who writes topics would see it. */
export interface Complaint {
  readonly offset: number;
  readonly message: string;
  readonly mend: string;
}

export const IN_QUOTES = 'Put it in quotes, so that YAML takes it as a word.';
/** How a query is written so that YAML leaves all its signs alone. */
export const BLOCK_QUERY = 'Write "query: |", and the query on the next line, indented.';

type Words = readonly [message: string, mend: string];

const INDENTED_UNLIKE: Words = [
  'The lines are not indented alike.',
  'Give all items of a list the same number of spaces, and close each [.',
];
const NO_COLON: Words = [
  'This line has no colon.',
  'A key ends in a colon ("none of:"), a note begins with #, and each word of a list has its dash.',
];

/** By the code of YAML's complaint. */
const COMPLAINTS: Readonly<Record<string, Words>> = {
  BAD_SCALAR_START: ['YAML keeps this sign for itself at the start of a word.', IN_QUOTES],
  TAB_AS_INDENT: ['A tab cannot indent a line.', 'Use spaces.'],
  DUPLICATE_KEY: ['This key is there twice.', 'Join the two.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'A colon stands in the middle of a line.',
    'Put a space behind the colon of a key, as in name: {en: …}; words with a colon go in quotes.',
  ],
  MISSING_CHAR: [
    'A quote mark, bracket or brace is opened here and not closed.',
    'Close it; a word that contains a quote mark goes between quotes of the other kind.',
  ],
  BAD_INDENT: INDENTED_UNLIKE,
  BAD_ALIAS: ['YAML keeps a leading * for itself.', 'The * goes behind the beginning of a word: deploy*.'],
  MULTIPLE_DOCS: ['A line of --- begins a second file here.', 'Give each topic a file of its own.'],
  MULTILINE_IMPLICIT_KEY: [
    'A key runs over two lines.',
    'Check the line before: a colon, quote mark or bracket may be missing.',
  ],
};

/** Brackets and braces, and what may have them in it that are none: quoted words and comments. */
const BRACKETS = /[[\]{}]|"(?<=[[,:-] *")[^"\n]*"|'(?<=[[,:-] *')[^'\n]*'|#(?<=(?:^|\s)#)[^\n]*/gu;

/** What is wrong where YAML stopped to understand the text. */
export function readComplaint(text: string, { code, message, pos: [noticed] }: YAMLParseError): Complaint {
  const start = text.lastIndexOf('\n', noticed - 1) + 1;
  const line = text.slice(start).split('\n', 1)[0] ?? '';
  const indent = (/^\s*/u.exec(line)?.[0] ?? '').length;
  if (isBehindQuote(text, noticed)) {
    const isQuery = /^query\s*:/u.test(line);
    return {
      offset: noticed,
      message: 'Words stand behind a closing quote mark.',
      mend: isQuery ? BLOCK_QUERY : 'Put the quote marks around the whole phrase, or leave them out.',
    };
  }
  const dash = code === 'BAD_INDENT' ? missingDash(text, start) : null;
  if (dash !== null) {
    return {
      offset: dash,
      message: 'A dash is missing here.',
      mend: 'Give each clause, and each word of a list, its own dash: "- one of: [mission]".',
    };
  }
  if (message.startsWith('Unexpected ,')) {
    return {
      offset: noticed,
      message: 'No word stands before this comma.',
      mend: 'Take the comma out, or write a word.',
    };
  }
  const comment = swallowedText(text);
  if (comment !== null) {
    return {
      offset: comment,
      message: 'All behind a # is taken as a comment.',
      mend: 'Put the word with the # in quotes.',
    };
  }
  const bracket = code === 'BAD_INDENT' ? openBracket(text, noticed) : null;
  if (bracket !== null) {
    return text.charAt(bracket) === '['
      ? {
          offset: bracket,
          message: 'This bracket is opened and not closed.',
          mend: 'Close it with ] where its words end.',
        }
      : {
          offset: bracket,
          message: 'This brace is opened and not closed.',
          mend: 'Close it with } at the end.',
        };
  }
  const isKeyless = code === 'MULTILINE_IMPLICIT_KEY' || message.startsWith('Implicit map keys need');
  if (isKeyless && !line.includes(':')) return complaint(start + indent, NO_COLON);
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return secondColon(line, noticed, start);
  const known = COMPLAINTS[code] ?? [
    `This cannot be read as YAML: ${message}.`,
    'Check the indentation, brackets and quote marks of this line and the one before.',
  ];
  return complaint(openingOf(text, code, message, noticed), known);
}

function complaint(offset: number, [message, mend]: Words): Complaint {
  return { offset, message, mend };
}

/** A colon in a text behind a colon; or a dash, to which YAML says the same. */
function secondColon(line: string, noticed: number, start: number): Complaint {
  if (/^\s*-/u.test(line) && !/:\s.*:(?:\s|$)/u.test(line)) {
    return complaint(start + line.indexOf('-'), INDENTED_UNLIKE);
  }
  const [, key = '', rest = ''] = /^\s*(?:- )?([^:]+):\s+(.*:(?:\s.*|$))/u.exec(line) ?? [];
  const [message, mend] = COMPLAINTS.BLOCK_AS_IMPLICIT_KEY ?? INDENTED_UNLIKE;
  if (rest === '' || /^["'[{]/u.test(rest)) return { offset: noticed, message, mend };
  return {
    offset: start + line.indexOf(':', line.indexOf(':') + 1),
    message: 'A second colon stands in this line.',
    mend:
      key === 'query' ? BLOCK_QUERY : `Put all behind the first colon in quotes: ${key}: "${rest.trim()}".`,
  };
}

/** Where a line begins that should have a dash as those above it, indented alike; null where that is not what is wrong. */
function missingDash(text: string, start: number): number | null {
  const indent = /^ *(?=[^\s#-])/u.exec(text.slice(start))?.[0];
  if (indent === undefined || indent === '') return null;
  const above = text.slice(0, start).split('\n');
  const sibling = above.findLast((line) => line.trim() !== '' && !line.startsWith(`${indent} `));
  return sibling?.startsWith(`${indent}- `) ? start + indent.length : null;
}

/** Whether something follows a quoted word on its line: `"Nato" mission`. */
function isBehindQuote(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /[[,:-] *("[^"]*"|'[^']*') *$/u.test(line) && /^[^\s"',[\]{}:#]/u.test(text.slice(offset));
}

/** Where the quote mark stands that is not closed: YAML notices at the end of the file. */
function openingOf(text: string, code: string, message: string, offset: number): number {
  const mark = code === 'MISSING_CHAR' ? /["']/u.exec(message)?.[0] : undefined;
  const opening = mark === undefined ? -1 : text.lastIndexOf(mark, offset);
  return opening === -1 ? offset : opening;
}

/**
 * Where a bracket stands that is not closed: YAML notices at the next line that is not indented enough. Null where a closing
 * one follows there, which stands too far to the left.
 */
function openBracket(text: string, noticed: number): number | null {
  const open: number[] = [];
  for (const { 0: sign, index } of text.matchAll(BRACKETS)) {
    const closes = sign === ']' || sign === '}';
    if (index >= noticed && closes) return null;
    if (index >= noticed && (sign === '[' || sign === '{')) break;
    if (sign === '[' || sign === '{') open.push(index);
    else if (closes) open.pop();
  }
  return open.at(-1) ?? null;
}

/** Where a # inside brackets swallows the rest of a line, closing bracket and all; else null. */
function swallowedText(text: string): number | null {
  const found = /\[(?:[^\]#\n"']* )?#[^\n]*\]/u.exec(text);
  return found === null ? null : found.index + found[0].indexOf('#');
}
