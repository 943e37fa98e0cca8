import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { loadConfig } from '../cli/configuration.ts';
import { CommandFailure } from '../cli/terminal.ts';
import { settingsOf } from '../core/config.ts';
import { bundledCode } from '../lib/function-bundle.ts';
import { bundleOf, type FunctionName } from '../lib/function-code.ts';
import { shippedTopics, TopicsFailure } from '../lib/shipped-topics.ts';
import { WirewatchStack } from '../lib/wirewatch-stack.ts';

/**
 * The CDK app. Context: `-c config=FILE` names the configuration (else `wirewatch.config.yaml`, where it is
 * there), `-c stack=NAME` the stack (else `Wirewatch`).
 */
async function main(): Promise<void> {
  const app = new App();
  const topics = shippedTopics();
  const config = await loadConfig(contextText(app, 'config'), { topics: topics.ids });
  const codeOf = (name: FunctionName) => bundledCode(bundleOf(name, settingsOf(config), topics.compiled));
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

try {
  await main();
} catch (error) {
  if (!(error instanceof CommandFailure || error instanceof TopicsFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
