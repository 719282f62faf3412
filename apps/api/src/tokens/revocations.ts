import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { TokensRevokedData } from '@redress/authority';
import { revocationStream } from '@redress/commands';
import { EventStore, StoreUnavailable } from '@redress/event-store';
import type { Recorded } from '@redress/kernel';
import type { RevocableToken } from '@redress/platform';

/** How often each process looks for revocations, in ms: one that was made elsewhere counts here as soon. */
const lookMs = 1_000;

/** A silent store leaves a read pending for ever; the next one may be answered. */
const patienceMs = 5_000;

/** Clocks of issuers may be off; a revocation is kept until no token that it is about can be good. */
const marginMs = 60_000;

/** A revocation that may still matter. */
export interface Revocation extends TokensRevokedData {
  readonly revokedAt: string;
  readonly by: string;
}

/**
 * The revocations in the log, followed: what is there is known here a second later, after a restart as well. Until they have been read once nobody is let
 * in; while the log is away afterwards, nobody can revoke anything either.
 */
@Injectable()
export class Revocations implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger('tokens');
  /** Newest last, by what they are about. */
  private readonly known = new Map<string, Revocation>();
  private revision = -1;
  private hash: string | undefined;
  private wasRead = false;
  private failure: unknown;
  private reading: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  /** @param maxAgeSeconds how old a token may be that is accepted: what was revoked longer ago is forgotten */
  constructor(
    private readonly store: EventStore,
    private readonly maxAgeSeconds: number,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), lookMs).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    this.isStopped = true;
  }

  /** @throws what went wrong, where revocations were never read */
  isRevoked({ jti, sub, iat }: RevocableToken): boolean {
    if (!this.wasRead) throw this.failure;
    if (jti !== undefined && this.known.has(`jti ${jti}`)) return true;
    const ofPerson = this.known.get(`sub ${sub}`);
    return ofPerson !== undefined && iat * 1_000 <= Date.parse(ofPerson.before);
  }

  /** Those that may still matter, newest first. */
  async list(): Promise<Revocation[]> {
    await this.look();
    return [...this.known.values()].reverse();
  }

  /** Reads what is new. One that is under way may have passed what is asked for, so another follows it. */
  async look(): Promise<void> {
    await this.reading;
    this.reading ??= this.read().finally(() => (this.reading = undefined));
    await this.reading;
  }

  private async read(): Promise<void> {
    try {
      const events = await this.newer();
      for (const { data, metadata, recordedAt, revision } of events) {
        this.keep({ ...(data as TokensRevokedData), revokedAt: recordedAt, by: metadata.actor.sub });
        [this.revision, this.hash] = [revision, metadata.hash];
      }
      this.forget();
      if (this.failure !== undefined && this.wasRead) this.logger.log({ event: 'revocations-read-again' });
      [this.wasRead, this.failure] = [true, undefined];
    } catch (error) {
      if (this.failure === undefined && !this.isStopped) this.logger.warn({ err: error, event: 'revocations-not-read' });
      this.failure = error;
    }
  }

  private async newer(): Promise<Recorded[]> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new StoreUnavailable('it does not answer')), patienceMs).unref();
    });
    try {
      return await Promise.race([this.store.read(revocationStream, this.revision + 1, this.hash), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  private keep(revocation: Revocation): void {
    const { jti, sub, before } = revocation;
    const about = jti === undefined ? `sub ${sub}` : `jti ${jti}`;
    const former = this.known.get(about);
    // Of two about one person the later date holds, whenever it was said.
    if (former && former.before >= before) return;
    this.known.delete(about);
    this.known.set(about, revocation);
  }

  private forget(): void {
    const oldest = new Date(Date.now() - this.maxAgeSeconds * 1_000 - marginMs).toISOString();
    for (const [about, { before }] of this.known) if (before < oldest) this.known.delete(about);
  }
}
