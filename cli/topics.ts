import { Command } from 'commander';
import type { Cli } from './terminal.ts';
import { topicsBacktestCommand } from './topics-backtest.ts';
import { topicsCheckCommand } from './topics-check.ts';
import { topicsEvaluateCommand } from './topics-evaluate.ts';
import { topicsHistoryCommand } from './topics-history.ts';
import { topicsListCommand } from './topics-list.ts';
import { topicsNewCommand } from './topics-new.ts';
import { topicsPullCommand } from './topics-pull.ts';
import { topicsPushCommand } from './topics-push.ts';
import { topicsRollbackCommand } from './topics-rollback.ts';

/** `wirewatch topics`: everything about watch topics. */
export function topicsCommand(cli: Cli): Command {
  const topics = new Command('topics').description('write, check, try out and activate watch topics');
  const parts = [
    topicsListCommand,
    topicsCheckCommand,
    topicsNewCommand,
    topicsEvaluateCommand,
    topicsBacktestCommand,
    topicsPushCommand,
    topicsPullCommand,
    topicsHistoryCommand,
    topicsRollbackCommand,
  ];
  for (const part of parts) topics.addCommand(part(cli));
  return topics;
}
