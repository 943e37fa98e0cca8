/**
 * The files that lie beside each function's code, shared by the bundling and the handlers. Read them
 * through `new URL('./' + name, import.meta.url)`.
 */
export const BUNDLED_FILES = {
  /** What `parseSettings` of core/config.ts reads. */
  settings: 'settings.json',
  /** The topics that ship, compiled: what `loadTopics` of core/watch takes. */
  topics: 'topics.bin',
} as const;
