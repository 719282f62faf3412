import { mintToken, rolePattern, roles } from '@redress/platform';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { dataFolderOf, print } from './output.js';

interface TokenOptions {
  sub: string;
  role: string[];
  unit?: string;
  name?: string;
  expiresIn: string;
}

/** `redress token`: mints a token with the signing key of the data folder. */
export function registerToken(program: Command): void {
  program
    .command('token')
    .description('Mint a token for the API of an embedded installation, signed with the key in its data folder.')
    .requiredOption('--sub <subject>', 'who it speaks for, for example a staff number')
    .addOption(
      new Option('--role <role...>', `what the subject may do; may be repeated: ${roles.join(', ')}, or a role of your authority matrix`)
        .argParser(withRole)
        .makeOptionMandatory(),
    )
    .option('--unit <unit>', 'organisational unit')
    .option('--name <name>', 'name for people')
    .option('--expires-in <span>', 'life time, such as 15m, 8h or 30d', '8h')
    .addHelpText(
      'after',
      '\nExample:\n  curl -H "Authorization: Bearer $(redress token --sub u1 --role handler --unit beijing)" http://127.0.0.1:3000/v1/complaints',
    )
    .action(async ({ sub, role, unit, name, expiresIn }: TokenOptions, command: Command) => {
      const token = await mintToken(dataFolderOf(command), { sub, name, roles: role, unit }, expiresIn);
      print(command, token, { token });
    });
}

/** Roles that sign are named by the matrix, which is data: any well-formed one will do. */
function withRole(role: string, before: readonly string[] = []): string[] {
  if (!rolePattern.test(role)) throw new InvalidArgumentError('A role is made of lower-case letters, digits and hyphens.');
  return [...before, role];
}
