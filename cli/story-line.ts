import type { Head } from '../core/story/head.ts';
import { statusOf } from '../core/story/history.ts';

/** What a line of `stories --json` and one of `story --json` both begin with; the contract is in docs/commands.md. */
export function storyFacts(head: Head) {
  return {
    schema: 1,
    code: head.code,
    wire: head.wire,
    id: head.id,
    title: head.title,
    kind: head.kind,
    status: statusOf(head),
    test: head.test,
    receivedAt: head.receivedAt,
    embargoUntil: head.embargoUntil,
    copyOf: head.copyOf?.code ?? null,
    mergedInto: head.mergedInto?.code ?? null,
  };
}
