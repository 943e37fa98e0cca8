import { describe, expect, it } from 'vitest';
import { embargoIn } from '../../../core/wire/embargo-note.ts';
import { readStory } from './reading.ts';

describe('an embargo in a note to editors', () => {
  it.each([
    ['Embargoed to 0001 Tuesday June 03', '20250602T114650+0100', '2025-06-03T00:01:00+0100'],
    ['NOTE: embargo until 06:30 3 June, please', '2025-06-02T11:46:50Z', '2025-06-03T06:30:00Z'],
    ['Embargoed to 0001 Thursday January 01', '20251231T120000+0000', '2026-01-01T00:01:00+0000'],
  ])('%s, of %s, ends %s', (note, versionedAt, ends) => {
    expect(embargoIn(note, versionedAt)).toBe(ends);
  });

  it.each([
    ['Embargoed to 0001 Tuesday', '20250602T114650+0100'],
    ['Embargoed to 0001 Tuesday Juny 031', '20250602T114650+0100'],
    ['The embargo ended at 0001 June 03', '20250602T114650+0100'],
    ['Embargoed to 0001 June 03', null],
    [null, '20250602T114650+0100'],
  ])('%s, of %s, ends nobody knows when', (note, versionedAt) => {
    expect(embargoIn(note, versionedAt)).toBeNull();
  });

  it('is read where NewsML 1 says no more than that there is one', () => {
    const times =
      '<FirstCreated>20250602T114650+0100</FirstCreated><ThisRevisionCreated>20250602T114650+0100</ThisRevisionCreated>';
    const file = (status: string): string =>
      `<NewsML><NewsItem><NewsManagement>${times}<Status FormalName="${status}"/></NewsManagement><NewsComponent><Comment>Embargoed to 0001 Tuesday June 03</Comment><NewsLines><HeadLine>Bro åbner</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>`;
    expect(readStory(file('Embargoed'))).toMatchObject({
      status: 'embargoed',
      embargoUntil: '2025-06-02T23:01:00.000Z',
    });
    expect(readStory(file('Usable'))).toMatchObject({ status: 'usable', embargoUntil: null });
  });
});
