import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
} from 'yaml';
import type { Mistake } from '../mistake.ts';
import { placeInScalar } from './scalar-place.ts';

/** A file's text, and its path as people should read it: `topics/nato-missions.yaml`. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A piece of YAML that a mistake can point at. */
export type Place = Node | { readonly offset: number };

const QUOTES = 'Put it in quotes, so that YAML takes it as a word.';

/** How a query is written so that YAML leaves all its signs alone. */
export const BLOCK_QUERY = 'Write "query: |", and the query on the next line, indented.';

/** What YAML's own complaints mean to somebody who writes topics, by their code. */
const COMPLAINTS: Readonly<Record<string, readonly [message: string, mend: string]>> = {
  BAD_SCALAR_START: ['YAML keeps this sign for itself at the start of a word.', QUOTES],
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
  BAD_INDENT: [
    'The lines are not indented alike.',
    'Give all items of a list the same number of spaces, and close each [.',
  ],
  BAD_ALIAS: ['YAML keeps a leading * for itself.', 'The * goes behind the beginning of a word: deploy*.'],
  MULTIPLE_DOCS: ['A line of --- begins a second file here.', 'Give each topic a file of its own.'],
  MULTILINE_IMPLICIT_KEY: [
    'A key runs over two lines.',
    'Check the line before: a colon, quote mark or bracket may be missing.',
  ],
};

