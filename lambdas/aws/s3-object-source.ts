import { GetObjectCommand, NoSuchKey, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { ObjectReading, ObjectRef, ObjectSource } from '../../core/ports.ts';

/** The version id that outcomes carry where a bucket keeps no versions. */
const UNVERSIONED = 'null';

/** Dropped objects in an S3 bucket. One request an object: its size is known before its content is read. */
export class S3ObjectSource implements ObjectSource {
  readonly #client: Pick<S3Client, 'send'>;
  readonly #bucket: string;

  constructor(client: Pick<S3Client, 'send'>, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  read = async ({ key, versionId }: ObjectRef, maxBytes: number): Promise<ObjectReading> => {
    const answer = await this.#get(key, versionId);
    if (answer === null) return { kind: 'gone' };
    const { Body: body, ContentLength: size = 0, LastModified: modified, VersionId: version } = answer;
    const about = {
      versionId: version ?? versionId ?? UNVERSIONED,
      lastModified: (modified ?? new Date(0)).toISOString(),
    };
    if (size > maxBytes) {
      // Unread, the connection would stay busy.
      if (body !== undefined && 'destroy' in body && typeof body.destroy === 'function') body.destroy();
      return { kind: 'too-large', ...about, size };
    }
    return { kind: 'object', ...about, bytes: (await body?.transformToByteArray()) ?? new Uint8Array(0) };
  };

  async #get(key: string, versionId: string | null) {
    const version = versionId === null || versionId === UNVERSIONED ? {} : { VersionId: versionId };
    try {
      return await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key, ...version }));
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }
}

/** Deleted objects, versions and delete markers answer in different ways. */
function isGone(error: unknown): boolean {
  if (error instanceof NoSuchKey) return true;
  return (
    error instanceof S3ServiceException &&
    (error.name === 'NoSuchVersion' || error.name === 'NoSuchKey' || error.name === 'MethodNotAllowed')
  );
}
