import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { AuthorityPolicies } from '@redress/commands';
import { Clock } from '../clock.js';

/** How long a start waits for the event store; without it the API starts all the same, and the first who needs a matrix publishes it. */
const patienceMs = 2_000;

/** Publishes the default matrix of a new installation at its first start, so that there is one to be read. */
@Injectable()
export class DefaultMatrix implements OnApplicationBootstrap {
  private readonly logger = new Logger('authority');

  constructor(
    private readonly policies: AuthorityPolicies,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const published = this.policies.latest(this.clock.now().toISOString()).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'the default matrix is published later');
    });
    await Promise.race([published, delay(patienceMs, undefined, { ref: false })]);
  }
}
