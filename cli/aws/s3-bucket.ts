import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { DropBucket, ListedObject } from '../deployment.ts';
import { CommandFailure } from '../terminal.ts';

/** The deployment's bucket. */
export function s3Bucket(client: S3Client, bucket: string): DropBucket {
  return {
    put: async (key, bytes) => {
      const { VersionId } = await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }),
      );
      if (VersionId) return { key, versionId: VersionId };
      throw new CommandFailure(
        `The bucket ${bucket} keeps no versions, so it is not Wirewatch's. Deploy again.`,
      );
    },
    get: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return (await Body?.transformToByteArray()) ?? null;
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    list: (prefix) => newestVersions(client, bucket, prefix),
  };
}

async function* newestVersions(
  client: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<ListedObject> {
  let from: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | null = {};
  while (from !== null) {
    const page: Awaited<ReturnType<typeof listPage>> = await listPage(client, bucket, prefix, from);
    for (const { Key, VersionId, LastModified, IsLatest } of page.Versions ?? []) {
      if (!IsLatest || !Key || !VersionId || !LastModified) continue;
      yield { key: Key, versionId: VersionId, lastModified: LastModified.toISOString() };
    }
    from = nextPage(page);
  }
}

function listPage(
  client: S3Client,
  bucket: string,
  prefix: string,
  from: { readonly KeyMarker?: string; readonly VersionIdMarker?: string },
) {
  return client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...from }));
}

function nextPage(page: {
  readonly IsTruncated?: boolean | undefined;
  readonly NextKeyMarker?: string | undefined;
  readonly NextVersionIdMarker?: string | undefined;
}) {
  if (!page.IsTruncated || !page.NextKeyMarker) return null;
  return {
    KeyMarker: page.NextKeyMarker,
    ...(page.NextVersionIdMarker ? { VersionIdMarker: page.NextVersionIdMarker } : {}),
  };
}
