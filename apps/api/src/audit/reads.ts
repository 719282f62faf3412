import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { canonicalJson, envelop, EventStore, genesisHash, RevisionConflict, type StoredEvent } from '@redress/event-store';
import type { Actor, Instant } from '@redress/kernel';
import { auditReadEventTypes, auditReadStreams, Vault, type AuditRead } from '@redress/privacy';
import { Clock } from '../clock.js';
import { HttpProblem } from '../http/problem.js';

interface Waiting {
  readonly read: AuditRead['data'];
  readonly by: Actor;
  readonly at: Instant;
  readonly done: (position: bigint) => void;
  readonly failed: (error: unknown) => void;
}

/** The stream that this process writes, and its end: nobody else writes it, so that it never has to be read. */
interface Head {
  readonly hour: string;
  readonly stream: string;
  readonly revision: number;
  readonly hash: string;
}

/** As many as one append takes without coming near the largest that an event store takes. */
const mostAtOnce = 200;

/** Says in the log who read what, and what for. What comes while an append is under way shares the next one. */
@Injectable()
export class AuditReads {
  private readonly logger = new Logger('audit');
  private waiting: Waiting[] = [];
  private isWriting = false;
  private head: Head | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns once it is stored: where in the log.
   * @throws HttpProblem 503 `read-not-recorded` if it cannot be: then nothing may be answered
   */
  record(read: AuditRead['data'], by: Actor): Promise<bigint> {
    return new Promise((done, failed) => {
      this.waiting.push({ read, by, at: this.clock.now().toISOString(), done, failed });
      if (!this.isWriting) void this.write();
    });
  }

  /** Keyed, so that it confirms no guess, and short: the same value can be found again, and that is all. */
  digest(value: string): string {
    return `digest:${this.vault.digest(value).slice(0, 32)}`;
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, mostAtOnce);
      try {
        const position = await this.append(batch);
        for (const { done } of batch) done(position);
      } catch (error) {
        this.logger.warn({ err: error, reads: batch.length }, 'reads could not be recorded, and were not answered');
        const detail = 'what is read for an audit is recorded first, and the event store does not take it: try again';
        for (const { failed } of batch) failed(new HttpProblem(503, 'read-not-recorded', detail));
      }
    }
    this.isWriting = false;
  }

  /** The position of the last of them. */
  private async append(batch: readonly Waiting[]): Promise<bigint> {
    const hour = batch[0]!.at.slice(0, 13);
    const begun = this.head?.hour === hour ? this.head : newHead(hour);
    const { events, head } = this.enveloped(batch, begun);
    // Whatever comes of it, this end is not certain until it is known: who fails here is followed by a new stream.
    this.head = undefined;
    try {
      const { position } = await this.store.append(events);
      this.head = head;
      return position;
    } catch (error) {
      if (!(error instanceof RevisionConflict) || begun.revision < 0) throw error;
      // A server that does not say where it put the first attempt: it is stored under these ids, or it is not; told twice is told.
      const again = this.enveloped(batch, newHead(hour));
      const { position } = await this.store.append(again.events);
      this.head = again.head;
      return position;
    }
  }

  private enveloped(batch: readonly Waiting[], begun: Head): { events: StoredEvent[]; head: Head } {
    let head = begun;
    const events = batch.map(({ read, by, at }) => {
      const commandId = randomUUID();
      const [event] = envelop([{ type: 'AuditRead', data: read } satisfies AuditRead], auditReadEventTypes, {
        stream: head.stream,
        revision: head.revision,
        previousHash: head.hash,
        commandId,
        commandDigest: this.vault.digest(canonicalJson(read)),
        correlationId: commandId,
        causationId: commandId,
        actor: by,
        occurredAt: at,
        origin: 'api',
        policyVersions: {},
        subject: null,
        newId: randomUUID,
      });
      head = { ...head, revision: event!.revision, hash: event!.metadata.hash };
      return event!;
    });
    return { events, head };
  }
}

function newHead(hour: string): Head {
  return { hour, stream: `${auditReadStreams}${hour}-${randomUUID().slice(0, 8)}`, revision: -1, hash: genesisHash };
}
