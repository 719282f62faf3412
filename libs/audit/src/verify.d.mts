/** The types of verify.mjs, which is plain JavaScript so that whoever reads it reads what runs. */

/** What is wrong, and where: the file in the archive, null for the archive itself; the event, where it is one. */
export interface BundleFault {
  readonly file: string | null;
  readonly stream?: string;
  readonly revision?: number;
  readonly reason: string;
}

export interface BundleReport {
  readonly verified: boolean;
  /** The one that says most exactly what was altered first; at most 20. */
  readonly faults: readonly BundleFault[];
  /** How many there are beyond these. */
  readonly more: number;
  /** What follows is absent where the archive cannot be read. */
  readonly cases?: number;
  readonly events?: number;
  readonly sealed?: number;
  readonly unsealed?: number;
  readonly sealedUntil?: { readonly ordinal: number; readonly signedAt: string } | null;
  /** Fingerprints of all keys that the log introduces, in their order. */
  readonly keys?: readonly string[];
  /** Of these, or of the key that signed the bundle, those that no other key endorses: to be known from elsewhere. */
  readonly fingerprints?: readonly string[];
}

export function verifyBundle(
  source: string | Uint8Array,
  options?: { readonly fingerprints?: readonly string[]; readonly onProgress?: (done: number, of: number) => void },
): BundleReport;

export function faultLine(fault: BundleFault): string;

export function reportLines(report: BundleReport): string[];
