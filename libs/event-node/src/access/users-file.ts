import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { User } from './acl.js';
import { isPasswordHash } from './passwords.js';

export interface StoredUser extends User {
  /** As `hashPassword` makes it. */
  readonly password: string;
}

/** The users file is not one. The message says what is wrong, in one line. */
export class UsersFileError extends Error {
  override name = 'UsersFileError';
}

/** Names travel as `name:password`, and stand in logs and lists. */
export const isUserName = (name: unknown): name is string => typeof name === 'string' && /^[^\s:\p{C}]{1,100}$/u.test(name);

/** @throws UsersFileError, or the file system's error */
export async function readUsersFile(path: string): Promise<StoredUser[]> {
  return parseUsers(await readFile(path, 'utf8'));
}

/** `{ "users": [{ "name": "ops", "groups": ["$admins"], "password": "scrypt:…" }] }` @throws UsersFileError */
export function parseUsers(text: string): StoredUser[] {
  let json: { users?: unknown };
  try {
    json = JSON.parse(text) as typeof json;
  } catch {
    throw new UsersFileError('it is not JSON');
  }
  const list: unknown = json?.users;
  if (!Array.isArray(list)) throw new UsersFileError('it has no list "users"');
  const names = new Set<string>();
  return list.map((entry: unknown, index) => {
    const { name, groups, password } = (entry ?? {}) as Record<string, unknown>;
    if (!isUserName(name)) throw new UsersFileError(`user ${index + 1} has no usable name`);
    if (names.has(name)) throw new UsersFileError(`user ${name} is there twice`);
    names.add(name);
    if (!Array.isArray(groups) || !groups.every(isUserName)) throw new UsersFileError(`user ${name} has no list of groups`);
    if (!isPasswordHash(password)) throw new UsersFileError(`user ${name} has no password hash`);
    return { name, groups, password };
  });
}

/** Replaces the file as a whole: whoever reads it meanwhile sees the old or the new one. Readable by its owner only. */
export async function writeUsersFile(path: string, users: readonly StoredUser[]): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  const lines = users.map(({ name, groups, password }) => `    ${JSON.stringify({ name, groups, password })}`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`{\n  "users": [\n${lines.join(',\n')}\n  ]\n}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  // The new name is on disk only with its folder.
  const folder = await open(dirname(path), constants.O_RDONLY);
  await folder.sync().catch(() => undefined);
  await folder.close();
}
