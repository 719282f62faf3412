import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { validate } from 'uuid';
import { connect } from './connection.js';
import { CliError, print } from './output.js';

interface AccessOptions {
  readonly out: string;
  readonly purpose: string;
}

/** `redress access-request`: all that is held of a person, as one archive to be handed over. */
export function registerAccessRequest(program: Command): void {
  program
    .command('access-request')
    .description('Write all that is held of the person of a complaint into a zip: a page in Chinese and English, JSON, their files.')
    .argument('<complaint-id>', 'any complaint of the person, a UUID', complaintId)
    .requiredOption('--out <file>', 'the zip to write; it must not exist')
    .requiredOption('--purpose <code>', 'what it is read for, kept in the log: letters, digits, spaces and . : / _ -')
    .addHelpText(
      'after',
      `
Examples:
  redress access-request 01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77 --out lin.zip --purpose "request 2026/17"
  redress access-request 01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77 --out lin.zip --purpose dsar:17 --json

Needs the role privacy-officer. Exit codes: 0 written; 1 failed; 2 wrong usage.`,
    )
    .action(accessRequest);
}

async function accessRequest(id: string, { out, purpose }: AccessOptions, command: Command): Promise<void> {
  if (existsSync(out)) throw new CliError(`${out} exists: name another file.`);
  const connection = await connect(command, { sub: 'redress-access-request', roles: ['privacy-officer'] });
  const headers = { 'redress-purpose': purpose };
  const response = await connection.fetch(`/v1/privacy/access/archive?complaintId=${id}`, { headers });
  const partial = `${out}.part`;
  try {
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(partial, { mode: 0o600 }));
    await rename(partial, out);
  } catch (error) {
    await rm(partial, { force: true });
    throw new CliError(`${out} was not written: ${(error as Error).message}`);
  }
  const { size } = await stat(out);
  print(command, `${out}: ${size} bytes. It holds personal data: hand it over safely, then delete it.`, {
    out,
    bytes: size,
    complaintId: id,
  });
}

function complaintId(text: string): string {
  if (!validate(text)) throw new InvalidArgumentError('Give the UUID of a complaint.');
  return text.toLowerCase();
}
