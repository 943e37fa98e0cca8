import {
  type Backtest,
  FEWEST_STORIES,
  type Hit,
  TOO_BROAD,
  type TopicBacktest,
} from '../core/watch/backtest.ts';
import { type Column, cut, printable, renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { count } from './words.ts';

const MOST_LISTED = 10;

/** What a backtest came to, for people: a table, then examples and what differs. */
export function backtestLines(
  { stories, days, topics }: Backtest,
  { colours, width }: Pick<Terminal, 'colours' | 'width'>,
): readonly string[] {
  const over = days > 0 ? ` of ${count(days, 'day')}` : '';
  return [
    `${count(stories, 'story', 'stories')}${over}:`,
    ...renderTable(columns(topics), topics, width),
    ...topics.flatMap((topic) => detailLines(topic, width, colours.bold)),
    ...topics
      .filter(({ tooBroad }) => tooBroad)
      .map(({ topic, rate }) =>
        colours.yellow(
          `${topic} hits ${percent(rate)} of all stories: too broad for alerts (over ${percent(TOO_BROAD)}).`,
        ),
      ),
    ...(stories < FEWEST_STORIES && topics.some(({ rate }) => rate > TOO_BROAD)
      ? [
          `Of fewer than ${FEWEST_STORIES} stories nobody can tell whether a rate over ${percent(TOO_BROAD)} is too much for alerts.`,
        ]
      : []),
  ];
}

function columns(topics: readonly TopicBacktest[]): readonly Column<TopicBacktest>[] {
  const compared = topics.some(({ gained }) => gained !== null);
  const both: Column<TopicBacktest>[] = [
    { title: 'New', text: ({ gained }) => String(gained?.length ?? ''), align: 'right' },
    { title: 'Lost', text: ({ lost }) => String(lost?.length ?? ''), align: 'right' },
  ];
  return [
    { title: 'Topic', text: ({ topic }) => topic },
    { title: 'Hits', text: ({ hits }) => String(hits), align: 'right' },
    { title: 'Rate', text: ({ rate }) => percent(rate), align: 'right' },
    { title: 'Per day', text: ({ perDay }) => perDay?.toFixed(1) ?? '–', align: 'right' },
    ...(compared ? both : []),
  ];
}

function detailLines(topic: TopicBacktest, width: number, bold: (text: string) => string): readonly string[] {
  const groups: readonly (readonly [string, readonly Hit[]])[] =
    topic.gained === null
      ? [['for example', topic.examples]]
      : [
          ['new', topic.gained],
          ['lost', topic.lost ?? []],
        ];
  return groups
    .filter(([, hits]) => hits.length > 0)
    .flatMap(([what, hits]) => [
      '',
      bold(`${topic.topic}, ${what}`),
      ...hits.slice(0, MOST_LISTED).map(({ name, title }) => cut(`  ${name}  ${printable(title)}`, width)),
      ...(hits.length > MOST_LISTED ? [`  … and ${hits.length - MOST_LISTED} more`] : []),
    ]);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
