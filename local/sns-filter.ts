import type { AttributeValue } from '../core/alert/message.ts';

/** A subscription's filter policy as SNS takes it (JSON): attribute names with the conditions of which one must hold. */
export type FilterPolicy = Readonly<Record<string, unknown>>;

type Attributes = Readonly<Record<string, AttributeValue>>;
type Accepts = (attributes: Attributes) => boolean;

export type CompiledPolicy =
  | { readonly kind: 'policy'; readonly accepts: Accepts }
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * Checks a filter policy on message attributes and makes it ready to use. An attribute that the policy
 * names must be there and meet one of its conditions; a list (String.Array) meets one when any of its
 * values does. Operators: exact value, `prefix`, `suffix`, `equals-ignore-case`, `anything-but`, `numeric`,
 * `exists` and `$or`. Source: Amazon SNS Developer Guide, "Subscription filter policies".
 */
export function compilePolicy(policy: unknown): CompiledPolicy {
  try {
    return { kind: 'policy', accepts: compileObject(policy) };
  } catch (error) {
    if (error instanceof PolicyMistake) return { kind: 'invalid', reason: error.message };
    throw error;
  }
}

class PolicyMistake extends Error {}

function compileObject(policy: unknown): Accepts {
  if (!isRecord(policy)) throw new PolicyMistake('A filter policy must be a JSON object.');
  const conditions = Object.entries(policy).map(([name, value]) =>
    name === '$or' && isAlternatives(value) ? compileAny(value) : compileAttribute(name, value),
  );
  return (attributes) => conditions.every((accepts) => accepts(attributes));
}

/** Only a list of at least two objects whose names are no operators is an `$or`; else it is an attribute's name. */
function isAlternatives(value: unknown): value is readonly Record<string, unknown>[] {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every((one) => isRecord(one) && Object.keys(one).every((name) => !OPERATORS.has(name)))
  );
}

function compileAny(policies: readonly Record<string, unknown>[]): Accepts {
  const alternatives = policies.map(compileObject);
  return (attributes) => alternatives.some((accepts) => accepts(attributes));
}

function compileAttribute(name: string, conditions: unknown): Accepts {
  if (!Array.isArray(conditions) || conditions.length === 0) {
    throw new PolicyMistake(`"${name}" must be a list of at least one value.`);
  }
  const absent = conditions.some((condition) => isRecord(condition) && condition.exists === false);
  const tests = conditions.map((condition) => compileCondition(name, condition));
  return (attributes) => {
    const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (value === undefined) return absent;
    const values = isList(value) ? value : [value];
    return values.some((one) => tests.some((test) => test(one)));
  };
}

type Test = (value: string | number) => boolean;

function compileCondition(name: string, condition: unknown): Test {
  if (typeof condition === 'string' || typeof condition === 'number') return (value) => value === condition;
  // True, false and null stand in JSON lists only, and ours hold strings.
  if (typeof condition === 'boolean' || condition === null) return () => false;
  const entries = isRecord(condition) ? Object.entries(condition) : [];
  const [operator, operand] = entries[0] ?? [];
  const compile = operator === undefined ? undefined : OPERATORS.get(operator);
  if (compile === undefined || entries.length !== 1) {
    throw new PolicyMistake(`"${name}" has a condition that is no value and no known operator.`);
  }
  return compile(name, operand);
}

const OPERATORS: ReadonlyMap<string, (name: string, operand: unknown) => Test> = new Map([
  ['prefix', (name, operand) => onText(name, 'prefix', operand, (value, start) => value.startsWith(start))],
  ['suffix', (name, operand) => onText(name, 'suffix', operand, (value, end) => value.endsWith(end))],
  [
    'equals-ignore-case',
    (name, operand) =>
      onText(
        name,
        'equals-ignore-case',
        operand,
        (value, other) => value.toLowerCase() === other.toLowerCase(),
      ),
  ],
  ['anything-but', anythingBut],
  ['numeric', numeric],
  ['exists', exists],
]);

function onText(
  name: string,
  operator: string,
  operand: unknown,
  test: (value: string, operand: string) => boolean,
): Test {
  if (typeof operand !== 'string' || operand === '') {
    throw new PolicyMistake(`"${operator}" of "${name}" must be a text.`);
  }
  return (value) => typeof value === 'string' && test(value, operand);
}

/** A list that also holds other values is accepted: any value that is not named is enough. */
function anythingBut(name: string, operand: unknown): Test {
  const unwanted = isRecord(operand) ? [operand] : Array.isArray(operand) ? operand : [operand];
  if (unwanted.length === 0) throw new PolicyMistake(`"anything-but" of "${name}" must name a value.`);
  const tests = unwanted.map((one) => {
    if (isRecord(one) && !Object.keys(one).every((key) => key === 'prefix' || key === 'suffix')) {
      throw new PolicyMistake(`"anything-but" of "${name}" takes values, "prefix" or "suffix".`);
    }
    return compileCondition(name, one);
  });
  return (value) => !tests.some((test) => test(value));
}

/** `["=", 1]`, or one or two borders: `[">", 0, "<=", 4]`. */
function numeric(name: string, operand: unknown): Test {
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const [operator, border] = [parts[index], parts[index + 1]];
    const compare = typeof operator === 'string' ? COMPARISONS.get(operator) : undefined;
    if (compare === undefined || typeof border !== 'number') {
      throw new PolicyMistake(`"numeric" of "${name}" must be like [">=", 1, "<", 4].`);
    }
    tests.push((value) => compare(value, border));
  }
  if (tests.length < 1 || tests.length > 2) {
    throw new PolicyMistake(`"numeric" of "${name}" must be like [">=", 1, "<", 4].`);
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

const COMPARISONS: ReadonlyMap<string, (value: number, border: number) => boolean> = new Map([
  ['=', (value, border) => value === border],
  ['<', (value, border) => value < border],
  ['<=', (value, border) => value <= border],
  ['>', (value, border) => value > border],
  ['>=', (value, border) => value >= border],
]);

/** True: the attribute is there at all; its absence is looked after in {@link compileAttribute}. */
function exists(name: string, operand: unknown): Test {
  if (typeof operand !== 'boolean') throw new PolicyMistake(`"exists" of "${name}" must be true or false.`);
  return () => operand;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: AttributeValue): value is readonly string[] {
  return Array.isArray(value);
}
