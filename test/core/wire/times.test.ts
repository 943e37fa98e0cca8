import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utcTime, zoneOfTime } from '../../../core/wire/times.ts';

const COPENHAGEN = 'Europe/Copenhagen';

describe('a time in UTC', () => {
  it.each([
    ['2018-02-01T18:44:52.973', '2018-02-01T17:44:52.973Z', 'in winter'],
    ['2018-07-01T18:44:52.973', '2018-07-01T16:44:52.973Z', 'in summer'],
    ['2018-01-31T18:45:36.73', '2018-01-31T17:45:36.730Z', 'with two digits of fraction'],
    ['2018-03-25T01:59:59', '2018-03-25T00:59:59.000Z', 'just before summer time'],
    ['2018-03-25T03:00:00', '2018-03-25T01:00:00.000Z', 'just after it began'],
    ['2018-10-28T02:30:00', '2018-10-28T00:30:00.000Z', 'in the hour that comes twice: the first'],
    ['2018-10-28T03:00:00', '2018-10-28T02:00:00.000Z', 'just after summer time'],
    ['20160512', '2016-05-11T22:00:00.000Z', 'without time of day'],
  ])('%s in Copenhagen is %s: %s', (text, utc) => {
    expect(utcTime(text, COPENHAGEN)).toBe(utc);
  });

  it.each([
    ['2016-05-12T00:05:13+02:00', '2016-05-11T22:05:13.000Z'],
    ['20160512T000513+0200', '2016-05-11T22:05:13.000Z'],
    ['20160512T000513Z', '2016-05-12T00:05:13.000Z'],
    ['2016-05-12T00:05:13-05', '2016-05-12T05:05:13.000Z'],
    ['2016-05-12T00:05Z', '2016-05-12T00:05:00.000Z'],
    ['2016-05-12T00:05:13.1234567Z', '2016-05-12T00:05:13.123Z'],
    [' 2016-05-12 00:05:13+02:00 ', '2016-05-11T22:05:13.000Z'],
  ])('%s says its offset itself', (text, utc) => {
    expect(utcTime(text, COPENHAGEN)).toBe(utc);
  });

  it.each([
    null,
    '',
    'i morgen',
    '2016-02-30T10:00:00Z',
    '2016-13-01',
    '2016-05-12T25:00',
    '12-05-2016',
    '2016',
  ])('%s is none', (text) => {
    expect(utcTime(text, COPENHAGEN)).toBeNull();
  });

  it('is the same for every way of writing the offset', () => {
    const moment = fc.date({ min: new Date('1970-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.integer({ min: -14 * 4, max: 14 * 4 }), (date, quarters) => {
        const local = new Date(date.getTime() + quarters * 900_000).toISOString().slice(0, -1);
        const minutes = Math.abs(quarters) * 15;
        const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
        const rest = String(minutes % 60).padStart(2, '0');
        const sign = quarters < 0 ? '-' : '+';
        expect(utcTime(`${local}${sign}${hours}:${rest}`, COPENHAGEN)).toBe(date.toISOString());
        expect(utcTime(`${local}${sign}${hours}${rest}`, COPENHAGEN)).toBe(date.toISOString());
      }),
    );
  });
});

describe('the zone of a time', () => {
  it.each([
    ['20250602T114650+0100', 'Etc/GMT-1'],
    ['2025-06-02T11:46:50-05:00', 'Etc/GMT+5'],
    ['2025-06-02T11:46+02', 'Etc/GMT-2'],
    ['2025-06-02T11:46:50+05:30', null],
    ['2025-06-02T11:46:50Z', null],
    ['2025-06-02T11:46:50', null],
    ['2025-06-02', null],
    [null, null],
  ])('%s: %s', (text, zone) => {
    expect(zoneOfTime(text)).toBe(zone);
    if (zone !== null)
      expect(utcTime('2025-06-02T12:00', zone)).toBe(
        utcTime(`2025-06-02T12:00${text?.slice(text.search(/[+-]\d{2}(?::?\d{2})?$/u))}`, 'UTC'),
      );
  });
});
