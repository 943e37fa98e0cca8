import { Command, Option } from 'commander';
import * as z from 'zod/mini';
import type { Config } from '../core/config.ts';
import type { Story } from '../core/story/story.ts';
import { evaluate, type JudgedStory, type TopicEvaluation } from '../core/watch/evaluate.ts';
import { explain } from '../core/watch/explain.ts';
import type { Topic } from '../core/watch/topic.ts';
import { readObject } from '../core/wire/read-object.ts';
import { loadConfig } from './configuration.ts';
import { readText } from './files.ts';
import { jsonOption } from './options.ts';
import { startProgress } from './progress.ts';
import { type Column, printable, renderTable } from './table.ts';
import { type Cli, CommandFailure, EXIT, type ExitCode, type Terminal } from './terminal.ts';
import { addTopicOptions, loadTopicSet, type TopicOptions, type TopicSet, topicById } from './topic-set.ts';

const EXAMPLES = `
The gold file has one labelled story a line:
  {"id": "g1", "language": "da", "text": "Headline\\n\\nText … /ritzau/", "labels": ["nato-missions"]}
"either" may list topics that are not scored on that story, "reason" says why it is labelled so.

Examples:
  $ wirewatch topics evaluate --gold gold.jsonl
  $ wirewatch topics evaluate --gold gold.jsonl --topic drones --least 0.95

Exit codes: 0 done, 1 a topic is below --least or nothing is labelled, 3 the file cannot be read.`;

const goldStory = z.object({
  id: z.string(),
  language: z.string(),
  text: z.string(),
  labels: z.array(z.string()),
  either: z.optional(z.array(z.string())),
  reason: z.optional(z.nullable(z.string())),
});
type GoldStory = z.infer<typeof goldStory>;

interface EvaluateOptions extends TopicOptions {
  readonly gold: string;
  readonly topic?: readonly string[];
  readonly least?: number;
  readonly json?: true;
}

/** `wirewatch topics evaluate`: precision and recall on labelled stories. */
export function topicsEvaluateCommand({ terminal, finish }: Cli): Command {
  const command = new Command('evaluate')
    .description('measure topics on labelled stories: precision, recall, and each wrong story')
    .addOption(new Option('--gold <file>', 'labelled stories, JSON lines').makeOptionMandatory())
    .addOption(new Option('--topic <ids...>', 'only these topics (default: those that occur as labels)'))
    .addOption(new Option('--least <f1>', 'exit with 1 when a topic has a lower F1').argParser(share))
    .addOption(jsonOption('print one JSON object a line for each topic'));
  return addTopicOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: EvaluateOptions) => {
      finish(await evaluateGold(options, terminal));
    });
}

async function evaluateGold(options: EvaluateOptions, terminal: Terminal): Promise<ExitCode> {
  const set = await loadTopicSet(options.topics);
  const gold = parseGold(await readText(options.gold), options.gold);
  const scored = topicsToScore(options, set, gold);
  const stories = judge(gold, set, await loadConfig(options.config), terminal);
  const results = evaluate(stories, scored);
  if (options.json) for (const result of results) terminal.out(JSON.stringify({ schema: 1, ...result }));
  else print(results, terminal);
  const { least } = options;
  return least !== undefined && results.some(({ f1 }) => f1 !== null && f1 < least) ? EXIT.no : EXIT.done;
}

function topicsToScore(
  options: EvaluateOptions,
  { topics }: TopicSet,
  gold: readonly GoldStory[],
): readonly string[] {
  if (gold.length === 0) throw new CommandFailure(`There is no story in ${options.gold}.`, EXIT.no);
  if (options.topic) return options.topic.map((id) => topicById(topics, id).id);
  const labels = new Set(gold.flatMap((story) => story.labels));
  const scored = topics.map(({ id }) => id).filter((id) => labels.has(id));
  if (scored.length > 0) return scored;
  throw new CommandFailure(
    `No story in ${options.gold} is labelled with a topic: its labels are ${[...labels].join(', ') || 'none'}, the topics ${topics.map(({ id }) => id).join(', ')}.`,
    EXIT.no,
  );
}

