import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** The issuer's keys cannot be had: whether a token is good cannot be said. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';

  constructor(cause: unknown) {
    super("the issuer's keys cannot be had", { cause });
  }
}

/** How long keys are taken for what the issuer has, in ms. */
export interface KeyTimes {
  /** They are asked for again after so long. */
  readonly fresh: number;
  /** A key that is not among them makes us ask before, but no more often than this: names of keys are free to invent. */
  readonly coolDown: number;
  /** While the issuer does not answer, the last ones are good for so long. */
  readonly stale: number;
  /** An issuer that has not answered by then does not. */
  readonly timeout: number;
}

const hour = 3_600_000;
const remoteTimes: KeyTimes = { fresh: hour / 6, coolDown: 30_000, stale: 24 * hour, timeout: 3_000 };
const fileTimes: KeyTimes = { fresh: 1_000, coolDown: 1_000, stale: 24 * hour, timeout: 3_000 };

const maxBytes = 262_144;

type Source = () => Promise<string>;

/** A key of a set; `exp` (seconds since the epoch) says until when one that was replaced still verifies. */
type PublicKey = JSONWebKeySet['keys'][number] & { readonly exp?: unknown };

/**
 * The public keys that tokens are verified with: of a file, which is read again and again, or of the issuer's URL. What is no longer
 * among them verifies nothing any more.
 */
export class IssuerKeys {
  private keys: readonly PublicKey[] | undefined;
  private find: JWTVerifyGetKey | undefined;
  private text: string | undefined;
  private readAt = -Infinity;
  private askedAt = -Infinity;
  private asking: Promise<void> | undefined;
  private failure: unknown;
  private generations = 0;
  private endsAt = Infinity;
  private now = 0;

  private constructor(
    private readonly source: Source,
    private readonly times: KeyTimes,
    private readonly elapsed: () => number,
  ) {}

  /**
   * @param place an http(s) URL, or the path of a file
   * @param times for specs
   * @param elapsed milliseconds of a clock that never goes back; for specs
   */
  static of(place: string, times: Partial<KeyTimes> = {}, elapsed = (): number => performance.now()): IssuerKeys {
    const isRemote = /^https?:/.test(place);
    const all = { ...(isRemote ? remoteTimes : fileTimes), ...times };
    return new IssuerKeys(isRemote ? urlSource(place, all.timeout) : () => readFile(place, 'utf8'), all, elapsed);
  }

  /**
   * Counts how often the keys have changed: who remembers what a key verified forgets it then.
   *
   * @param now milliseconds since the epoch
   * @throws IssuerUnavailable
   */
  async generation(now: number): Promise<number> {
    this.now = now;
    const at = this.elapsed();
    const isDue = at - this.readAt > this.times.fresh && at - this.askedAt > this.pause();
    if (this.asking || isDue) await this.ask();
    if (!this.find || at - this.readAt > this.times.stale) throw new IssuerUnavailable(this.failure);
    if (now >= this.endsAt) this.choose();
    return this.generations;
  }

  /** The key that a token names; asked for at the issuer if it is none that we know. @throws jose's errors, IssuerUnavailable */
  readonly keyOf: JWTVerifyGetKey = async (header, token) => {
    try {
      return await this.find!(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || this.elapsed() - this.askedAt <= this.times.coolDown) throw error;
      const before = this.generations;
      await this.ask();
      if (before === this.generations) throw error;
      return this.find!(header, token);
    }
  };

  /** Between two questions; where nothing is known there is no reason to wait long. */
  private pause(): number {
    if (this.failure === undefined) return 0;
    return this.find ? this.times.coolDown : Math.min(this.times.coolDown, 1_000);
  }

  /** One question at a time; those who come meanwhile wait for its answer. */
  private ask(): Promise<void> {
    this.asking ??= this.read().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async read(): Promise<void> {
    this.askedAt = this.elapsed();
    try {
      const text = await this.source();
      if (text !== this.text) {
        const { keys } = JSON.parse(text) as { keys: readonly PublicKey[] };
        createLocalJWKSet({ keys: [...keys] });
        this.keys = keys;
        this.text = text;
        this.choose();
      }
      this.readAt = this.elapsed();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }

  /** Those that verify now, until the next of them ends. */
  private choose(): void {
    const endOf = ({ exp }: PublicKey): number => (typeof exp === 'number' ? exp * 1_000 : Infinity);
    const usable = this.keys!.filter((key) => endOf(key) > this.now);
    this.endsAt = Math.min(Infinity, ...usable.map(endOf));
    this.find = createLocalJWKSet({ keys: usable });
    this.generations += 1;
  }
}

function urlSource(url: string, timeout: number): Source {
  return async () => {
    // Where the keys are is configured: an answer that sends us elsewhere is none.
    const response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
      headers: { accept: 'application/jwk-set+json, application/json' },
    });
    if (!response.ok || !response.body) throw new Error(`the issuer answers ${response.status}`);
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Error(`the issuer's keys have more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  };
}
