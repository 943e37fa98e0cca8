import type { Template } from 'aws-cdk-lib/assertions';
import { expect } from 'vitest';
import { idOf, resourcesOf } from './synthesised.ts';

/** Names of resources as the test writes them: `Drop.Arn` for the bucket's ARN. */
function named(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(named).join('');
  if (typeof value !== 'object' || value === null) throw new Error(`unexpected ${JSON.stringify(value)}`);
  const [kind, inside] = Object.entries(value)[0] ?? [];
  if (kind === 'Fn::GetAtt' && Array.isArray(inside)) return `{${inside.join('.')}}`;
  if (kind === 'Fn::Join' && Array.isArray(inside)) return named(inside[1]);
  if (kind === 'Ref') return `{${String(inside)}}`;
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}

/** Everything a function may do, as `action on resource`, sorted. */
export function permissionsOf(template: Template, start: string): readonly string[] {
  const role = resourcesOf(template, 'AWS::IAM::Role')[idOf(template, 'AWS::IAM::Role', start)];
  expect(Object.keys(role?.Properties ?? {}).sort()).toEqual(['AssumeRolePolicyDocument', 'Policies']);
  const statements = JSON.parse(JSON.stringify(role?.Properties.Policies)).flatMap(
    (policy: { PolicyDocument: { Statement: object[] } }) => policy.PolicyDocument.Statement,
  );
  return statements
    .flatMap((statement: { Effect: string; Action: string | string[]; Resource: unknown }) => {
      expect(Object.keys(statement).sort()).toEqual(['Action', 'Effect', 'Resource']);
      expect(statement.Effect).toBe('Allow');
      const resources = Array.isArray(statement.Resource) ? statement.Resource : [statement.Resource];
      return [statement.Action]
        .flat()
        .flatMap((action) => resources.map((resource) => `${action} on ${named(resource)}`));
    })
    .sort();
}
