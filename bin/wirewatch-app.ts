import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { loadConfig } from '../cli/configuration.ts';
import { CommandFailure } from '../cli/terminal.ts';
import { SHIPPED_TOPICS } from '../cli/topic-files.ts';
import { failedTestLine, runTopicTests } from '../cli/topic-tests.ts';
import { type Config, settingsOf } from '../core/config.ts';
import type { Topic } from '../core/watch/topic.ts';
import { bundledCode } from '../lib/function-bundle.ts';
import { bundleOf, type FunctionName } from '../lib/function-code.ts';
import { shippedTopics, TopicsFailure } from '../lib/shipped-topics.ts';
import { WirewatchStack } from '../lib/wirewatch-stack.ts';

/**
 * The CDK app. Context: `-c config=FILE` names the configuration (else `wirewatch.config.yaml`, where it is
 * there), `-c stack=NAME` the stack (else `Wirewatch`). Mistakes in configuration or topics, and topics that
 * fail their own tests, end it with what is wrong.
 */
async function main(): Promise<void> {
  const app = new App();
  const { topics, compiled } = shippedTopics();
  const config = await loadConfig(contextText(app, 'config'), { topics: topics.map(({ id }) => id) });
  await proveTopics(topics, config);
  const codeOf = (name: FunctionName) => bundledCode(bundleOf(name, settingsOf(config), compiled));
  new WirewatchStack(app, contextText(app, 'stack') ?? 'Wirewatch', {
    config,
    code: { intake: codeOf('intake'), dispatch: codeOf('dispatch') },
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

function contextText(app: App, name: string): string | undefined {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === 'string' ? value : undefined;
}

/** Runs the topics' own tests. @throws CommandFailure that names those that failed. */
async function proveTopics(topics: readonly Topic[], config: Config): Promise<void> {
  const noInput = { stdin: async () => new Uint8Array() };
  const { failed } = await runTopicTests(SHIPPED_TOPICS, topics, config, noInput);
  if (failed.length === 0) return;
  throw new CommandFailure(failed.map((one) => failedTestLine(one, SHIPPED_TOPICS)).join('\n'));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof CommandFailure || error instanceof TopicsFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
