import type { AuthorityCommand } from '@redress/authority';
import type { HandleComplaint } from '@redress/commands';
import type { ImprovementCommand, MeasurementCommand } from '@redress/improvement';

/** Marks the complaints of a demo. */
export const demoTag = 'demo';

/** The half-year of one demo. Moments are milliseconds since 1970. */
export interface Period {
  /** What its ids are made from: another seed, size or end is another demo. */
  readonly key: readonly string[];
  readonly from: number;
  /** Nothing happens from then on. */
  readonly until: number;
  /** From when on the second matrix is in force. */
  readonly matrixFrom: number;
}

interface Sent {
  readonly commandId: string;
  /** The code with which the rules refuse it, if they are meant to. */
  readonly refusal?: string;
}

/** One command on a complaint. */
export interface ComplaintStep extends Sent {
  readonly complaintId: string;
  readonly command: HandleComplaint['command'];
}

/** One command on the authority. */
export interface AuthorityStep extends Sent {
  readonly complaintId: null;
  readonly command: AuthorityCommand;
}

/** One command on an improvement, or without one a number that is put on record. */
export interface ImprovementStep extends Sent {
  readonly complaintId: null;
  readonly improvementId: string | null;
  readonly command: ImprovementCommand | MeasurementCommand;
}

export type Step = ComplaintStep | AuthorityStep | ImprovementStep;
