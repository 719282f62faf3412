import type { IncomingMessage } from 'node:http';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/** Requests whose bodies take their time. A stop does not wait for them: they are cut, and sent again or resumed. */
@Injectable()
export class BodiesUnderWay implements BeforeApplicationShutdown {
  private readonly requests = new Set<IncomingMessage>();

  during(raw: IncomingMessage): void {
    if (raw.readableEnded) return;
    this.requests.add(raw);
    for (const end of ['end', 'close', 'error']) raw.once(end, () => this.requests.delete(raw));
  }

  beforeApplicationShutdown(): void {
    for (const raw of this.requests) raw.destroy();
  }
}
