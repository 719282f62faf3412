import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Matrix } from '@redress/authority';
import {
  complaintEventTypes,
  decide,
  evolve,
  noComplaint,
  type Complainant,
  type ComplaintCommand,
  type ComplaintEvent,
  type ComplaintState,
  type Contact,
} from '@redress/complaint';
import type { KeywordsVersion, RetentionVersion, TaxonomyVersion } from '@redress/policy';
import { Aggregate, type Decider, type Outcome, type Request } from './aggregate.js';
import { AuthorityPolicies } from './authority.js';
import { complaintStream, gather } from './other-cases.js';
import { Policies } from './policies.js';

export { complaintStream };

/** What recognises a person when they come again: the company's own number for them, else an address. */
function identityIn(person: Contact): string | null {
  const customerNumber = said(person.customerNumber);
  if (customerNumber) return `customer ${customerNumber}`;
  const email = said(person.email);
  if (email) return `email ${email.toLowerCase()}`;
  // A telephone is shared in families and offices: whoever answers it is not one person.
  return null;
}

/** The complaint is the customer's, whoever speaks for them: a proxy comes for many. */
function identityOf(command: ComplaintCommand): string | null {
  const complainant = personIn(command);
  return complainant ? identityIn(complainant) : null;
}

/** Those who complain together with them. */
function otherIdentitiesOf(command: ComplaintCommand): string[] {
  // An import's personal fields are not checked before.
  const others: unknown = personIn(command)?.others;
  return Array.isArray(others) ? others.flatMap((other: Contact | null) => (other && identityIn(other)) ?? []) : [];
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
  otherIdentitiesOf,
  gather,
  policyVersionsOf: (command, events): Record<string, number> => {
    const { matrix, taxonomy, keywords, retention } = command as UnderPolicies;
    const isSuggested = events.some((event) => event.type === 'Received' && event.data.suggestion);
    return {
      ...(matrix && { authority: matrix.version }),
      ...(taxonomy && { taxonomy: taxonomy.version }),
      ...(keywords && isSuggested && { keywords: keywords.version }),
      ...(retention && { retention: retention.version }),
      ...versionsOfTime(events),
    };
  },
};

/** Packs and calendars count where an event says so. */
function versionsOfTime(events: readonly ComplaintEvent[]): Record<string, number> {
  const versions: Record<string, number> = {};
  for (const { type, data } of events) {
    if (type !== 'Received' && type !== 'DeadlineSet' && type !== 'RiskRaised' && type !== 'RiskEased') continue;
    if (data.pack) versions.packs ??= data.pack.version;
    if (type === 'DeadlineSet') versions.calendars ??= data.calendar.version;
  }
  return versions;
}

type WithoutPolicies<C> = C extends ComplaintCommand
  ? Omit<C, 'matrix' | 'delegation' | 'taxonomy' | 'keywords' | 'time' | 'others' | 'complaintId' | 'other' | 'retention'>
  : never;

/** What a decision is made under; every event keeps the versions, also those of commands that the taxonomy has nothing to say to. */
interface UnderPolicies {
  readonly matrix?: Matrix;
  readonly taxonomy?: TaxonomyVersion;
  readonly keywords?: KeywordsVersion;
  readonly retention?: RetentionVersion;
}

type UnderMatrix = Extract<ComplaintCommand, { readonly matrix: Matrix }>;

/** The commands that are decided under the authority matrix. */
const underMatrix: Readonly<Record<UnderMatrix['type'], true>> = {
  propose: true,
  compensate: true,
  makePromise: true,
};

/** Carries a command out on one complaint; the policies that it is decided under are added here. */
export class HandleComplaint extends Command<Outcome> {
  constructor(
    readonly complaintId: string,
    readonly command: WithoutPolicies<ComplaintCommand>,
    readonly request: Request,
  ) {
    super();
  }
}

export class ComplaintAggregate extends Aggregate<ComplaintState, ComplaintCommand, ComplaintEvent> {}

@CommandHandler(HandleComplaint)
export class ComplaintHandler implements ICommandHandler<HandleComplaint> {
  constructor(
    private readonly complaints: ComplaintAggregate,
    private readonly authority: AuthorityPolicies,
    private readonly policies: Policies,
  ) {}

  async execute({ complaintId, command, request }: HandleComplaint): Promise<Outcome> {
    return this.complaints.execute(complaintStream(complaintId), await this.underPolicies(command), request);
  }

  private async underPolicies(command: HandleComplaint['command']): Promise<ComplaintCommand> {
    const { type, now } = command;
    // What comes from other systems was coded there and in its time, and is taken as it is.
    if (type === 'importHistory') return command;
    const time = { packs: await this.policies.history('packs', now), calendars: await this.policies.history('calendars', now) };
    const coded = { ...command, time, taxonomy: await this.policies.at('taxonomy', now) } as ComplaintCommand;
    if (type === 'receive') return { ...coded, keywords: await this.policies.at('keywords', now) } as ComplaintCommand;
    if (type === 'erasePersonalData') return { ...coded, retention: await this.policies.at('retention', now) } as ComplaintCommand;
    if (Object.hasOwn(underMatrix, type)) return { ...coded, matrix: await this.authority.matrixAt(now) } as ComplaintCommand;
    if (coded.type !== 'approve' || coded.data.delegation === undefined) return coded;
    const delegation = await this.authority.delegation(coded.data.delegation, now);
    return delegation ? { ...coded, delegation, by: { ...coded.by, actingFor: delegation.delegator } } : coded;
  }
}
