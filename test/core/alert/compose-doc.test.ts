import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compose } from '../../../core/alert/compose.ts';
import { ENGLISH, newNotice } from './notices.ts';

describe('docs/messages.md', () => {
  it('shows the JSON that machines really get', () => {
    const doc = readFileSync(new URL('../../../docs/messages.md', import.meta.url), 'utf8');
    const [, example = ''] = /```json\n([\s\S]*?)```/u.exec(doc) ?? [];
    expect(JSON.parse(example)).toEqual(JSON.parse(compose(newNotice(), ENGLISH).json));
  });
});
