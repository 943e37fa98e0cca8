import { type NatureReader, natureOf, takesBack } from '../core/story/nature.ts';
import { type Story, storyTitle } from '../core/story/story.ts';
import { quotesOf } from '../core/watch/quote.ts';
import type { Topic } from '../core/watch/topic.ts';
import { inColumns, quoteInColumns } from '../local/columns.ts';
import type { MatchReport } from './match-report.ts';
import type { Colours, Terminal } from './terminal.ts';
import { capitalised, listed } from './words.ts';

/** Lines are not broken narrower than this, however narrow the terminal. */
const NARROWEST = 30;

/** Who reads a report, and on what. */
export interface ReportReader extends NatureReader, Pick<Terminal, 'colours' | 'width'> {
  readonly topics: readonly Topic[];
}

/** What people read about one story: file, title and what it is, then each topic with the sentences that bear it out. */
export function describeReport(
  report: MatchReport,
  story: Story | null,
  reader: ReportReader,
): readonly string[] {
  const { colours } = reader;
  const file = `${mark(report, colours)} ${colours.bold(report.file)}`;
  if (report.story === null || story === null) {
    return [file, ...indented(`Rejected. ${report.reason ?? ''}`, 2, reader), ''];
  }
  const { code, wire, via, words } = report.story;
  const facts = [code, wire ?? 'no watched wire', ...(via ? [`via ${via}`] : []), `${words} words`];
  return [
    file,
    ...indented(facts.join(' · '), 2, reader, colours.dim),
    ...indented(storyTitle(story).slice(0, 300), 2, reader),
    ...natureLines(story, reader),
    ...verdictLines(report, story, reader),
    '',
  ];
}

/** Text in lines of the terminal's width, each styled and behind so many blanks. */
function indented(
  text: string,
  by: number,
  { width }: ReportReader,
  style = (line: string) => line,
): readonly string[] {
  return inColumns(text, Math.max(NARROWEST, width - by)).map((line) => `${' '.repeat(by)}${style(line)}`);
}

function mark({ outcome }: MatchReport, colours: Colours): string {
  switch (outcome) {
    case 'matched':
      return colours.green('✓');
    case 'unmatched':
      return '·';
    case 'untagged':
      return colours.yellow('–');
    case 'rejected':
      return colours.red('✗');
  }
}

/** That it is a kill, a correction, under embargo; nothing for an ordinary story. */
function natureLines(story: Story, reader: ReportReader): readonly string[] {
  const nature = natureOf(story, reader).join(' · ');
  const style = takesBack(story) ? reader.colours.red : reader.colours.yellow;
  const note = story.revision.note ?? story.editorsNote;
  return [
    ...(nature === '' ? [] : indented(capitalised(nature), 2, reader, style)),
    ...(note === null ? [] : indented(`The agency says: ${note}`, 2, reader)),
    ...(takesBack(story) && story.wire !== null
      ? indented('Only those who were told the story are told.', 2, reader)
      : []),
  ];
}

function verdictLines(report: MatchReport, story: Story, reader: ReportReader): readonly string[] {
  if (report.outcome === 'untagged') return indented(`Untagged. ${report.reason ?? ''}`, 2, reader);
  if (report.outcome === 'unmatched') return ['  No topic matches.'];
  return [
    ...report.matches.flatMap((match) => matchLines(match, story, reader)),
    ...audienceLines(report, reader),
  ];
}

function matchLines(
  match: MatchReport['matches'][number],
  story: Story,
  reader: ReportReader,
): readonly string[] {
  const { colours, width, topics } = reader;
  const name = topics.find(({ id }) => id === match.topic)?.name.en ?? match.topic;
  // An id that the name gives away says nothing new.
  const isPlain = name.toLowerCase().replace(/[^a-z0-9]+/gu, '-') === match.topic;
  const facts = `(${isPlain ? '' : `${match.topic}, `}relevance ${match.score})`;
  const fits = name.length + facts.length + 3 <= width;
  const emphasis = colours.isColorSupported ? colours.bold : null;
  const quotes = quotesOf(story, match).flatMap((quote) =>
    quoteInColumns(quote, Math.max(NARROWEST, width - 6), emphasis).map(
      (line, index) => `${' '.repeat(index === 0 ? 4 : 6)}${line}`,
    ),
  );
  return [
    `  ${colours.cyan(name)}${fits ? ` ${colours.dim(facts)}` : ''}`,
    ...(fits ? [] : [`    ${colours.dim(facts)}`]),
    ...quotes,
  ];
}

function audienceLines({ who }: MatchReport, reader: ReportReader): readonly string[] {
  if (who === undefined) return [];
  const people = who.subscribers.length > 0 ? listed(who.subscribers) : 'nobody in the configuration';
  return [
    ...indented(`Goes to ${who.tokens.join(', ')}`, 2, reader),
    ...indented(`Told: ${people}`, 2, reader),
  ];
}
