import { Command } from 'commander';
import type { ObjectOutcome } from '../core/ports.ts';
import { loadConfig } from './configuration.ts';
import { withDeployment } from './deployment.ts';
import { type Since, sinceTime } from './duration.ts';
import {
  addDeploymentOptions,
  type DeploymentOptions,
  deploymentChoice,
  jsonOption,
  sinceOption,
} from './options.ts';
import { printable, renderTable } from './table.ts';
import { type Cli, EXIT, type Terminal } from './terminal.ts';
import { shortTime } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch rejected
  $ wirewatch rejected --since 7d --json

Exit codes: 0 there are some, 1 nothing was rejected, 3 the service failed.`;

interface RejectedOptions extends DeploymentOptions {
  readonly since: Since;
  readonly json?: true;
}

interface RejectedItem {
  readonly object: string;
  readonly versionId: string;
  readonly part: number;
  readonly reason: string;
  readonly receivedAt: string;
}

/** `wirewatch rejected`: what could not be read, and why. */
export function rejectedCommand({ terminal, finish }: Cli): Command {
  const command = new Command('rejected')
    .description('list what was dropped but could not be read, and why')
    .addOption(sinceOption('24h'))
    .addOption(jsonOption('print one JSON object a line for each'));
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: RejectedOptions) => {
      const since = sinceTime(options.since, terminal.now()).toISOString();
      const items: RejectedItem[] = [];
      await withDeployment(deploymentChoice(options), async ({ store }) => {
        for await (const outcome of store.rejectedSince(since)) items.push(...rejectedIn(outcome));
      });
      await print(items, options, terminal);
      finish(items.length > 0 ? EXIT.done : EXIT.no);
    });
}

function rejectedIn({ key, versionId, receivedAt, entries }: ObjectOutcome): readonly RejectedItem[] {
  return entries.flatMap((entry) =>
    entry.kind === 'rejected'
      ? { object: key, versionId, part: entry.part, reason: entry.reason, receivedAt }
      : [],
  );
}

async function print(
  items: readonly RejectedItem[],
  options: RejectedOptions,
  terminal: Terminal,
): Promise<void> {
  if (options.json) {
    for (const item of items) terminal.out(JSON.stringify({ schema: 1, ...item }));
    return;
  }
  if (items.length === 0) {
    terminal.err('Nothing was rejected in this time.');
    return;
  }
  const { timeZone } = await loadConfig(undefined);
  const now = terminal.now();
  const lines = renderTable<RejectedItem>(
    [
      { title: 'Received', text: ({ receivedAt }) => shortTime(receivedAt, timeZone, now) },
      { title: 'Object', text: ({ object, part }) => (part > 0 ? `${object} #${part + 1}` : object) },
      { title: 'Reason', text: ({ reason }) => printable(reason) },
    ],
    items,
    // The reason is what people came for: it is never cut, the terminal may wrap it.
    Number.POSITIVE_INFINITY,
  );
  for (const line of lines) terminal.out(line);
}
