import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { reportingRole } from './create-reporting.js';

/** An analyst cannot be let in, or shut out. `code` is stable; the message says what to do. */
export class AnalystRefused extends Error {
  override readonly name = 'AnalystRefused';

  constructor(
    readonly code: 'invalid-analyst-name' | 'no-reporting-role' | 'not-an-analyst',
    message: string,
  ) {
    super(message);
  }
}

/** Of every analyst's sessions: enough for a question, and not for ever. */
const settings = {
  statement_timeout: '60s',
  idle_in_transaction_session_timeout: '60s',
  default_transaction_read_only: 'on',
  search_path: 'reporting',
};

/** At once, of each: the server's connections are those of the installation too. */
const mostSessions = 5;

/**
 * Lets somebody read the schema `reporting`: a user of the database of this name, created or given a new password.
 * @returns the password, which is kept nowhere
 * @throws AnalystRefused
 */
export async function letAnalystRead(
  manager: EntityManager,
  name: string,
): Promise<{ readonly password: string; readonly isNew: boolean }> {
  const found = await analyst(manager, name);
  const password = randomBytes(24).toString('base64url');
  const role = `"${name}"`;
  // As PostgreSQL keeps it: the password itself is in no statement, and so in none that a server logs.
  const login = `LOGIN INHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${mostSessions} PASSWORD '${scramVerifier(password)}'`;
  await manager.query(found ? `ALTER ROLE ${role} ${login}` : `CREATE ROLE ${role} ${login} IN ROLE ${reportingRole}`);
  for (const [setting, value] of Object.entries(settings)) await manager.query(`ALTER ROLE ${role} SET ${setting} = '${value}'`);
  return { password, isNew: !found };
}

/** Shuts an analyst out: the user is gone, and so are its sessions. False if there was none. @throws AnalystRefused */
export async function removeAnalyst(manager: EntityManager, name: string): Promise<boolean> {
  if (!(await analyst(manager, name))) return false;
  await manager.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [name]);
  await manager.query(`DROP ROLE "${name}"`);
  return true;
}

/** True if there is an analyst of this name. A user of the database who is something else is left alone. */
async function analyst(manager: EntityManager, name: string): Promise<boolean> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name) || name.startsWith('pg_') || name === reportingRole)
    throw new AnalystRefused(
      'invalid-analyst-name',
      'An analyst is named by at most 63 lower-case letters, digits and _, such as analyst_li.',
    );
  const [row] = await manager.query<{ group: boolean; found: boolean; own: boolean }[]>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $2) AS "group",
            EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS found,
            EXISTS (
              SELECT FROM pg_auth_members JOIN pg_roles AS member ON member.oid = pg_auth_members.member
              JOIN pg_roles AS "group" ON "group".oid = roleid
              WHERE member.rolname = $1 AND "group".rolname = $2
                AND NOT member.rolsuper AND NOT member.rolcreaterole AND NOT member.rolcreatedb
            ) AS own`,
    [name, reportingRole],
  );
  if (!row?.group)
    throw new AnalystRefused(
      'no-reporting-role',
      `There is no role ${reportingRole}: start the worker once; where it may not create roles, docs/sql.md says what an administrator runs.`,
    );
  if (row.found && !row.own)
    throw new AnalystRefused('not-an-analyst', `The database has a user ${name} who is no analyst: choose another name.`);
  return row.found;
}

/** RFC 5803, as PostgreSQL writes it. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const iterations = 4_096;
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}
