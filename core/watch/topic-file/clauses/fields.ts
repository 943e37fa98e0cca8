import { RULE_FIELDS, type Rule, type RuleField } from '../../rule.ts';
import { anyOf, type ClauseKind } from '../clause-kind.ts';

function fieldClause(field: RuleField): ClauseKind {
  return {
    name: field,
    key: field === 'keyword' ? /^keywords?$/u : new RegExp(`^${field}$`, 'u'),
    read: (reader, value, _key, { text }): Rule | null => {
      const of = anyOf(reader.operands(value), null);
      return of === null ? null : { kind: 'field', field, of, clause: text };
    },
  };
}

/** Words that must stand in one field: `headline: [exercise]`; `top` is headline and lead. */
export const FIELD_CLAUSES: readonly ClauseKind[] = RULE_FIELDS.map(fieldClause);
