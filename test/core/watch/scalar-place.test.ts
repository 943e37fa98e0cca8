import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMap, isScalar, parseDocument } from 'yaml';
import { placeInScalar } from '../../../core/watch/topic-file/scalar-place.ts';
import { readTopicFile } from '../../../core/watch/topic-file/topic-file.ts';

/** A value as it is written in a file, in pieces: one for each character of it. */
interface Written {
  readonly opening: string;
  readonly pieces: readonly string[];
  readonly closing: string;
}

type Way = (value: string, choice: (most: number) => number) => Written;

/** A blank, or the end of the line where YAML folds it to one. */
const blank = (choice: (most: number) => number) => (choice(4) === 0 ? '\n    ' : ' ');

const WAYS: Readonly<Record<string, Way>> = {
  plain: (value, choice) => ({
    opening: '',
    pieces: [...value.replace(/["'\\:#]/gu, 'x')].map((sign) => (sign === ' ' ? blank(choice) : sign)),
    closing: '\n',
  }),
  'single-quoted': (value, choice) => ({
    opening: "'",
    pieces: [...value].map((sign) => (sign === "'" ? "''" : sign === ' ' ? blank(choice) : sign)),
    closing: "'\n",
  }),
  'double-quoted': (value, choice) => ({
    opening: '"',
    pieces: [...value].map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      const hex = (length: number) => code.toString(16).padStart(length, '0');
      if (choice(4) === 0)
        return code < 0x100 ? `\\x${hex(2)}` : code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
      if (sign === ' ') return [' ', '\n    ', '\\t', '\\_', ' \\\n    '][choice(5)] ?? ' ';
      return sign === '"' || sign === '\\' || (sign === '/' && choice(2) === 0) ? `\\${sign}` : sign;
    }),
    closing: '"\n',
  }),
  literal: (value, choice) => ({
    opening: choice(2) === 0 ? '|\n    ' : '|- # as pasted\n    ',
    pieces: [...value].map((sign) => (sign === ' ' && choice(4) === 0 ? '\n    ' : sign)),
    closing: '\n',
  }),
  folded: (value, choice) => ({
    opening: '>\n    ',
    pieces: [...value].map((sign) => (sign === ' ' ? blank(choice) : sign)),
    closing: '\n',
  }),
};

const text = fc
  .array(fc.constantFrom('Nato', '"a b"', "Kim's", 'ø', '🚢', '(x', 'y)', '\\', '/', "''", 'OR'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((words) => `q${words.join(' ')}`);

describe('a character of a query', () => {
  it.each(Object.keys(WAYS))('is found where it stands in the file, %s', (name) => {
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.nat()), (value, numbers) => {
        const choice = (most: number) => (numbers.next().value ?? 0) % most;
        const { opening, pieces, closing } = WAYS[name]?.(value, choice) ?? {
          opening: '',
          pieces: [],
          closing: '',
        };
        const head = `name: N\nquery: ${opening}`;
        const file = `${head}${pieces.join('')}${closing}`;
        const { contents, errors } = parseDocument(file, { schema: 'failsafe' });
        expect(errors, file).toEqual([]);
        const node: unknown = isMap(contents) ? contents.get('query', true) : null;
        if (!isScalar<string>(node) || typeof node.value !== 'string') throw new Error(file);
        // White space aside, the characters of the value are those of the pieces, in order.
        const signs = (part: string) =>
          part.trim() !== '' && part !== ' \\\n    ' && part !== '\\t' && part !== '\\_' && part !== '\\x20';
        const places: number[] = [];
        let at = head.length;
        for (const piece of pieces) {
          if (signs(piece)) places.push(at);
          at += piece.length;
        }
        let sign = 0;
        let offset = 0;
        for (const character of node.value) {
          if (character.trim() !== '') expect(placeInScalar(file, node, offset), file).toBe(places[sign++]);
          offset += character.length;
        }
        expect(sign).toBe(places.length);
        expect(placeInScalar(file, node, node.value.trimEnd().length)).toBe(
          head.length + pieces.join('').trimEnd().length,
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    'query: "\\"Nato mission\\" AND KFOR lorry"',
    "query: 'Kim''s AND KFOR lorry'",
    'query: Kim AND KFOR lorry',
  ])('is what the caret points at: %s', (line) => {
    const reading = readTopicFile({ path: 'a.yaml', text: `name: N\n${line}\n` }, new Map());
    expect(reading).toMatchObject({
      kind: 'mistakes',
      mistakes: [{ line: 2, column: line.indexOf('lorry') + 1 }],
    });
  });
});
