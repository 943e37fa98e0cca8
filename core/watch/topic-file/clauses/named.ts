import type { ClauseKind } from '../clause-kind.ts';

/** A clause that has a name under `clauses:` and is meant here: `clause: foreign forces`. */
export const NAMED_CLAUSES: readonly ClauseKind[] = [
  {
    name: 'clause',
    key: /^clause$/u,
    read: (reader, value, _key, { text }) => {
      const name = reader.file.scalar(value, 'the name of one clause');
      return name === null ? null : reader.named.use(reader, name, text);
    },
  },
];
