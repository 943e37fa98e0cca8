import { describe, expect, it } from 'vitest';
import { readDropEvent } from '../../lambdas/intake/drop-events.ts';

describe('an event of EventBridge', () => {
  it('names the object by its plain key', () => {
    const body = JSON.stringify({
      'detail-type': 'Object Created',
      detail: {
        bucket: { name: 'b' },
        object: { key: 'incoming/a b+c%20æ.txt', 'version-id': 'v7', size: 3 },
      },
    });
    expect(readDropEvent(body)).toEqual({
      kind: 'dropped',
      objects: [{ key: 'incoming/a b+c%20æ.txt', versionId: 'v7', size: 3 }],
    });
  });
});

describe('a notification of S3', () => {
  const notified = (key: string, eventName = 'ObjectCreated:Put') =>
    JSON.stringify({ Records: [{ eventName, s3: { object: { key, versionId: 'v1' } } }] });

  it('has its key decoded as a form', () => {
    expect(readDropEvent(notified('incoming/a+b%2Bc%2520%C3%A6.txt'))).toEqual({
      kind: 'dropped',
      objects: [{ key: 'incoming/a b+c%20æ.txt', versionId: 'v1', size: null }],
    });
  });

  it('keeps a key that cannot be decoded', () => {
    expect(readDropEvent(notified('incoming/100%'))).toMatchObject({ objects: [{ key: 'incoming/100%' }] });
  });

  it('of something else than a drop names nothing', () => {
    expect(readDropEvent(notified('a', 'ObjectRemoved:Delete'))).toEqual({ kind: 'dropped', objects: [] });
    expect(readDropEvent('{"Event":"s3:TestEvent"}')).toEqual({ kind: 'dropped', objects: [] });
  });
});

describe('any other message', () => {
  it.each(['', 'null', '[]', '{"Records":1}', '{"detail-type":"Object Deleted","detail":{}}', 'x'.repeat(9)])(
    'is unknown: %s',
    (body) => {
      expect(readDropEvent(body)).toEqual({ kind: 'unknown' });
    },
  );
});
