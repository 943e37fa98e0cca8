import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { READER_FAULT } from '../../../core/wire/read-object.ts';
import { read, readReason } from './reading.ts';

describe('what cannot be read is rejected with one sentence', () => {
  it.each([
    ['', 'The file is empty.'],
    [' \r\n\t\n', 'There is no text in it.'],
    ['\ufeff', 'There is no text in it.'],
    ['ab\0cd', "This is not a text: character 3 is a zero byte. Drop the story's text or XML."],
    ['<foo><bar/></foo>', 'The XML begins with <foo>, which no known wire format does.'],
  ])('%j', (content, reason) => {
    expect(readReason(content)).toBe(reason);
  });

  it('when it is larger than allowed, before it is looked at', () => {
    expect(readReason('x'.repeat(1001), { maxBytes: 1000 })).toBe(
      'The file has 1001 bytes; at most 1000 are read (configuration: maxBytes).',
    );
  });

  it('when its XML breaks off, and where', () => {
    expect(readReason('<RBNews>\n<headline>Nato bl')).toMatch(
      /^The XML cannot be read at line 2, column \d+: it breaks off/u,
    );
  });

  it('when it declares entities', () => {
    const bomb = `<!DOCTYPE n [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "&a;&a;&a;&a;">]><RBNews>&b;</RBNews>`;
    expect(readReason(bomb)).toContain('it declares entities of its own, which is not allowed');
  });
});

describe('whatever the bytes', () => {
  it('there is an outcome for each item, and no fault', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ maxLength: 300, unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
      fc
        .array(
          fc.constantFrom(
            '<RBNews>',
            '</RBNews>',
            '<content>',
            '&lt;p',
            '/ritzau/',
            '\n',
            '<nitf>',
            '{',
            '\u0001',
            'a',
          ),
        )
        .map((parts) => new TextEncoder().encode(parts.join(''))),
    );
    fc.assert(
      fc.property(bytes, (content) => {
        const outcomes = read(content);
        expect(outcomes.length).toBeGreaterThan(0);
        outcomes.forEach((outcome, part) => {
          expect(outcome.part).toBe(part);
          if (outcome.kind === 'rejected') expect(outcome.reason).not.toContain(READER_FAULT);
        });
      }),
      { numRuns: 500 },
    );
  });
});
