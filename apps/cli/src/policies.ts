import { readFile } from 'node:fs/promises';
import { RuleViolation } from '@redress/kernel';
import { checkCalendarsOf, kinds, policyKinds, type Calendars, type PolicyKind, type SaidPacks } from '@redress/policy';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { connect, type Connection } from './connection.js';
import { CliError, print } from './output.js';
import { visible, widthOf } from './report/terminal.js';

/** Where each kind is published and read. */
const routes: Readonly<Record<PolicyKind, string>> = {
  taxonomy: 'taxonomies',
  units: 'units',
  playbooks: 'playbooks',
  keywords: 'keywords',
  letters: 'letter-templates',
  calendars: 'calendars',
  notifications: 'notification-rules',
  packs: 'packs',
  returns: 'return-taxonomies',
  retention: 'retention-rules',
};

interface Outline {
  readonly kind: string;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly reason: string;
}
type Version = Outline & { readonly document: object };

interface ShowOptions {
  readonly version?: number;
  readonly asOf?: string;
}

interface PublishOptions {
  readonly reason: string;
  readonly effectiveFrom?: string;
  readonly dryRun?: true;
}

/** Publishes, and reads what not everybody may read. */
const identity = { sub: 'redress-policies', roles: ['policy-admin'] };

/** `redress policies`: what a company lists, recommends, writes and promises, as versioned documents. */
export function registerPolicies(program: Command): void {
  const policies = program
    .command('policies')
    .description('Policies as versioned documents: which there are, what they say, and the next version of one.')
    .addHelpText(
      'after',
      `
Kinds: ${policyKinds.join(', ')}

Examples:
  redress policies list                                      the version in force of every kind
  redress policies list packs                                every version of one
  redress policies show calendars > calendars.json           a document, to be edited
  redress policies show packs --as-of 2026-01-01T00:00:00Z
  redress policies show matrix > matrix.json                 the authority matrix, for \`redress what-if\`
  redress policies publish packs our-packs.json --reason "Our first pack" --dry-run
  redress policies publish packs our-packs.json --reason "Our first pack" --effective-from 2027-01-01T00:00:00+08:00

Of packs, calendars and taxonomies a document gives what changes; the rest is carried over (docs/packs.md).
Exit codes: 0 ok, 1 refused or failed, 2 wrong usage.`,
    );
  policies
    .command('list')
    .description('The version in force of every kind; every version of one kind.')
    .addArgument(new Argument('[kind]').choices(policyKinds))
    .action(list);
  policies
    .command('show')
    .description('Print a document: the one in force, or another version of it; of the authority matrix too.')
    .addArgument(new Argument('<kind>').choices([...policyKinds, 'matrix']))
    .option('--version <n>', 'this version', versionNumber)
    .option('--as-of <instant>', 'the version in force then')
    .action(show);
  policies
    .command('publish')
    .description('Publish the next version of a kind. Whatever a case began under stays its own.')
    .addArgument(new Argument('<kind>').choices(policyKinds))
    .argument('<file>', 'the document as JSON; - for the standard input')
    .requiredOption('--reason <text>', 'why it is as it is; kept with the version')
    .option('--effective-from <instant>', 'when it comes into force, at least a minute from now (default: as soon as may be)')
    .option('--dry-run', 'check it here against the latest version, publish nothing')
    .action(publish);
}

async function list(kind: PolicyKind | undefined, _: object, command: Command): Promise<void> {
  const connection = await connect(command, identity);
  if (kind) {
    const items = await versionsOf(connection, kind);
    print(command, table(items.map(rowOf)), { kind, items });
    return;
  }
  const now = new Date().toISOString();
  const found = await Promise.all(
    policyKinds.map(async (each) => {
      const items = await versionsOf(connection, each).catch(unlessForbidden);
      return {
        kind: each,
        inForce: items?.find(({ effectiveFrom }) => effectiveFrom <= now),
        next: items?.findLast(({ effectiveFrom }) => effectiveFrom > now),
      };
    }),
  );
  const rows = found.map(({ kind: name, inForce, next }) =>
    inForce
      ? [name, ...rowOf(inForce), next ? `version ${next.version} from ${next.effectiveFrom}` : '']
      : [name, '–', 'your token may not read it'],
  );
  print(command, table(rows), { policies: found });
}

async function show(kind: PolicyKind | 'matrix', { version, asOf }: ShowOptions, command: Command): Promise<void> {
  const connection = await connect(command, identity);
  if (kind === 'matrix') return showMatrix(connection, { version, asOf }, command);
  const question = new URLSearchParams({ ...(version !== undefined && { version: String(version) }), ...(asOf !== undefined && { asOf }) });
  const found = await connection.json<Version>(`/v1/${routes[kind]}?${question.toString()}`).catch(refusal);
  // The document alone goes to the standard output, so that it can be edited and published.
  process.stderr.write(`${visible(`${kind} ${rowOf(found).join(' · ')}`)}\n`);
  print(command, JSON.stringify(found.document, undefined, 2), found);
}

