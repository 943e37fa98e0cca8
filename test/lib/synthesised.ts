import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { type Config, DEFAULT_CONFIG } from '../../core/config.ts';
import { WirewatchStack } from '../../lib/wirewatch-stack.ts';

/** A resource as the template holds it. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The app with one stack, as `cdk synth` makes it but for the functions' code, which is left out. */
export function appWith(config: Partial<Config> = {}, stackName = 'Wirewatch') {
  const app = new App({ context: cdkJson.context, analyticsReporting: false });
  const code = Code.fromInline('exports.handler = async () => {};');
  const stack = new WirewatchStack(app, stackName, {
    config: { ...DEFAULT_CONFIG, ...config },
    code: { intake: code, dispatch: code },
  });
  return { app, stack };
}

/** The template of a deployment. */
export function templateOf(config: Partial<Config> = {}, stackName = 'Wirewatch'): Template {
  return Template.fromStack(appWith(config, stackName).stack);
}

/** The resources of a type by logical id. */
export function resourcesOf(template: Template, type: string): Readonly<Record<string, Resource>> {
  return Object.fromEntries(
    Object.entries<Resource>(template.toJSON().Resources).filter(([, resource]) => resource.Type === type),
  );
}

/** The logical id of the one resource of a type whose id begins so. */
export function idOf(template: Template, type: string, start: string): string {
  const ids = Object.keys(resourcesOf(template, type)).filter((id) => id.startsWith(start));
  const [id] = ids;
  if (id === undefined || ids.length > 1) throw new Error(`${ids.length} of ${type} begin with ${start}`);
  return id;
}
