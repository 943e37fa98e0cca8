/** A field's whole number from 1 on (to `most`, where given), leading zeros allowed; null for anything else. */
export function wholeNumber(text: string | null, most: number = Number.MAX_SAFE_INTEGER): number | null {
  if (text === null || !/^\d{1,15}$/u.test(text.trim())) return null;
  const value = Number(text);
  return value >= 1 && value <= most ? value : null;
}
