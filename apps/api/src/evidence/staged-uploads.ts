import type { KeyObject } from 'node:crypto';
import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/utils';
import type { Checksum, Kept, StagedUpload, Staging } from '@redress/evidence';
import type { Principal } from '@redress/platform';
import type { SaidOfFile } from './file-request.js';

/** How long an upload may take; then what came of it is removed. */
export const uploadLifetimeMs = 86_400_000;

/** What is known of an upload, sealed on disk. */
export interface AboutUpload {
  readonly complaintId: string;
  /** Who began it: only they go on. */
  readonly sub: Principal['sub'];
  readonly mediaType: string;
  readonly sha256?: string;
  readonly said: SaidOfFile;
  /** As the client sent it, to be told again. */
  readonly metadata: Record<string, string | null>;
  /** Since all of it came and was kept. */
  readonly kept?: Kept;
  /** Since it is on record. */
  readonly done?: { readonly hash: string; readonly revision: number; readonly position: string };
}

/** An upload that was found, or is begun. */
export interface OpenUpload {
  readonly upload: StagedUpload;
  readonly key: KeyObject;
  readonly about: AboutUpload;
}

/** The store of one request to the tus server: it knows the one upload that the request is about. */
export class StagedUploads extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination', 'expiration', 'checksum'];

  constructor(
    private readonly staging: Staging,
    private readonly checksum: Checksum | undefined,
    public current?: OpenUpload,
  ) {
    super();
  }

  override async create(created: Upload): Promise<Upload> {
    const { upload, key, about } = this.opened();
    await this.staging.save(upload, about, key);
    return created;
  }

  override async write(body: Readable, id: string): Promise<number> {
    const { upload, key } = this.opened();
    const before = await this.offset();
    return before === upload.size ? before : this.staging.append(id, body, key, this.checksum);
  }

  override async getUpload(id: string): Promise<Upload> {
    const { upload, about } = this.opened();
    const { size, createdAt } = upload;
    return new Upload({ id, size, offset: await this.offset(), metadata: about.metadata, creation_date: createdAt });
  }

  override async remove(id: string): Promise<void> {
    await this.staging.remove(id);
  }

  override getExpiration(): number {
    return uploadLifetimeMs;
  }

  /** What came of a file that is on record was dropped. */
  private async offset(): Promise<number> {
    const { upload, about } = this.opened();
    return about.done ? upload.size : this.staging.offset(upload.id);
  }

  private opened(): OpenUpload {
    if (!this.current) throw new Error('the request is about no upload');
    return this.current;
  }
}
