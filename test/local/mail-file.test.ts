import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mail, mailFile } from '../../local/mail-file.ts';
import { decodeHeader, headerOf } from './mail-header.ts';

const MAIL: Mail = {
  id: '20260402T123200000Z-00aa11bb',
  at: new Date('2026-04-02T12:32:00.000Z'),
  to: 'you@localhost',
  subject: '[Nato missions] The hospital stays open',
  text: 'The field hospital stays open.\n\nStory W-7Q3FK2\n',
};

describe('a mail on disk', () => {
  it('is what mail programs read', () => {
    expect(mailFile(MAIL)).toBe(
      [
        'From: Wirewatch <wirewatch@localhost>',
        'To: you@localhost',
        'Subject: [Nato missions] The hospital stays open',
        'Date: Thu, 02 Apr 2026 12:32:00 +0000',
        'Message-ID: <20260402T123200000Z-00aa11bb@wirewatch.localhost>',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: 8bit',
        '',
        'The field hospital stays open.',
        '',
        'Story W-7Q3FK2',
        '',
      ].join('\r\n'),
    );
  });

  it('is still a mail when a line is longer than mail allows', () => {
    const text = `${'å'.repeat(600)}\n`;
    const [head = '', body = ''] = mailFile({ ...MAIL, text }).split('\r\n\r\n');
    expect(head).toContain('Content-Transfer-Encoding: base64');
    expect(Buffer.from(body, 'base64').toString()).toBe(`${'å'.repeat(600)}\r\n`);
    for (const line of body.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
  });

  it('carries any subject in short ASCII lines that decode to it', () => {
    const subject = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 99 })
      .map((text) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim())
      .filter((text) => text !== '');
    fc.assert(
      fc.property(
        fc.oneof(subject, fc.constant('=?utf-8?B?eA==?='), fc.constant('word '.repeat(19).trim())),
        (text) => {
          const head = headerOf(mailFile({ ...MAIL, subject: text }), 'Subject');
          expect(head).toMatch(/^[\x20-\x7e\r\n]*$/u);
          for (const line of head.split('\r\n')) {
            if (line.includes(' ') || line.startsWith('=?')) expect(line.length).toBeLessThanOrEqual(78);
          }
          expect(decodeHeader(head)).toBe(text);
        },
      ),
    );
  });
});
