import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobStore } from './blob-store.js';
import { asUnavailable, EvidenceMissing } from './errors.js';

/** A file for each hash below a folder: `ab/abcdef…`. Files are for this user only. */
export class FolderStore implements BlobStore {
  constructor(private readonly folder: string) {}

  async keep(file: string, hash: string): Promise<void> {
    const path = this.pathOf(hash);
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(file, path);
      await syncFolder(dirname(path));
      await syncFolder(this.folder);
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  async open(hash: string): Promise<FileHandle> {
    try {
      return await open(this.pathOf(hash), 'r');
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new EvidenceMissing(hash) : asUnavailable(error);
    }
  }

  async remove(hash: string): Promise<void> {
    await rm(this.pathOf(hash), { force: true });
  }

  private pathOf(hash: string): string {
    return join(this.folder, hash.slice(0, 2), hash);
  }
}

/** A name is as durable as the folder that holds it. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