/** @throws CommandFailure that names the first line that is no labelled story. */
function parseGold(text: string, file: string): readonly GoldStory[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const story = goldStory.safeParse(parseJson(line));
    if (story.success) return story.data;
    const where = story.error.issues[0]?.path.join('.');
    throw new CommandFailure(
      `${file}:${index + 1}: this line is no labelled story${where ? ` (look at "${where}")` : ''}. It needs id, language, text and labels.`,
    );
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function judge(
  gold: readonly GoldStory[],
  { topics, matcher }: TopicSet,
  config: Config,
  terminal: Terminal,
): JudgedStory[] {
  const progress = startProgress(terminal);
  const judged = gold.map((story, index) => {
    progress.say(`${index} of ${gold.length} stories`);
    const outcomes = readObject(new TextEncoder().encode(story.text), { ...config, key: story.id });
    const stories = outcomes.flatMap((one) => (one.kind === 'story' ? [one.story] : []));
    const matches = stories.flatMap((one) => matcher.match(one));
    return {
      id: story.id,
      language: story.language,
      labels: story.labels,
      either: story.either ?? [],
      matched: [...new Set(matches.map(({ topic }) => topic))],
      reason: story.reason ?? '',
      why: (topic: string) => whyOf(topicById(topics, topic), stories),
    };
  });
  progress.done();
  return judged;
}

const MOST_WORDS = 8;

/** The words that a topic was found by, or what came nearest to it. */
function whyOf(topic: Topic, stories: readonly Story[]): string {
  const explanations = stories.map((story) => explain(topic, story));
  const words = explanations.flatMap(({ match }) => match?.evidence.map(({ text }) => `"${text}"`) ?? []);
  const different = [...new Set(words)];
  if (different.length > 0)
    return `Found by ${different.slice(0, MOST_WORDS).join(', ')}${different.length > MOST_WORDS ? ', …' : ''}.`;
  return (
    explanations.flatMap(({ missing }) => missing ?? []).at(0) ?? 'No story could be read from its text.'
  );
}

interface Row {
  readonly name: string;
  readonly result: Pick<TopicEvaluation, 'right' | 'falseAlarms' | 'missed' | 'precision' | 'recall' | 'f1'>;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Topic', text: ({ name }) => name },
  { title: 'Precision', text: ({ result }) => percent(result.precision), align: 'right' },
  { title: 'Recall', text: ({ result }) => percent(result.recall), align: 'right' },
  { title: 'F1', text: ({ result }) => percent(result.f1), align: 'right' },
  { title: 'Right', text: ({ result }) => String(result.right), align: 'right' },
  { title: 'False alarms', text: ({ result }) => String(result.falseAlarms), align: 'right' },
  { title: 'Missed', text: ({ result }) => String(result.missed), align: 'right' },
];

function print(results: readonly TopicEvaluation[], { out, colours, width }: Terminal): void {
  const rows = results.flatMap((result) => [
    { name: result.topic, result },
    ...result.languages.map((language) => ({ name: `· ${language.language}`, result: language })),
  ]);
  for (const line of renderTable(COLUMNS, rows, width)) out(line);
  for (const { topic, wrong } of results) {
    if (wrong.length === 0) continue;
    out('');
    out(colours.bold(topic));
    for (const { id, language, kind, reason, why } of wrong) {
      const head = `  ${kind === 'missed' ? 'missed     ' : 'false alarm'}  ${printable(id)} (${printable(language)})`;
      out(reason === '' ? head : `${head}  ${printable(reason)}`);
      out(`               ${printable(why)}`);
    }
  }
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}

function share(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1) return value;
  throw new CommandFailure('--least is a number from 0 to 1, such as 0.95.', EXIT.usage);
}
