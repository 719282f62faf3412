import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  decideIncident,
  evolveIncident,
  incidentEventTypes,
  noIncident,
  refusedOf,
  type Candidate,
  type IncidentCommand,
  type IncidentEvent,
  type IncidentState,
  type RefusedCandidate,
} from '@redress/improvement';
import { checkCode } from '@redress/policy';
import { Aggregate, type Decider, type Outcome, type Request } from './aggregate.js';
import { ComplaintAggregate } from './complaint.js';
import { complaintStream } from './other-cases.js';
import { Policies } from './policies.js';

const prefix = 'incident-';

/** The stream that an incident's events are appended to. */
export const incidentStream = (incidentId: string): string => `${prefix}${incidentId}`;

/** The incident of an event. */
export const incidentIdOf = ({ stream }: { readonly stream: string }): string => stream.slice(prefix.length);

export const incidentDecider: Decider<IncidentState, IncidentCommand, IncidentEvent> = {
  initial: noIncident,
  types: incidentEventTypes,
  decide: decideIncident,
  evolve: evolveIncident,
  begins: ({ type }) => type === 'openIncident',
  // Free text is sealed under a key of the incident's own: it is about the company, whoever is mentioned in it.
  identityOf: () => null,
  // A person who was named in it may have been erased.
  goesOnErased: true,
  policyVersionsOf: () => ({}),
};

export class IncidentAggregate extends Aggregate<IncidentState, IncidentCommand, IncidentEvent> {}

/** What came of a command on an incident; `refused`: of complaints that were to join, those that are no members afterwards. */
export interface IncidentOutcome extends Outcome {
  readonly refused: readonly RefusedCandidate[];
}

/** Carries a command out on one incident; how the complaints stand that are to join is added here. */
export class HandleIncident extends Command<IncidentOutcome> {
  constructor(
    readonly incidentId: string,
    readonly command: IncidentCommand,
    readonly request: Request,
  ) {
    super();
  }
}

/** How many complaints are read at once. */
const atOnce = 32;

@CommandHandler(HandleIncident)
export class IncidentHandler implements ICommandHandler<HandleIncident> {
  constructor(
    private readonly incidents: IncidentAggregate,
    private readonly complaints: ComplaintAggregate,
    private readonly policies: Policies,
  ) {}

  async execute({ incidentId, command, request }: HandleIncident): Promise<IncidentOutcome> {
    const stream = incidentStream(incidentId);
    if (command.type === 'offerRemedy') {
      // As in a proposal: each member's would be refused.
      checkCode(await this.policies.at('taxonomy', command.now), 'remedies', 'remedy', command.data.remedy);
    }
    if (command.type !== 'joinComplaints') return { ...(await this.incidents.execute(stream, command, request)), refused: [] };
    const candidates = await this.candidates(command.data.complaints);
    const outcome = await this.incidents.execute(stream, { ...command, candidates }, request);
    const refused = refusedOf(await this.incidents.latest(stream), candidates).filter(({ code }) => code !== 'already-member');
    return { ...outcome, refused };
  }

  private async candidates(complaints: readonly string[]): Promise<Candidate[]> {
    const found: Candidate[] = [];
    for (let from = 0; from < complaints.length; from += atOnce) {
      found.push(...(await Promise.all(complaints.slice(from, from + atOnce).map((complaintId) => this.candidate(complaintId)))));
    }
    return found;
  }

  private async candidate(complaintId: string): Promise<Candidate> {
    const state = await this.complaints.latest(complaintStream(complaintId));
    const { mergedInto, incidentId } = state.status === 'none' ? { mergedInto: null, incidentId: null } : state;
    return { complaintId, status: state.status, mergedInto, incidentId };
  }
}