/** It is no policy of its own kind, and is published with its roles and rates; what of it can be published is printed. */
async function showMatrix(connection: Connection, { version, asOf }: ShowOptions, command: Command): Promise<void> {
  type Matrix = Omit<Outline, 'kind'> & Readonly<Record<'currency' | 'bands' | 'bodies' | 'rates' | 'titles', unknown>>;
  const question = asOf === undefined ? '' : `?${new URLSearchParams({ asOf }).toString()}`;
  const found =
    version === undefined
      ? await connection.json<Matrix>(`/v1/authority-matrix${question}`).catch(refusal)
      : (await connection.json<{ items: Matrix[] }>('/v1/authority-matrix/versions')).items.find((one) => one.version === version);
  if (!found) throw new CliError(`matrix: there is no version ${version}.`);
  process.stderr.write(`${visible(`matrix ${rowOf({ ...found, kind: 'matrix' }).join(' · ')}`)}\n`);
  const { currency, bands, bodies, rates, titles, reason } = found;
  print(command, JSON.stringify({ currency, bands, bodies, rates, titles, reason }, undefined, 2), found);
}

async function publish(kind: PolicyKind, file: string, { reason, effectiveFrom, dryRun }: PublishOptions, command: Command): Promise<void> {
  const document = await documentIn(file);
  const connection = await connect(command, identity);
  if (dryRun) {
    const latest = await latestOf(connection, kind);
    const whole = check(kind, document, latest.document);
    if (kind === 'packs') await checkCalendars(connection, document);
    print(command, `${kind}: sound. It would be version ${latest.version + 1}. Nothing was published.`, {
      kind,
      dryRun: true,
      version: latest.version + 1,
      document: whole,
    });
    return;
  }
  const body = { reason, document, ...(effectiveFrom !== undefined && { effectiveFrom }) };
  const answer = await connection.json<Pick<Outline, 'version' | 'effectiveFrom'>>(`/v1/${routes[kind]}`, body).catch(refusal);
  print(command, `${kind}: version ${answer.version} is published, in force from ${answer.effectiveFrom}.`, answer);
}

async function versionsOf(connection: Connection, kind: PolicyKind): Promise<readonly Outline[]> {
  return (await connection.json<{ items: Outline[] }>(`/v1/${routes[kind]}/versions`)).items;
}

/** The version that the next one follows, in force already or not. */
async function latestOf(connection: Connection, kind: PolicyKind): Promise<Version> {
  const [latest] = await versionsOf(connection, kind);
  if (!latest) throw new CliError(`${kind}: the server has no version yet; try again in a moment.`);
  return connection.json<Version>(`/v1/${routes[kind]}?version=${latest.version}`);
}

/** As the server checks it, but for what it says of shapes: those are taken as they are. */
function check(kind: PolicyKind, document: object, before: object): object {
  const { checked } = kinds[kind] as unknown as { checked: (said: object, before: object) => object };
  return refusing(kind, () => checked(document, before));
}

async function checkCalendars(connection: Connection, document: object): Promise<void> {
  const { document: calendars } = await latestOf(connection, 'calendars');
  refusing('packs', () => checkCalendarsOf(document as SaidPacks, calendars as Calendars));
}

function refusing<T>(kind: PolicyKind, checked: () => T): T {
  try {
    return checked();
  } catch (error) {
    if (error instanceof RuleViolation) throw refused(error.code, error.message, error.facts);
    if (!(error instanceof TypeError)) throw error;
    throw new CliError(`This is not shaped like a document of ${kind}: compare \`redress policies show ${kind}\` (${error.message}).`);
  }
}

/** What the server refuses, in the same words as what is refused here. */
function refusal(error: unknown): never {
  if (error instanceof CliError) {
    const { code, detail, facts } = error.facts as { code?: unknown; detail?: unknown; facts?: Readonly<Record<string, unknown>> };
    if (typeof code === 'string' && typeof detail === 'string') throw refused(code, detail, facts ?? {});
  }
  throw error;
}

function refused(code: string, detail: string, facts: Readonly<Record<string, unknown>>): CliError {
  const { path, fields } = facts as { path?: unknown; fields?: readonly { readonly field?: unknown }[] };
  const where = typeof path === 'string' && path !== '' ? path : fields?.map(({ field }) => String(field)).join(', ');
  return new CliError(`${code}${where ? ` at ${where}` : ''}: ${detail}`, 1, { code, detail, facts });
}

/** What a token may not read is no failure of a list. */
function unlessForbidden(error: unknown): undefined {
  if (error instanceof CliError && error.facts.status === 403) return undefined;
  throw error;
}

async function documentIn(file: string): Promise<object> {
  const text = await (file === '-' ? textOf(process.stdin) : readFile(file, 'utf8')).catch((error: unknown) => {
    throw new CliError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
  });
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new CliError(`${file}: is not JSON (${(error as Error).message}).`);
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new CliError(`${file}: a document is an object, as \`redress policies show\` prints one.`);
  return document;
}

async function textOf(input: AsyncIterable<unknown>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of input) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts).toString('utf8');
}

const longestReason = 80;

function rowOf({ version, effectiveFrom, publishedBy, reason }: Outline): string[] {
  const line = reason.replaceAll(/\s+/g, ' ');
  return [
    `version ${version}`,
    `from ${effectiveFrom}`,
    `by ${publishedBy}`,
    line.length > longestReason ? `${line.slice(0, longestReason - 1)}…` : line,
  ];
}

function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(visible));
  const widths = (cells[0] ?? []).map((__, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(Math.max((widths[column] ?? 0) - widthOf(cell), 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function versionNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1.');
  return Number(text);
}
