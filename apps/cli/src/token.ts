import { isSpan, mintToken, rolePattern, roles, rotateSigningKey } from '@redress/platform';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { connect } from './connection.js';
import { dataFolderOf, print, UsageError } from './output.js';

interface TokenOptions {
  sub?: string;
  role?: string[];
  unit?: string;
  name?: string;
  expiresIn: string;
}

/** `redress token`: mints a token with the signing key of the data folder; below it, tokens are taken back and the key is replaced. */
export function registerToken(program: Command): void {
  const token = program
    .command('token')
    .description('Mint a token for the API of an embedded installation, signed with the key in its data folder.')
    .option('--sub <subject>', 'who it speaks for, for example a staff number')
    .addOption(
      new Option(
        '--role <role...>',
        `what the subject may do; may be repeated: ${roles.join(', ')}, or a role of your authority matrix`,
      ).argParser(withRole),
    )
    .option(
      '--unit <unit>',
      'confines case workers and approvers to their unit and what is theirs; without it they are for the WHOLE company',
    )
    .option('--name <name>', 'name for people')
    .option(
      '--expires-in <span>',
      'life time, such as 15m, 8h or 30d; the API takes none that is older than 31 days unless told so',
      span,
      '8h',
    )
    .addHelpText(
      'after',
      `
Examples:
  curl -H "Authorization: Bearer $(redress token --sub u1 --role handler --unit beijing)" http://127.0.0.1:3000/v1/complaints
  redress token revoke --sub u1                       the laptop is lost: nothing that was issued until now is accepted
  redress token revoke --jti 5d0c… --reason INC-7     this one token
  redress token revocations                           what was revoked and may still matter
  redress token rotate-key                            a new signing key; tokens of the former one are good for their time
  redress token rotate-key --grace 0s                 the key is known to somebody: all tokens end now`,
    )
    .action(async ({ sub, role, unit, name, expiresIn }: TokenOptions, command: Command) => {
      if (sub === undefined) throw new UsageError('Say who the token speaks for: --sub <subject>.');
      if (!role) throw new UsageError('Say what the subject may do: --role <role>, which may be repeated.');
      const minted = await mintToken(dataFolderOf(command), { sub, name, roles: role, unit }, expiresIn);
      print(command, minted, { token: minted });
    });
  registerRevoke(token);
  registerRevocations(token);
  registerRotateKey(token);
}

interface RevokeOptions {
  jti?: string;
  sub?: string;
  before?: string;
  reason?: string;
}

function registerRevoke(token: Command): void {
  token
    .command('revoke')
    .description('Take back one token, or all that a person has: every process refuses them within seconds.')
    .option('--jti <id>', "the token's own id, its claim jti")
    .option('--sub <subject>', 'all tokens of this person that were issued until now; who signs in again is let in')
    .option('--before <instant>', 'with --sub: only tokens that were issued until then, such as 2026-11-22T08:00:00Z')
    .option('--reason <code>', 'a short code or reference')
    .action(async ({ jti, before, reason }: RevokeOptions, command: Command) => {
      // `token` has an option of this name too, and takes it first.
      const { sub } = command.optsWithGlobals<RevokeOptions>();
      if ((jti === undefined) === (sub === undefined)) throw new UsageError('Name one token with --jti, or a person with --sub.');
      const server = await connect(command, operator);
      const answer = await server.json<object>('/v1/tokens/revocations', { jti, sub, before, reason });
      print(command, jti === undefined ? `The tokens of ${sub} are revoked.` : `The token ${jti} is revoked.`, answer);
    });
}

interface Revocation {
  readonly jti: string | null;
  readonly sub: string | null;
  readonly before: string;
  readonly reason: string | null;
  readonly revokedAt: string;
  readonly by: string;
}

function registerRevocations(token: Command): void {
  token
    .command('revocations')
    .description('Show what was revoked and may still matter, newest first.')
    .action(async (_options: object, command: Command) => {
      const answer = await (await connect(command, operator)).json<{ items: Revocation[] }>('/v1/tokens/revocations');
      const lines = answer.items.map(({ jti, sub, before, reason, revokedAt, by }) => {
        const what = jti === null ? `all of ${sub} issued until ${before}` : `token ${jti}`;
        return `${revokedAt}  ${what}, by ${by}${reason === null ? '' : `: ${reason}`}`;
      });
      print(command, lines.join('\n') || 'Nothing is revoked.', answer);
    });
}

function registerRotateKey(token: Command): void {
  token
    .command('rotate-key')
    .description('Make a new signing key for an embedded installation; a running server takes note by itself.')
    .option('--grace <span>', 'how long tokens of the former key are still accepted; 0s if somebody else has it', span, '31d')
    .action(async ({ grace }: { grace: string }, command: Command) => {
      const { kid, until } = await rotateSigningKey(dataFolderOf(command), grace, Date.now());
      print(command, `The signing key is ${kid}; tokens of the former one are good until ${until.toISOString()} at the latest.`, {
        kid,
        until,
      });
    });
}

/** Who takes tokens back on an embedded installation. */
const operator = { sub: 'redress-cli', roles: ['operator'] };

function span(text: string): string {
  if (!isSpan(text)) throw new InvalidArgumentError('Give a span of time, such as 15m, 8h or 30d.');
  return text;
}

/** Roles that sign are named by the matrix, which is data: any well-formed one will do. */
function withRole(role: string, before: readonly string[] = []): string[] {
  if (!rolePattern.test(role)) throw new InvalidArgumentError('A role is made of lower-case letters, digits and hyphens.');
  return [...before, role];
}
