/** What lies under here was dropped as a test: its alerts say TEST and go to those who ask for tests. */
export const TEST_PREFIX = 'incoming/test/';

/** Whether an object's key says that it was dropped as a test. */
export function isTestKey(key: string): boolean {
  return key.startsWith(TEST_PREFIX);
}

/** The key as the reader shall see it: a test of what lies under `incoming/ritzau/` is tagged like that. */
export function readingKey(key: string): string {
  return isTestKey(key) ? `incoming/${key.slice(TEST_PREFIX.length)}` : key;
}
