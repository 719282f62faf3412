import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { effective, type Instant } from '@redress/kernel';
import {
  checkCalendarsOf,
  evolve,
  kinds,
  noPolicy,
  policyEventTypes,
  policyInForce,
  publishPolicy,
  type Policy,
  type PolicyEvent,
  type PolicyKind,
  type PolicyState,
  type PublishPolicy,
} from '@redress/policy';
import { Aggregate, type Decider, type Outcome, type Request } from './aggregate.js';
import { Fresh } from './fresh.js';
import { idFrom } from './ids.js';

/** All versions of one kind of policy are in one stream, and follow each other. */
export const policyStream = (kind: PolicyKind): string => `policy-${kind}`;

export const policyDecider: Decider<PolicyState, PublishPolicy, PolicyEvent> = {
  initial: noPolicy,
  types: policyEventTypes,
  decide: publishPolicy,
  evolve,
  begins: () => false,
  identityOf: () => null,
  policyVersionsOf: () => ({}),
};

export class PolicyAggregate extends Aggregate<PolicyState, PublishPolicy, PolicyEvent> {}

/** What decisions need to know of the policies that are data alone. */
export class Policies {
  private readonly known = new Map<PolicyKind, Fresh<PolicyState>>();

  constructor(private readonly policies: PolicyAggregate) {}

  /**
   * The version in force at the moment of a decision; reads the log at most once in 30 s of those moments.
   * @throws RuleViolation `no-policy-in-force`, and what the event store throws
   */
  async at<K extends PolicyKind>(kind: K, now: Instant): Promise<Policy<K>> {
    return policyInForce((await this.freshOf(kind).at(now)) as PolicyState<K>, now);
  }

  private freshOf(kind: PolicyKind): Fresh<PolicyState> {
    let fresh = this.known.get(kind);
    if (!fresh) this.known.set(kind, (fresh = new Fresh((at) => this.latest(kind, at))));
    return fresh;
  }

  /** Every version that was published so far, the earliest first; as fresh as `at`. */
  async history<K extends PolicyKind>(kind: K, now: Instant): Promise<readonly Policy<K>[]> {
    return ((await this.freshOf(kind).at(now)) as PolicyState<K>).versions;
  }

  /** What is stored now; with the standard, which is published if there is none: once, however many processes find that at once. */
  async latest(kind: PolicyKind, now: Instant): Promise<PolicyState> {
    const state = await this.policies.latest(policyStream(kind));
    if (state.versions.length > 0) return state;
    const { standard: document, reason } = kinds[kind];
    const commandId = idFrom('policy', kind, 'standard');
    await this.policies.execute(
      policyStream(kind),
      {
        type: 'publishPolicy',
        data: { kind, effectiveFrom: fromEver, reason, document },
        by: { sub: 'redress', roles: [] },
        occurredAt: now,
        now,
        origin: 'automation',
      },
      { commandId, body: {}, correlationId: commandId, causationId: commandId },
    );
    return this.policies.latest(policyStream(kind));
  }
}

/** Before every moment that a decision is made at. */
const fromEver = '1900-01-01T00:00:00.000Z';

/** Publishes the next version of a policy. */
export class HandlePolicy extends Command<Outcome> {
  constructor(
    readonly command: PublishPolicy,
    readonly request: Request,
  ) {
    super();
  }
}

@CommandHandler(HandlePolicy)
export class PolicyHandler implements ICommandHandler<HandlePolicy> {
  constructor(
    private readonly aggregate: PolicyAggregate,
    private readonly policies: Policies,
  ) {}

  async execute({ command, request }: HandlePolicy): Promise<Outcome> {
    const { kind } = command.data;
    await this.policies.latest(kind, command.now);
    if (kind === 'packs') await this.checkCalendars(command as PublishPolicy<'packs'>);
    return this.aggregate.execute(policyStream(kind), command, request);
  }

  /** Packs name calendars, which are another policy: neither decision sees both. What there was stays, so that a retry finds it as well. */
  private async checkCalendars({ data: { document, effectiveFrom }, now }: PublishPolicy<'packs'>): Promise<void> {
    const calendars = (await this.policies.latest('calendars', now)) as PolicyState<'calendars'>;
    checkCalendarsOf(document, policyInForce(calendars, effectiveFrom ?? effective('effectiveFrom', undefined, now)).document);
  }
}
