import type { StoredVersion } from '../ports.ts';
import { fieldText } from '../story/story.ts';
import type { Evidence } from '../watch/match.ts';
import type { Why } from './message.ts';

/** Quotes of one topic in a mail; more explain nothing more. */
const MOST_QUOTES = 3;
const LONGEST_QUOTE = 160;

/** Why each of some topics fits a version: its evidence as quotes, the matched words between asterisks. */
export function whyOf({ story, matches }: StoredVersion, topics: readonly string[]): Why[] {
  return matches
    .filter(({ topic }) => topics.includes(topic))
    .map(({ topic, score, evidence }) => {
      const quotes = new Set<string>();
      for (const one of evidence) {
        if (quotes.size < MOST_QUOTES) quotes.add(quote(fieldText(story, one.field), one, evidence));
      }
      return { topic, score, quotes: [...quotes] };
    });
}

function quote(text: string, { start, end, field }: Evidence, all: readonly Evidence[]): string {
  const from = Math.max(text.lastIndexOf('\n', start) + 1, start - LONGEST_QUOTE / 2);
  const line = text.indexOf('\n', end);
  const to = Math.min(line === -1 ? text.length : line, end + LONGEST_QUOTE / 2);
  const marks = all
    .filter((one) => one.field === field && one.start >= from && one.end <= to)
    .sort((one, other) => one.start - other.start);
  let quoted = from > 0 && text.charAt(from - 1) !== '\n' ? '…' : '';
  let at = from;
  for (const mark of marks) {
    if (mark.start < at) continue;
    quoted += `${text.slice(at, mark.start)}*${text.slice(mark.start, mark.end)}*`;
    at = mark.end;
  }
  return `${quoted}${text.slice(at, to)}${to < text.length && text.charAt(to) !== '\n' ? '…' : ''}`;
}
