import { createHash } from 'node:crypto';

/** Names a set by its content. */
export function contentName(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
