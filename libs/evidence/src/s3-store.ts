import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import type { BlobStore } from './blob-store.js';
import { EvidenceMissing, EvidenceStoreUnavailable } from './errors.js';

/** A bucket of an object store that speaks S3. */
export interface Bucket {
  readonly bucket: string;
  /** Goes before each name; empty, or without a slash at its ends. */
  readonly prefix: string;
  /** Of another object store than Amazon's. */
  readonly endpoint?: string;
  readonly region?: string;
}

/** Two parts are in memory at a time. */
const partBytes = 5_242_880;
const partsAtOnce = 2;

/** An object for each hash, named `prefix/ab/abcdef…`. Credentials are found as Amazon's tools find theirs. */
export class S3Store implements BlobStore {
  private loading?: Promise<S3Client>;

  /** @param folder where a file is put while it is read: all of it is checked before any of it is told */
  constructor(
    private readonly place: Bucket,
    private readonly folder: string,
  ) {}

  async keep(file: string, hash: string): Promise<void> {
    await this.asking(hash, async (client) => {
      const { Upload } = await import('@aws-sdk/lib-storage');
      const params = { ...this.objectOf(hash), Body: createReadStream(file), ContentType: 'application/octet-stream' };
      await new Upload({ client, params, partSize: partBytes, queueSize: partsAtOnce }).done();
    });
    await rm(file, { force: true });
  }

  async open(hash: string): Promise<FileHandle> {
    const copy = join(this.folder, `${randomUUID()}.blob`);
    try {
      return await this.asking(hash, async (client) => {
        const { GetObjectCommand } = await import('@aws-sdk/client-s3');
        const { Body } = await client.send(new GetObjectCommand(this.objectOf(hash)));
        await pipeline(Body as Readable, createWriteStream(copy, { flags: 'wx', mode: 0o600 }));
        return await open(copy, 'r');
      });
    } finally {
      // It is read by its handle; its name is needed no more.
      await rm(copy, { force: true });
    }
  }

  async remove(hash: string): Promise<void> {
    await this.asking(hash, async (client) => {
      const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
      await client.send(new DeleteObjectCommand(this.objectOf(hash)));
    });
  }

  private objectOf(hash: string): { Bucket: string; Key: string } {
    const { bucket, prefix } = this.place;
    return { Bucket: bucket, Key: [prefix, hash.slice(0, 2), hash].filter(Boolean).join('/') };
  }

  private async asking<T>(hash: string, work: (client: S3Client) => Promise<T>): Promise<T> {
    try {
      return await work(await (this.loading ??= this.load()));
    } catch (error) {
      throw (error as Error).name === 'NoSuchKey' ? new EvidenceMissing(hash) : new EvidenceStoreUnavailable(error);
    }
  }

  /** Only where it is configured: the client takes more memory than the rest of evidence. */
  private async load(): Promise<S3Client> {
    const { S3Client: Client } = await import('@aws-sdk/client-s3');
    const { endpoint, region } = this.place;
    return new Client({
      ...(region && { region }),
      // Other stores than Amazon's have one host for all buckets, seldom regions, and not all of them know its newer checksums.
      ...(endpoint && { endpoint, forcePathStyle: true, region: region ?? 'us-east-1' }),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }
}
