import { type Story, storyTitle } from '../core/story/story.ts';
import { quotesOf } from '../core/watch/quote.ts';
import type { Topic } from '../core/watch/topic.ts';
import type { MatchReport } from './match-report.ts';
import { cut, printable } from './table.ts';
import type { Colours, Terminal } from './terminal.ts';
import { listed } from './words.ts';

const NARROWEST_TITLE = 20;

/** What people read about one story: file and title, then each topic with the sentences that bear it out. */
export function describeReport(
  report: MatchReport,
  story: Story | null,
  topics: readonly Topic[],
  { colours, width }: Pick<Terminal, 'colours' | 'width'>,
): readonly string[] {
  const file = `${mark(report, colours)} ${colours.bold(report.file)}`;
  if (report.story === null || story === null) {
    return [`${file}  rejected`, `  ${printable(report.reason ?? '')}`, ''];
  }
  const { code, wire, via, words } = report.story;
  const facts = [code, wire ?? 'no watched wire', ...(via ? [`via ${via}`] : []), `${words} words`];
  const title = cut(printable(storyTitle(story)), Math.max(NARROWEST_TITLE, width - 2));
  return [
    `${file}  ${colours.dim(facts.join(' · '))}`,
    `  ${title}`,
    ...verdictLines(report, story, topics, colours),
    '',
  ];
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

function verdictLines(
  report: MatchReport,
  story: Story,
  topics: readonly Topic[],
  colours: Colours,
): readonly string[] {
  if (report.outcome === 'untagged') return [`  Untagged. ${report.reason ?? ''}`];
  if (report.outcome === 'unmatched') return ['  No topic matches.'];
  const matches = report.matches.flatMap((match) => {
    const name = topics.find(({ id }) => id === match.topic)?.name.en ?? match.topic;
    const quotes = quotesOf(story, match).map((quote) => `    ${emphasised(printable(quote), colours)}`);
    return [`  ${colours.cyan(name)} ${colours.dim(`${match.topic}, relevance ${match.score}`)}`, ...quotes];
  });
  return [...matches, ...audienceLines(report)];
}

/** The asterisks that mark words in a quote become bold where there is colour. */
function emphasised(quote: string, colours: Colours): string {
  if (!colours.isColorSupported) return quote;
  return quote.replace(/\*([^*]+)\*/gu, (_, words: string) => colours.bold(words));
}

function audienceLines({ who }: MatchReport): readonly string[] {
  if (who === undefined) return [];
  const people = who.subscribers.length > 0 ? listed(who.subscribers) : 'nobody in the configuration';
  return [`  Goes to ${who.tokens.join(', ')}`, `  Told: ${people}`];
}
