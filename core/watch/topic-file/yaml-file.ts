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
import { IN_QUOTES, readComplaint } from './yaml-complaint.ts';

/** A file's text, and its path as people should read it: `topics/nato-missions.yaml`. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A piece of YAML that a mistake can point at. */
export type Place = Node | { readonly offset: number };

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
    const [complaint] = this.document.errors;
    if (complaint !== undefined) {
      const { offset, message, mend } = readComplaint(file.text, complaint);
      this.mistake({ offset }, message, mend);
    } else {
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
      this.mistake(place, 'YAML keeps a leading & or ! for itself.', IN_QUOTES);
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
      this.mistake(place, `Here ${what} is expected, but the colon makes it something else.`, IN_QUOTES);
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
