/** Words out of a file as a message may quote them: short, and without characters that could fool a terminal. */
export function quoted(words: string, most = 80): string {
  const clean = words
    .slice(0, 4 * most)
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}"\s]/gu, ' ')
    .trim();
  return clean.length > most ? `"${clean.slice(0, most - 1).replace(/\p{Surrogate}$/u, '')}…"` : `"${clean}"`;
}
