import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { AuthorityPolicies, Policies } from '@redress/commands';
import { policyKinds } from '@redress/policy';
import { Clock } from '../clock.js';

/** How long a start waits for the event store; without it the API starts all the same, and the first who needs a policy publishes it. */
const patienceMs = 2_000;

/** Publishes the default matrix and the standard policies of a new installation at its first start, so that there are some to be read. */
@Injectable()
export class StandardPolicies implements OnApplicationBootstrap {
  private readonly logger = new Logger('policies');

  constructor(
    private readonly authority: AuthorityPolicies,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const published = this.publish().catch((error: unknown) => {
      this.logger.warn({ err: error }, 'what a new installation begins with is published later');
    });
    await Promise.race([published, delay(patienceMs, undefined, { ref: false })]);
  }

  /** One after the other, so that every log begins alike. */
  private async publish(): Promise<void> {
    const now = this.clock.now().toISOString();
    await this.authority.latest(now);
    for (const kind of policyKinds) await this.policies.latest(kind, now);
  }
}
