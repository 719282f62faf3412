import type { FileHandle } from 'node:fs/promises';

/** Where finished files of evidence are, by the SHA-256 of what is stored. Encrypted bytes only: it sees nothing else. */
export interface BlobStore {
  /** Takes a finished file over: once this returns it is kept for good, and no longer where it was. */
  keep(file: string, hash: string): Promise<void>;
  /**
   * Opens what is stored under a hash, for reading; the caller closes it.
   * @throws EvidenceMissing, EvidenceStoreUnavailable
   */
  open(hash: string): Promise<FileHandle>;
  /** Removes what is stored under a hash, if anything is. */
  remove(hash: string): Promise<void>;
}
