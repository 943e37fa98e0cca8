/** `1 story`, `2 stories`, `no stories`. */
export function count(number: number, one: string, many = `${one}s`): string {
  if (number === 0) return `no ${many}`;
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

/** `Nato missions, drones and Arctic security`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** With a capital, as a sentence or a name begins. */
export function capitalised(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A time as people read it in tables, in a zone: `2 Apr 14:32`, with the year when it is not this one's. */
export function shortTime(iso: string, timeZone: string, now: Date): string {
  const time = new Date(iso);
  const year = (date: Date) => new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric' }).format(date);
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    ...(year(time) === year(now) ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(time)
    .replace(',', '');
}
