import type { Metadata } from '@grpc/grpc-js';
import type { CallError } from '../grpc/statuses.js';

export type Action = 'read' | 'write' | 'delete' | 'meta-read' | 'meta-write';

/** A call as far as access goes: its credentials are those of its metadata `authorization`. */
export interface AskingCall {
  readonly metadata: Metadata;
}

/** Who may do what. */
export interface Access {
  /**
   * Lets an action on a stream pass, or on `$all` for the whole log. `read` and `write` of `$$s` are `meta-read` and `meta-write` of `s`.
   *
   * @throws CallError UNAUTHENTICATED for wrong credentials, PERMISSION_DENIED for an action that is not granted
   */
  check(call: AskingCall, action: Action, stream: string): Promise<void>;

  /**
   * Lets a subscription to a stream, or to `$all`, pass as `check` does for `read`; and whenever a rule changes that it passed by, asks again
   * for the same user.
   *
   * @param end is called, at most once, with what the subscription ends with when the right is gone, or cannot be told any more
   * @returns a function that ends the asking
   * @throws CallError as `check` does
   */
  follow(call: AskingCall, stream: string, end: (error: CallError) => void): Promise<() => void>;

  /** Lets those pass who run the node: members of `$ops` and `$admins`. @throws CallError as `check` does */
  checkOperator(call: AskingCall): Promise<void>;

  /** Lets everybody pass but whose credentials are wrong, asked once at the start of every call. @throws CallError UNAUTHENTICATED */
  authenticate(call: AskingCall): Promise<void>;
}

/** Everybody may do everything: for a node without users. */
export const openAccess: Access = {
  check: () => Promise.resolve(),
  follow: () => Promise.resolve(() => undefined),
  checkOperator: () => Promise.resolve(),
  authenticate: () => Promise.resolve(),
};
