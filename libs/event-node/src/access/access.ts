import type { Metadata } from '@grpc/grpc-js';

export type Action = 'read' | 'write' | 'delete' | 'meta-read' | 'meta-write';

/** Who may do what. */
export interface Access {
  /**
   * Lets an action on a stream pass, or `$all` for the whole log. `read` and `write` of `$$s` are `meta-read` and `meta-write` of `s`.
   *
   * @param call the call with its credentials, which are those of its metadata `authorization`
   * @throws CallError UNAUTHENTICATED for credentials that are wrong, PERMISSION_DENIED for an action that is not granted
   */
  check(call: { readonly metadata: Metadata }, action: Action, stream: string): Promise<void>;
}

/** Everybody may do everything: for a node without users. */
export const openAccess: Access = { check: () => Promise.resolve() };
