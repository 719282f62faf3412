/** More bytes than evidence may have. */
export class EvidenceTooLarge extends Error {
  constructor(readonly maxBytes: number) {
    super(`a file of evidence has at most ${maxBytes} bytes`);
    this.name = 'EvidenceTooLarge';
  }
}

/** Not a type that is taken as evidence, or not the type that it was said to be. */
export class EvidenceTypeRefused extends Error {
  constructor(
    readonly reason: string,
    /** What the sender said it is; null if nothing was said. */
    readonly declared: string | null,
    /** What the bytes look like; null where that is not known, or was not looked at. */
    readonly found: string | null = null,
  ) {
    super(reason);
    this.name = 'EvidenceTypeRefused';
  }
}

/** The bytes that came are not those that the sender hashed. */
export class DigestMismatch extends Error {
  constructor(
    readonly expected: string,
    readonly received: string,
  ) {
    super(`the bytes that came have the SHA-256 ${received}, not ${expected}`);
    this.name = 'DigestMismatch';
  }
}

/** What is stored is not what was stored once: altered, cut short, or of another installation. */
export class EvidenceDamaged extends Error {
  constructor(
    readonly hash: string,
    readonly reason: string,
  ) {
    super(`the evidence ${hash} is damaged: ${reason}`);
    this.name = 'EvidenceDamaged';
  }
}

/** Nothing is stored under this hash. */
export class EvidenceMissing extends Error {
  constructor(readonly hash: string) {
    super(`the evidence ${hash} is not in the store`);
    this.name = 'EvidenceMissing';
  }
}

/** The key of the person concerned was destroyed: nobody can read this again. */
export class EvidenceErased extends Error {
  constructor(readonly hash: string) {
    super(`the key of the evidence ${hash} was destroyed`);
    this.name = 'EvidenceErased';
  }
}

/** The store does not answer, or takes nothing: a full disk, an object store that is away. */
export class EvidenceStoreUnavailable extends Error {
  constructor(cause: unknown) {
    super(`the evidence store does not work: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'EvidenceStoreUnavailable';
  }
}

/** What the system refuses passes or is repaired by an operator; anything else is our own fault and stays what it is. */
export function asUnavailable(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return error instanceof Error && 'syscall' in error && typeof code === 'string' ? new EvidenceStoreUnavailable(error) : error;
}
