import type { ExplainedRule, Explanation } from './explain.ts';

const MOST_WORDS = 8;

/** The explanation for a terminal: the rule as a tree with ticks and crosses, the score's sum, what was missing. */
export function renderExplanation(explanation: Explanation): string {
  const { topic, match, rule, score, missing } = explanation;
  const head = match === null ? `${topic} does not match` : `${topic} matches, relevance ${match.score}`;
  const sum = score.filter(({ points }) => points > 0).map(({ why, points }) => `${points} (${why})`);
  return [
    head,
    '',
    ...treeLines(rule, ''),
    ...(match === null ? [] : ['', `Relevance ${match.score} = ${sum.join(' + ')}`]),
    ...(missing === null ? [] : ['', missing]),
  ].join('\n');
}

function treeLines(rule: ExplainedRule, indent: string): readonly string[] {
  const note = rule.note === null ? '' : ` – ${rule.note}`;
  const words = rule.parts.length === 0 ? foundWords(rule) : '';
  return [
    `${indent}${rule.holds ? '✓' : '✗'} ${rule.text}${words}${note}`,
    ...rule.parts.flatMap((part) => treeLines(part, `${indent}  `)),
  ];
}

/** ` → "Nato" (headline, body)`: the different words found and where. */
function foundWords(rule: ExplainedRule): string {
  const found = new Map<string, Set<string>>();
  for (const { text, field } of rule.evidence) {
    const fields = found.get(text) ?? new Set();
    found.set(text, fields.add(field));
  }
  const shown = [...found]
    .slice(0, MOST_WORDS)
    .map(([text, fields]) => `"${text}" (${[...fields].join(', ')})`);
  if (shown.length === 0) return '';
  return ` → ${shown.join(', ')}${found.size > MOST_WORDS ? ', …' : ''}`;
}
