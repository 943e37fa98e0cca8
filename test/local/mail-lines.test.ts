import { describe, expect, it } from 'vitest';
import { compose } from '../../core/alert/compose.ts';
import type { Notice } from '../../core/alert/message.ts';
import { mailParagraphs } from '../../local/mail-lines.ts';
import { ENGLISH, newNotice, story } from '../core/alert/notices.ts';

const QUOTE = 'The field hospital at *Camp Amber*, which *Denmark* has run for the alliance since the spring';
const ALERT = newNotice({
  why: ['nato-missions', 'drones'].map((topic) => ({ topic, score: 80, quotes: [QUOTE, QUOTE] })),
});
const CORRECTION: Notice = {
  kind: 'correction',
  to: ['all/now'],
  test: false,
  story: story(),
  topics: ['nato-missions'],
  changes: [
    { was: 'Denmark sends 400 soldiers to the camp.', now: 'Denmark sends 40 soldiers to the camp.' },
    { was: 'They are all from Holstebro, where the regiment has had its barracks for years.', now: null },
  ],
  note: null,
  toldAt: '2026-04-02T12:30:00.000Z',
};
const FLOOD: Notice = {
  kind: 'flood',
  to: ['all/now'],
  test: false,
  topics: ['nato-missions'],
  minutes: 10,
  late: 0,
  entries: ['30', '31'].map((minute) => ({
    code: `W-0000${minute}`,
    title: 'A long title that goes on and on, so that it has no room on a line of a mail and is cut',
    receivedAt: `2026-04-02T12:${minute}:00.000Z`,
    topics: ['nato-missions'],
  })),
};

function paragraphs(notice: Notice) {
  return mailParagraphs(compose(notice, ENGLISH).email);
}

describe('a mail on a page', () => {
  it('has each paragraph in one line, however it was wrapped', () => {
    const [lead] = paragraphs(ALERT);
    expect(lead?.lines).toEqual([{ label: null, parts: [ALERT.story.lead] }]);
  });

  it('has each topic’s quotes in a line under the reason', () => {
    const why = paragraphs(ALERT).find(({ heading }) => heading === 'WHY YOU GET THIS');
    expect(why?.lines.map(({ parts }) => parts[0]?.split(':')[0])).toEqual(['Nato missions', 'drones']);
    for (const { parts } of why?.lines ?? []) expect(parts).toHaveLength(1);
  });

  it('keeps what was and what is apart', () => {
    const [changes] = paragraphs(CORRECTION);
    expect(changes?.lines.map(({ label }) => label)).toEqual([null, 'WAS', 'NOW', 'GONE', null]);
    expect(changes?.lines[1]?.parts[0]).toMatch(/^…?[^\n]+400 soldiers/u);
  });

  it('keeps the entries of a digest apart, each with its topics below', () => {
    const entries = paragraphs(FLOOD).at(-1)?.lines ?? [];
    expect(entries.map(({ label }) => label)).toEqual(['14:30', '14:31']);
    expect(entries[0]?.parts).toEqual([expect.stringContaining('A long title'), 'Nato missions · W-000030']);
  });

  it('keeps where it came from and what it is called on lines of their own', () => {
    const facts = paragraphs(ALERT)
      .at(-1)
      ?.lines.map(({ parts }) => parts[0]);
    expect(facts).toEqual([
      expect.stringMatching(/^Ritzau · received/u),
      expect.stringMatching(/^Story W-/u),
    ]);
  });
});
