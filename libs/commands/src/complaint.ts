import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v5 as nameBasedUuid } from 'uuid';
import {
  complaintEventTypes,
  decide,
  evolve,
  noComplaint,
  type Complainant,
  type ComplaintCommand,
  type ComplaintEvent,
  type ComplaintState,
} from '@redress/complaint';
import { Aggregate, type Decider, type Outcome, type Request } from './aggregate.js';

/** The stream that a complaint's events are appended to. */
export const complaintStream = (complaintId: string): string => `complaint-${complaintId}`;

/** Namespace of ids that are made from names; any constant UUID does. */
const namespace = '9c1f4f5e-6d0e-5b43-9c55-3a4d8f0a7e21';

/** The same parts give the same id, whoever computes it and when. */
export const idFrom = (...parts: readonly string[]): string => nameBasedUuid(JSON.stringify(parts), namespace);

/** What recognises a complainant when they come again: the company's own number for them, else an address. */
function identityOf(command: ComplaintCommand): string | null {
  const complainant = personIn(command);
  if (!complainant) return null;
  const customerNumber = said(complainant.customerNumber);
  if (customerNumber) return `customer ${customerNumber}`;
  const email = said(complainant.email);
  if (email) return `email ${email.toLowerCase()}`;
  // A telephone is shared in families and offices: whoever answers it is not one person.
  return null;
}

/** What is said and not blank; an import's personal fields are not checked before. */
function said(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() || undefined : undefined;
}

function personIn(command: ComplaintCommand): Complainant | undefined {
  if (command.type === 'receive') return command.data.complainant;
  if (command.type !== 'importHistory') return undefined;
  const received = command.data.events.find((event) => event.type === 'Received');
  return received?.type === 'Received' ? received.data.complainant : undefined;
}

export const complaintDecider: Decider<ComplaintState, ComplaintCommand, ComplaintEvent> = {
  initial: noComplaint,
  types: complaintEventTypes,
  decide,
  evolve,
  begins: ({ type }) => type === 'receive' || type === 'importHistory',
  identityOf,
};

/** Carries a command out on one complaint. */
export class HandleComplaint extends Command<Outcome> {
  constructor(
    readonly complaintId: string,
    readonly command: ComplaintCommand,
    readonly request: Request,
  ) {
    super();
  }
}

export class ComplaintAggregate extends Aggregate<ComplaintState, ComplaintCommand, ComplaintEvent> {}

@CommandHandler(HandleComplaint)
export class ComplaintHandler implements ICommandHandler<HandleComplaint> {
  constructor(private readonly complaints: ComplaintAggregate) {}

  execute({ complaintId, command, request }: HandleComplaint): Promise<Outcome> {
    return this.complaints.execute(complaintStream(complaintId), command, request);
  }
}
