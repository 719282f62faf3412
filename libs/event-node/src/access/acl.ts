import { aclOf, isMetastream, originalOf, type StreamAcl } from '../log/stream-metadata.js';
import type { Action } from './access.js';

/** Somebody who has proved who they are. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

/** What holds for streams without an `$acl` of their own, from the stream `$settings`. */
export interface AclSettings {
  readonly userStreams?: StreamAcl;
  readonly systemStreams?: StreamAcl;
}

/** Everybody who has logged in; as a stream, the whole log. */
const ALL = '$all';

const forAll = (role: string): StreamAcl => ({ $r: [role], $w: [role], $d: [role], $mr: [role], $mw: [role] });
const defaults = { userStreams: forAll(ALL), systemStreams: forAll('$admins') };

const entryOf: Readonly<Record<Action, keyof StreamAcl>> = {
  read: '$r',
  write: '$w',
  delete: '$d',
  'meta-read': '$mr',
  'meta-write': '$mw',
};

/** Reads the data of an event of `$settings`. What is not as it should be counts as no settings at all, as the server has it. */
export function toAclSettings(data: Uint8Array): AclSettings {
  try {
    const settings: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    const { $userStreamAcl, $systemStreamAcl } = settings as Record<string, unknown>;
    return {
      ...($userStreamAcl !== undefined && { userStreams: aclOf($userStreamAcl) }),
      ...($systemStreamAcl !== undefined && { systemStreams: aclOf($systemStreamAcl) }),
    };
  } catch {
    return {};
  }
}

/** What is really asked for: access to `$$s` is access to the metadata of `s`. */
export interface Wish {
  readonly action: Action;
  readonly stream: string;
}

/** @returns undefined for what nobody may ever do: write to `$all` or delete it, delete a metadata stream */
export function wishOf(action: Action, stream: string): Wish | undefined {
  const changes = action === 'write' || action === 'delete';
  if (stream === ALL && changes) return undefined;
  if (!isMetastream(stream)) return { action, stream };
  if (action === 'delete') return undefined;
  return { action: changes || action === 'meta-write' ? 'meta-write' : 'meta-read', stream: originalOf(stream) };
}

export const isAdmin = ({ name, groups }: User): boolean => name === 'admin' || groups.includes('$admins');

export const isOperator = (user: User): boolean => isAdmin(user) || user.name === 'ops' || user.groups.includes('$ops');

/**
 * Whether a user may do something.
 *
 * @param acl of the stream itself; what it does not say is said by the settings, and what they do not say by the defaults: streams of users
 * are open to all who have logged in, system streams (`$…`) and `$all` to `$admins`
 */
export function isGranted(user: User, { action, stream }: Wish, acl: StreamAcl | undefined, settings: AclSettings): boolean {
  if (isAdmin(user)) return true;
  const kind = stream.startsWith('$') ? 'systemStreams' : 'userStreams';
  const entry = entryOf[action];
  const roles = acl?.[entry] ?? settings[kind]?.[entry] ?? defaults[kind][entry] ?? [];
  return roles.includes(ALL) || roles.includes(user.name) || user.groups.some((group) => roles.includes(group));
}