/** Brackets, and what may have brackets in it that are none: quoted words and comments. */
const BRACKETS = /[[\]]|"(?<=[[,:-] *")[^"\n]*"|'(?<=[[,:-] *')[^'\n]*'|#(?<=(?:^|\s)#)[^\n]*/gu;

/**
 * A YAML file that is read with its places, so that every mistake can be shown where it stands. All
 * values are strings: `no`, `007` and `1e3` are words here.
 */
export class YamlFile {
  readonly path: string;
  readonly mistakes: Mistake[] = [];
  /** What is right as it stands, but perhaps not what its author meant. */
  readonly warnings: Mistake[] = [];
  readonly document: Document;
  /** Whether the file is text and YAML at all; if not, its mistakes say why, and all others would come of that. */
  readonly readable: boolean;
  private readonly lines = new LineCounter();
  private readonly text: string;

  constructor(file: TextFile) {
    this.path = file.path;
    this.text = file.text;
    this.document = parseDocument(file.text, {
      lineCounter: this.lines,
      prettyErrors: false,
      schema: 'failsafe',
      logLevel: 'error',
    });
    if (this.document.errors.length > 0) this.readComplaints();
    else {
      this.readLostLetters();
      this.readSpaces();
      this.readComments();
    }
    this.readable = this.mistakes.length === 0;
  }

  mistake(place: Place, message: string, mend: string): void {
    this.mistakes.push(this.found(place, message, mend));
  }

  warning(place: Place, message: string, mend: string): void {
    this.warnings.push(this.found(place, message, mend));
  }

  private found(place: Place, message: string, mend: string): Mistake {
    const offset = 'offset' in place ? place.offset : (place.range?.[0] ?? 0);
    const { line, col } = this.lines.linePos(Math.min(offset, this.text.length));
    return { file: this.path, line: Math.max(1, line), column: Math.max(1, col), message, mend };
  }

  /** The text of a scalar; null, and a mistake, for anything else. `what` says what is expected: `a word`. */
  scalar(node: unknown, what: string): Scalar<string> | null {
    if (isAlias(node)) {
      this.mistake(
        node,
        'YAML keeps a leading * for itself.',
        'The * goes behind the beginning of a word: deploy*.',
      );
      return null;
    }
    if (isScalar(node) && (node.anchor !== undefined || node.tag?.startsWith('!'))) {
      const sign = this.text.slice(0, node.range?.[0] ?? 0).search(/[&!][^&!]*$/u);
      const place = sign === -1 ? node : { offset: sign };
      this.mistake(place, 'YAML keeps a leading & or ! for itself.', QUOTES);
      return null;
    }
    if (isScalar<string>(node) && typeof node.value === 'string' && node.value.trim() !== '') {
      if (!node.value.includes('\n') && this.runsOver(node)) {
        this.mistake(
          node,
          'These lines are read as one.',
          'Indent the dashes of a list alike, or join the lines.',
        );
        return null;
      }
      return node;
    }
    this.expected(node, what);
    return null;
  }

  /** The text of a node that should be words for people; empty, and a mistake, for anything else. */
  prose(node: unknown, what: string): string {
    if (isScalar<string>(node) && typeof node.value === 'string')
      return node.value.replace(/\s+/gu, ' ').trim();
    this.expected(node, what);
    return '';
  }

  expected(node: unknown, what: string): void {
    const place = isNode(node) ? node : { offset: this.text.length };
    if (isScalar(node) && inline(node) === '') {
      this.mistake(place, `Nothing stands here, where ${what} is expected.`, 'Write it, or take this out.');
    } else if (isMap(node) && node.items.length === 1) {
      this.mistake(place, `Here ${what} is expected, but the colon makes it something else.`, QUOTES);
    } else {
      this.mistake(place, `Here ${what} is expected.`, 'See docs/topics.md for how a topic is written.');
    }
  }

  /** The place of a character of a scalar's value in the file, for text over several lines and with escapes too. */
  placeIn(node: Scalar<string>, offset: number): Place {
    return { offset: placeInScalar(this.text, node, offset) };
  }

  private runsOver(node: Scalar<string>): boolean {
    return node.type === Scalar.PLAIN && this.text.slice(node.range?.[0], node.range?.[1]).includes('\n');
  }

  private readComplaints(): void {
    const [first] = this.document.errors;
    if (first === undefined) return;
    const behind = this.behindQuote(first.pos[0]);
    if (behind) {
      const isQuery = /^query\s*:/u.test(this.text.slice(this.text.lastIndexOf('\n', first.pos[0] - 1) + 1));
      this.mistake(
        { offset: first.pos[0] },
        'Words stand behind a closing quote mark.',
        isQuery ? BLOCK_QUERY : 'Put the quote marks around the whole phrase, or leave them out.',
      );
      return;
    }
    const dash = first.code === 'BAD_INDENT' ? this.missingDash(first.pos[0]) : null;
    if (dash !== null) {
      this.mistake(
        { offset: dash },
        'A dash is missing here.',
        'Give each clause, and each word of a list, its own dash: "- one of: [mission]".',
      );
      return;
    }
    if (first.message.startsWith('Unexpected ,')) {
      this.mistake(
        { offset: first.pos[0] },
        'No word stands before this comma.',
        'Take the comma out, or write a word.',
      );
      return;
    }
    const comment = this.swallowedText();
    if (comment !== null) {
      this.mistake(
        { offset: comment },
        'All behind a # is taken as a comment.',
        'Put the word with the # in quotes.',
      );
      return;
    }
    const bracket = first.code === 'BAD_INDENT' ? this.openBracket(first.pos[0]) : null;
    if (bracket !== null) {
      this.mistake(
        { offset: bracket },
        'This bracket is opened and not closed.',
        'Close it with ] where its words end.',
      );
      return;
    }
    const [message, mend] = COMPLAINTS[first.code] ?? [
      `This cannot be read as YAML: ${first.message}.`,
      'Check the indentation, brackets and quote marks of this line and the one before.',
    ];
    this.mistake({ offset: this.openingOf(first.code, first.message, first.pos[0]) }, message, mend);
  }

  /** Where a line begins that should have a dash as those above it, indented alike; null where that is not what is wrong. */
  private missingDash(noticed: number): number | null {
    const start = this.text.lastIndexOf('\n', noticed - 1) + 1;
    const indent = /^ *(?=[^\s#-])/u.exec(this.text.slice(start))?.[0];
    if (indent === undefined || indent === '') return null;
    const above = this.text.slice(0, start).split('\n');
    const sibling = above.findLast((line) => line.trim() !== '' && !line.startsWith(`${indent} `));
    return sibling?.startsWith(`${indent}- `) ? start + indent.length : null;
  }

  /** Whether a word follows a quoted one on its line: `"Nato" mission`. */
  private behindQuote(offset: number): boolean {
    const line = this.text.slice(this.text.lastIndexOf('\n', offset - 1) + 1, offset);
    return /[[,:-] *("[^"]*"|'[^']*') +$/u.test(line) && /^[\p{L}\p{N}]/u.test(this.text.slice(offset));
  }

  /** Where the quote mark stands that is not closed: YAML notices at the end of the file. */
  private openingOf(code: string, message: string, offset: number): number {
    const mark = code === 'MISSING_CHAR' ? /["']/u.exec(message)?.[0] : undefined;
    const opening = mark === undefined ? -1 : this.text.lastIndexOf(mark, offset);
    return opening === -1 ? offset : opening;
  }

  /**
   * Where a [ stands that is not closed: YAML notices at the next line that is not indented enough. Null where a ] follows
   * there, which stands too far to the left.
   */
  private openBracket(noticed: number): number | null {
    const open: number[] = [];
    for (const { 0: sign, index } of this.text.matchAll(BRACKETS)) {
      if (index >= noticed && sign === ']') return null;
      if (index >= noticed && sign === '[') break;
      if (sign === '[') open.push(index);
      else if (sign === ']') open.pop();
    }
    return open.at(-1) ?? null;
  }

  /** Where a # inside brackets swallows the rest of a line, closing bracket and all; else null. */
  private swallowedText(): number | null {
    const found = /\[(?:[^\]#\n"']* )?#[^\n]*\]/u.exec(this.text);
    return found === null ? null : found.index + found[0].indexOf('#');
  }

  /** Letters that were not saved as UTF-8 are lost by now: `øvelse` would be looked for as `velse`. */
  private readLostLetters(): void {
    const offset = this.text.indexOf('\ufffd');
    if (offset === -1) return;
    this.mistake(
      { offset },
      'A letter here cannot be read: the file was not saved as UTF-8.',
      'Save it again with the encoding UTF-8, and look whether æ, ø and å are right.',
    );
  }

  /** A space copied from a web page or a text processor looks like one that indents, and is none. */
  private readSpaces(): void {
    const found = /^ *(?:- *)*[\u00a0\u2000-\u200b\u202f\u3000]/mu.exec(this.text);
    if (found === null) return;
    this.mistake(
      { offset: found.index + found[0].length - 1 },
      'This line begins with a space that YAML does not take for one.',
      'Delete it and type an ordinary space.',
    );
  }

  /** `- Nato #mission` would lose a word without a sound; a comment has a space behind its #. */
  private readComments(): void {
    for (const found of this.text.matchAll(/^(?! *#)[^\n"'#]*\S[ \t]+#(?=[^\s#!])/gmu)) {
      const offset = found.index + found[0].length - 1;
      this.mistake(
        { offset },
        'All behind a # is taken as a comment.',
        'Put the word with the # in quotes; a comment has a space behind its #.',
      );
    }
  }
}

/** Whether something is a node of a YAML document. */
export function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

/** A node on one line, as its author might have written it. */
export function inline(node: unknown): string {
  if (isScalar(node)) return String(node.value).trim();
  if (isSeq(node)) return `[${node.items.map(inline).join(', ')}]`;
  if (isMap(node))
    return `{${node.items.map((pair) => `${inline(pair.key)}: ${inline(pair.value)}`).join(', ')}}`;
  return '';
}
