import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { HandlePolicy, Policies, policyStream } from '@redress/commands';
import { EventStore } from '@redress/event-store';
import type { Instant } from '@redress/kernel';
import type { Policy, PolicyKind, PublishPolicy, SaidDocument } from '@redress/policy';
import { findPolicy, listPolicies, policies, type PolicyOutline, type PolicyVersion } from '@redress/views';
import { Clock } from '../clock.js';
import { answered, commandFrom, requestFrom, requireKeyOfMachines, type CommandHeaders } from '../http/command.js';
import { Freshness } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { PolicyAnswer, type PolicyQuestionDto, type PublishPolicyDto } from './dto/policy.dto.js';

/** A version, and the instant at which it was in force, if that was asked for. */
export type FoundPolicy<K extends PolicyKind> = PolicyVersion<K> & { readonly asOf?: Instant };

/** What is the same for every kind of policy: to publish the next version, and to read those that were. */
@Injectable()
export class PolicyDesk {
  constructor(
    private readonly bus: CommandBus,
    private readonly clock: Clock,
    private readonly store: EventStore,
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    private readonly policies: Policies,
  ) {}

  /** What decisions are made under at this moment: remembered, like theirs. */
  now<K extends PolicyKind>(kind: K): Promise<Policy<K>> {
    return this.policies.at(kind, this.clock.now().toISOString());
  }

  /** @throws HttpProblem 404 `no-policy-in-force` or `unknown-version`, 400 `version-or-instant` */
  async find<K extends PolicyKind>(kind: K, question: PolicyQuestionDto, minPosition?: string): Promise<FoundPolicy<K>> {
    const { version, asOf } = question;
    if (version !== undefined && asOf !== undefined) {
      throw new HttpProblem(400, 'version-or-instant', 'ask for a version or for an instant, not for both');
    }
    await this.freshness.wait(policies, minPosition);
    if (version !== undefined) {
      const policy = await findPolicy(this.dataSource, kind, { version });
      if (!policy) throw new HttpProblem(404, 'unknown-version', 'no version of this number was published', { kind, version });
      return policy;
    }
    const at = asOf ?? this.clock.now().toISOString();
    const policy = await findPolicy(this.dataSource, kind, { asOf: at });
    if (!policy) throw new HttpProblem(404, 'no-policy-in-force', 'no version of this policy was in force then', { kind, at });
    return { asOf: at, ...policy };
  }

  async versions(kind: PolicyKind, minPosition?: string): Promise<{ items: PolicyOutline[] }> {
    await this.freshness.wait(policies, minPosition);
    return { items: await listPolicies(this.dataSource, kind) };
  }

  async publish<K extends PolicyKind>(
    kind: K,
    body: PublishPolicyDto & { readonly document: SaidDocument<K> },
    headers: CommandHeaders,
  ): Promise<PolicyAnswer> {
    requireKeyOfMachines(headers);
    const command = commandFrom('publishPolicy', Object.assign({}, body, { kind }), headers, this.clock.now()) as PublishPolicy;
    const outcome = await this.bus.execute(new HandlePolicy(command, requestFrom(headers, { kind })));
    // The version was given by the decision: it is in the event, also where this is the first answer once more.
    const { id, revision } = outcome.events[0]!;
    const published = (await this.store.readStored(policyStream(kind), revision)).find((event) => event.id === id);
    const { version, effectiveFrom } = published!.data as Policy;
    return answered(new PolicyAnswer(), { kind, version, effectiveFrom }, outcome);
  }
}
