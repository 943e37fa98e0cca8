import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../../core/alert/message.ts';
import { compilePolicy } from '../../local/sns-filter.ts';

function accepts(policy: unknown, attributes: Readonly<Record<string, AttributeValue>>): boolean {
  const compiled = compilePolicy(policy);
  if (compiled.kind === 'invalid') throw new Error(compiled.reason);
  return compiled.accepts(attributes);
}

describe('a filter policy', () => {
  it('lets a message through that is addressed to one of its tokens', () => {
    const policy = { to: ['nato-missions/now', 'briefing/morning'] };
    expect(accepts(policy, { to: ['all/now', 'nato-missions/now'] })).toBe(true);
    expect(accepts(policy, { to: ['all/now', 'nato-missions/test'] })).toBe(false);
    expect(accepts(policy, { to: [] })).toBe(false);
    expect(accepts(policy, { kind: 'new' })).toBe(false);
  });

  it('wants all attributes that it names, and no others', () => {
    const policy = { kind: ['kill', 'correction'], wire: ['ritzau'] };
    expect(accepts(policy, { kind: 'kill', wire: 'ritzau', language: 'da' })).toBe(true);
    expect(accepts(policy, { kind: 'kill', wire: 'dpa' })).toBe(false);
    expect(accepts(policy, { kind: 'kill' })).toBe(false);
    expect(accepts({}, { kind: 'kill' })).toBe(true);
  });

  it('minds capitals and the difference between texts and numbers', () => {
    expect(accepts({ wire: ['ritzau'] }, { wire: 'Ritzau' })).toBe(false);
    expect(accepts({ urgency: [1] }, { urgency: 1 })).toBe(true);
    expect(accepts({ urgency: ['1'] }, { urgency: 1 })).toBe(false);
    expect(accepts({ urgency: [1] }, { urgency: '1' })).toBe(false);
    expect(accepts({ urgency: [true, null] }, { urgency: 1 })).toBe(false);
  });

  it.each<[unknown, AttributeValue, boolean]>([
    [{ prefix: 'nato' }, 'nato-missions', true],
    [{ prefix: 'nato' }, 'nordic-nato', false],
    [{ prefix: 'nato' }, ['drones', 'nato-missions'], true],
    [{ suffix: '/now' }, 'all/now', true],
    [{ suffix: '/now' }, 'now/all', false],
    [{ 'equals-ignore-case': 'RITZAU' }, 'Ritzau', true],
    [{ 'equals-ignore-case': 'RITZAU' }, 'Ritz', false],
    [{ 'anything-but': 'kill' }, 'new', true],
    [{ 'anything-but': 'kill' }, 'kill', false],
    [{ 'anything-but': ['kill', 'update'] }, 'update', false],
    [{ 'anything-but': ['rugby'] }, ['rugby', 'tennis'], true],
    [{ 'anything-but': ['rugby'] }, ['rugby'], false],
    [{ 'anything-but': [1, 2] }, 3, true],
    [{ 'anything-but': [1, 2] }, 2, false],
    [{ 'anything-but': { prefix: 'nato' } }, 'nato-missions', false],
    [{ 'anything-but': { prefix: 'nato' } }, 'drones', true],
    [{ 'anything-but': { suffix: '/test' } }, 'all/test', false],
    [{ numeric: ['=', 3] }, 3, true],
    [{ numeric: ['=', 3] }, '3', false],
    [{ numeric: ['>', 0, '<=', 2] }, 2, true],
    [{ numeric: ['>', 0, '<=', 2] }, 0, false],
    [{ numeric: ['<', 3] }, 3, false],
    [{ numeric: ['>=', 3] }, 3, true],
    [{ exists: true }, 'anything', true],
    [{ exists: false }, 'anything', false],
  ])('%j on %j: %s', (condition, value, expected) => {
    expect(accepts({ attribute: [condition] }, { attribute: value })).toBe(expected);
  });

  it('asks for an attribute that must not be there', () => {
    expect(accepts({ urgency: [{ exists: false }] }, {})).toBe(true);
    expect(accepts({ urgency: [{ exists: true }] }, {})).toBe(false);
    expect(accepts({ urgency: [{ exists: false }, 1] }, {})).toBe(true);
    expect(accepts({ urgency: [{ exists: false }, 1] }, { urgency: 1 })).toBe(true);
    expect(accepts({ urgency: [{ exists: false }, 1] }, { urgency: 2 })).toBe(false);
  });

  it('knows $or beside and inside other attributes', () => {
    const policy = { wire: ['ritzau'], $or: [{ urgency: [{ numeric: ['<=', 2] }] }, { kind: ['kill'] }] };
    expect(accepts(policy, { wire: 'ritzau', kind: 'kill', urgency: 4 })).toBe(true);
    expect(accepts(policy, { wire: 'ritzau', kind: 'new', urgency: 2 })).toBe(true);
    expect(accepts(policy, { wire: 'ritzau', kind: 'new', urgency: 3 })).toBe(false);
    expect(accepts(policy, { wire: 'dpa', kind: 'kill' })).toBe(false);
  });

  it('takes $or as an attribute’s name when it does not list two policies', () => {
    expect(accepts({ $or: ['x'] }, { $or: 'x' })).toBe(true);
    expect(accepts({ $or: ['x'] }, { kind: 'x' })).toBe(false);
  });

  it('does not take inherited names for attributes', () => {
    expect(accepts({ toString: [{ exists: true }] }, {})).toBe(false);
    expect(accepts(JSON.parse('{"__proto__":[{"exists":false}]}'), {})).toBe(true);
  });

  it.each([
    ['all/now', 'must be a JSON object'],
    [{ to: 'all/now' }, '"to" must be a list'],
    [{ to: [] }, '"to" must be a list'],
    [{ to: [{ near: 'x' }] }, 'no known operator'],
    [{ to: [{ prefix: 'a', suffix: 'b' }] }, 'no known operator'],
    [{ to: [{ prefix: 1 }] }, '"prefix" of "to" must be a text'],
    [{ to: [{ numeric: ['~', 1] }] }, 'must be like'],
    [{ to: [{ numeric: [] }] }, 'must be like'],
    [{ to: [{ exists: 'yes' }] }, 'must be true or false'],
    [{ to: [{ 'anything-but': { exists: true } }] }, 'takes values'],
    [{ $or: [{ to: ['x'] }, { to: 'x' }] }, '"to" must be a list'],
  ])('%j is refused: %s', (policy, reason) => {
    const compiled = compilePolicy(policy);
    expect(compiled.kind === 'invalid' && compiled.reason).toContain(reason);
  });
});
