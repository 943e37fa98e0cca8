import { isSeq } from 'yaml';
import { factMend, factValues } from '../../fact-values.ts';
import { FACT_NAMES, type FactName } from '../../rule.ts';
import type { ClauseKind } from '../clause-kind.ts';
import { oddOrigin } from '../origin-names.ts';

function factClause(fact: FactName): ClauseKind {
  return {
    name: fact,
    key: new RegExp(`^${fact}$`, 'u'),
    read: (reader, value, _key, { text }) => {
      const values = (isSeq(value) ? reader.items(value) : [value]).flatMap((item) => {
        const scalar = reader.file.scalar(item, 'a value');
        if (scalar === null) return [];
        const read = factValues(fact, scalar.value);
        if (read === null) reader.file.mistake(scalar, `"${scalar.value}" is no ${fact}.`, factMend(fact));
        const odd = oddOrigin(fact, scalar.value, reader.wires);
        if (odd !== null) reader.file.warning(scalar, odd.message, odd.mend);
        return read ?? [];
      });
      return values.length === 0 ? null : { kind: 'fact', fact, values, clause: text };
    },
  };
}

/** What the story's data say: `language: da`. */
export const FACT_CLAUSES: readonly ClauseKind[] = FACT_NAMES.map(factClause);
