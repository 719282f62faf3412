import { createHmac, randomBytes } from 'node:crypto';
import { status, type Metadata } from '@grpc/grpc-js';
import { LRUCache } from 'lru-cache';
import { CallError, unavailable } from '../grpc/statuses.js';
import type { User } from './acl.js';
import { FewAtOnce } from './few-at-once.js';
import { verifyPassword } from './passwords.js';
import type { StoredUser } from './users-file.js';

const REMEMBERED = 1_000;
const REMEMBERED_MS = 10 * 60_000;
/** Verifications at the same time: half of the thread pool, which the rest of the process needs too. */
const AT_ONCE = 2;
const WAITING = 64;
/** No password has this hash; who is unknown takes as long to refuse as whose password is wrong. */
const nobody = `scrypt:32768:8:1:${'A'.repeat(22)}:${'A'.repeat(43)}`;

/** What the node knows of its users. */
export interface UserRegister {
  find(name: string): StoredUser | undefined;
  onChange(listener: () => void): void;
}

/**
 * Finds out who calls, from basic credentials.
 *
 * Verifying a password is slow on purpose, so its result, good or bad, is remembered for a while; until the users change. Passwords are not
 * kept, only a digest of them under a key of this process.
 */
export class Authenticator {
  private readonly key = randomBytes(32);
  /** Who goes on calling stays known: only then do guesses, which fill the queue, shut out nobody who is at work. */
  private readonly known = new LRUCache<string, User>({ max: REMEMBERED, ttl: REMEMBERED_MS, updateAgeOnGet: true });
  /** Apart from those who are known, so that guesses do not push them out. */
  private readonly wrong = new LRUCache<string, true>({ max: REMEMBERED, ttl: REMEMBERED_MS });
  private readonly underWay = new Map<string, Promise<User | undefined>>();
  private readonly queue = new FewAtOnce(AT_ONCE, WAITING);
  private generation = 0;

  /** @param onFailure gets the name of every refused attempt that was verified or remembered */
  constructor(
    private readonly users: UserRegister,
    private readonly onFailure: (name: string) => void,
  ) {
    users.onChange(() => {
      this.generation++;
      this.known.clear();
      this.wrong.clear();
      this.underWay.clear();
    });
  }

  /**
   * @returns undefined for a call without basic credentials, which is anonymous
   * @throws CallError UNAUTHENTICATED if they are wrong, UNAVAILABLE if too many wait to be verified
   */
  async userOf(metadata: Metadata): Promise<User | undefined> {
    const [header, ...more] = metadata.get('authorization');
    if (typeof header !== 'string' || more.length > 0 || !/^basic /i.test(header)) return undefined;
    const digest = createHmac('sha256', this.key).update(header).digest('base64');
    const known = this.known.get(digest);
    if (known) return known;
    const { name, password } = credentialsOf(header);
    const user = this.wrong.has(digest) ? undefined : await this.verifyOnce(digest, name, password);
    if (user) return user;
    this.onFailure(name);
    throw new CallError(status.UNAUTHENTICATED, 'Unauthenticated');
  }

  /** Calls that come with the same credentials meanwhile wait for the same answer. */
  private verifyOnce(digest: string, name: string, password: string): Promise<User | undefined> {
    let answer = this.underWay.get(digest);
    if (!answer) {
      answer = this.verify(digest, name, password).finally(() => {
        if (this.underWay.get(digest) === answer) this.underWay.delete(digest);
      });
      this.underWay.set(digest, answer);
    }
    return answer;
  }

  private async verify(digest: string, name: string, password: string): Promise<User | undefined> {
    const { generation } = this;
    const stored = this.users.find(name);
    const right = await this.queue.run(() => verifyPassword(password, stored?.password ?? nobody));
    if (right === undefined) throw unavailable('too many credentials wait to be verified');
    const user = right && stored ? { name: stored.name, groups: stored.groups } : undefined;
    // An answer from before a change of the users is good for the calls that waited for it, and for no other.
    if (generation === this.generation) {
      if (user) this.known.set(digest, user);
      else this.wrong.set(digest, true);
    }
    return user;
  }
}

function credentialsOf(header: string): { name: string; password: string } {
  const text = Buffer.from(header.slice('basic '.length), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  // Without a colon it may be a password or a token by mistake, which must not come into the log as a name.
  return colon < 0 ? { name: '', password: text } : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}
