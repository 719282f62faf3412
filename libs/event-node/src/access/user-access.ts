import { status } from '@grpc/grpc-js';
import { LRUCache } from 'lru-cache';
import { CallError, toCallError } from '../grpc/statuses.js';
import type { Logger } from '../log/failures.js';
import type { Reader } from '../log/reader.js';
import type { RecentEvents } from '../log/recent.js';
import { isMetastream, originalOf, type StreamMetadata } from '../log/stream-metadata.js';
import type { Access, Action, AskingCall } from './access.js';
import { isAdmin, isGranted, isOperator, toAclSettings, wishOf, type AclSettings, type User } from './acl.js';
import { Authenticator, type UserRegister } from './authenticator.js';
import { Seldom } from './seldom.js';

const REMEMBERED_STREAMS = 10_000;
const SETTINGS_STREAM = '$settings';

/** Where rules are written: in the log itself. */
export interface RuleSource {
  metadataOf(stream: string): Promise<StreamMetadata>;
  /** Data of the last event of a stream, undefined if it has none. */
  lastDataOf(stream: string): Promise<Uint8Array | undefined>;
}

export const rulesIn = (reader: Reader): RuleSource => ({
  metadataOf: (stream) => reader.metadataOf(stream),
  async lastDataOf(stream) {
    const found = await reader.stream(stream);
    if (found.kind !== 'found') return undefined;
    const { events } = await reader.streamPage(stream, found.number, found.revision, 'backwards', 1);
    return events[0]?.data;
  },
});

/** A subscription under way, whose user may lose the right to it. */
interface Follower {
  readonly user: User;
  readonly stream: string;
  readonly end: (error: CallError) => void;
}

/** Access by users, their groups and the rules in the log, which are remembered until somebody writes others. */
export class UserAccess implements Access {
  private readonly authenticator: Authenticator;
  private readonly streams = new LRUCache<string, Promise<StreamMetadata>>({ max: REMEMBERED_STREAMS });
  private settings: Promise<AclSettings> | undefined;
  private seen: number;
  private readonly followers = new Map<string, Set<Follower>>();
  private readonly failures: Seldom;
  private readonly refusals: Seldom;

  constructor(
    users: UserRegister,
    private readonly rules: RuleSource,
    private readonly recent: RecentEvents,
    log: Logger,
  ) {
    this.failures = new Seldom((facts) => log.warn(facts, 'credentials were refused'));
    this.refusals = new Seldom((facts) => log.info(facts, 'a call was refused: its user may not do that'));
    this.authenticator = new Authenticator(users, (user) => this.failures.say({ user: user.slice(0, 100) }));
    this.seen = recent.head;
    recent.onChange(() => this.rulesChanged());
  }

  async authenticate({ metadata }: AskingCall): Promise<void> {
    await this.authenticator.userOf(metadata);
  }

  async check({ metadata }: AskingCall, action: Action, stream: string): Promise<void> {
    await this.ask(await this.authenticator.userOf(metadata), action, stream);
  }

  async follow({ metadata }: AskingCall, stream: string, end: (error: CallError) => void): Promise<() => void> {
    const user = await this.authenticator.userOf(metadata);
    if (!user) this.refuse(user, 'read', stream);
    if (isAdmin(user)) return () => undefined;
    const follower = { user, stream, end };
    const others = this.followers.get(stream) ?? new Set();
    // Before it is asked, so that no change slips through in between.
    this.followers.set(stream, others.add(follower));
    try {
      await this.ask(user, 'read', stream);
    } catch (error) {
      this.forget(follower);
      throw error;
    }
    return () => void this.forget(follower);
  }

  private async ask(user: User | undefined, action: Action, stream: string): Promise<void> {
    const wish = wishOf(action, stream);
    if (user && wish) {
      if (isAdmin(user)) return;
      const [{ acl }, settings] = await Promise.all([this.metadataOf(wish.stream), this.currentSettings()]);
      if (isGranted(user, wish, acl, settings)) return;
    }
    this.refuse(user, action, stream);
  }

  async checkOperator({ metadata }: AskingCall): Promise<void> {
    const user = await this.authenticator.userOf(metadata);
    if (!user || !isOperator(user)) this.refuse(user, 'operate');
  }

  private refuse(user: User | undefined, action: string, stream?: string): never {
    this.refusals.say({ user: user?.name ?? null, action, stream });
    throw new CallError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
  }

  private async askAgain(follower: Follower): Promise<void> {
    try {
      await this.ask(follower.user, 'read', follower.stream);
    } catch (error) {
      if (this.forget(follower)) follower.end(toCallError(error));
    }
  }

  /** @returns false if it was forgotten before */
  private forget(follower: Follower): boolean {
    const all = this.followers.get(follower.stream);
    const known = all?.delete(follower) ?? false;
    if (all?.size === 0) this.followers.delete(follower.stream);
    return known;
  }

  private metadataOf(stream: string): Promise<StreamMetadata> {
    let found = this.streams.get(stream);
    if (!found) {
      found = this.rules.metadataOf(stream);
      this.streams.set(stream, found);
      found.catch(() => this.streams.delete(stream));
    }
    return found;
  }

  private currentSettings(): Promise<AclSettings> {
    if (!this.settings) {
      this.settings = this.rules.lastDataOf(SETTINGS_STREAM).then((data) => (data ? toAclSettings(data) : {}));
      this.settings.catch(() => (this.settings = undefined));
    }
    return this.settings;
  }

  /** Forgets the rules that somebody has written anew, and asks again for the subscriptions that passed by them. */
  private rulesChanged(): void {
    const { recent, followers } = this;
    const changed = new Set<string>();
    let forAll = !recent.covers(this.seen);
    if (forAll) {
      this.streams.clear();
      this.settings = undefined;
    } else {
      for (let position = this.seen + 1; position <= recent.head; position++) {
        const { stream } = recent.at(position);
        if (isMetastream(stream)) {
          this.streams.delete(originalOf(stream));
          changed.add(originalOf(stream));
        } else if (stream === SETTINGS_STREAM) {
          this.settings = undefined;
          forAll = true;
        }
      }
    }
    this.seen = recent.head;
    for (const stream of forAll ? followers.keys() : changed) {
      for (const follower of followers.get(stream) ?? []) void this.askAgain(follower);
    }
  }
}
