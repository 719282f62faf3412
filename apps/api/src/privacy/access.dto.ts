import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';
import type { Instant, Labels } from '@redress/kernel';

/** Whose data. */
export class AccessQuestionDto {
  /** Any complaint of the person. */
  @Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : (value as unknown)))
  @IsUUID()
  complaintId: string;
}

/** Something that happened in a case, with what was said, readable; `{ "$erased": true }` where the key is destroyed. */
export class AccessEvent {
  revision: number;
  type: string;
  labels: Labels;
  occurredAt: Instant;
  recordedAt: Instant;
  /** Who of the company did it: a staff `sub`. */
  by: string;
  data: Readonly<Record<string, unknown>>;
}

/** A file that is kept of the case. */
export class AccessFile {
  kind: 'evidence' | 'letter';
  hash: string;
  /** Its name in the archive; null where the file is kept elsewhere or cannot be read any more. */
  name: string | null;
  mediaType: string | null;
  bytes: number | null;
  occurredAt: Instant;
}

/** Data of somebody else that stands in the person's file, so that whoever hands the answer over can see to it. */
export class AccessThirdPerson {
  /** `complainant.representative`, `complainant.others[0]`, `personsInvolved[1]` */
  field: string;
  revision: number;
  value: unknown;
}

/** Until when a file is kept, and why. */
export class AccessRetention {
  rule: string;
  until: Instant;
  /** The law or rule that asks for it. */
  source: Readonly<Record<string, unknown>>;
  version: number;
}

/** A legal hold that is on a case. */
export class AccessHold {
  hold: number;
  reason: string;
  placedAt: Instant | null;
}

/** Where what is known of the person came from. */
export class AccessSource {
  channel: string;
  firstReceiver: string | null;
  /** The complaint's number at whoever passed it on. */
  reference: string | null;
  /** The other system that it was taken over from, and its id there. */
  imported: { system: string; id: string } | null;
}

/** All that is held of one of the person's complaints. */
export class AccessCase {
  complaintId: string;
  status: string;
  receivedAt: Instant;
  closedAt: Instant | null;
  erased: boolean;
  source: AccessSource;
  /** The complaint form as it stands, with every correction. */
  form: Readonly<Record<string, unknown>>;
  events: AccessEvent[];
  files: AccessFile[];
  thirdPersons: AccessThirdPerson[];
  /** Null: no rule keeps it, or it is open. */
  retention: AccessRetention | null;
  legalHolds: AccessHold[];
}

/** Somebody who was told something of the person, or read it. */
export class AccessDisclosure {
  /** `letter` and `reply` to the person or to whom they named, `body`: a body outside, `notification` by a rule, `audit-read`. */
  kind: 'letter' | 'reply' | 'body' | 'notification' | 'audit-read';
  complaintId: string;
  at: Instant;
  /** Addresses, the body, the rule, or the reader. */
  to: string[];
  /** The channel, what was told, or what it was read for. */
  what: string;
}

/** A complaint of somebody else in which the person complains as well. */
export class AccessAlsoNamed {
  complaintId: string;
  status: string;
  receivedAt: Instant;
}

/** All that is held of a person. */
export class AccessAnswer {
  /** When it was put together. */
  asOf: Instant;
  /** The person's id in the vault, under which their data is sealed. */
  subject: string;
  /** The person's key is destroyed: nothing personal can be read any more. */
  erased: boolean;
  complaints: AccessCase[];
  /** What is said there is sealed under the key of who comes first, and is theirs to ask for. */
  alsoNamedIn: AccessAlsoNamed[];
  disclosures: AccessDisclosure[];
}
