import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { IsIn, IsInt, IsTimeZone, Matches, Max, Min, ValidateBy, validateSync } from 'class-validator';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What every process has, with its default. */
export interface CommonConfig {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly dataFolder: string;
  /** IANA name; the zone of a report that asks for none. */
  readonly timeZone: string;
  readonly logLevel: LogLevel;
}

/** What a process must ask for and then certainly has. */
export interface NeededConfig {
  /** Connection string of EventStoreDB or KurrentDB, esdb:// or kurrentdb://. Secret. */
  readonly eventStore: string;
  /** postgres:// URL of the read models and the vault. Secret. */
  readonly database: string;
  /** 32 bytes that wrap every data subject's key. Secret. */
  readonly masterKey: Buffer;
  readonly auth: AuthConfig;
  readonly evidence: EvidenceConfig;
  readonly mail: MailConfig;
  readonly webhooks: WebhookConfig;
  /** What follows from an alert of the report of trends. */
  readonly trendAlerts: TrendAlerts;
  /** Where the worker answers for health and metrics, 0 for any free port; nowhere if undefined. */
  readonly workerPort?: number;
}

const TREND_ALERTS = ['off', 'improvements'] as const;
export type TrendAlerts = (typeof TREND_ALERTS)[number];

/** Where webhooks may go beside public addresses. */
export interface WebhookConfig {
  /** Names of hosts, which need no https either, addresses, and ranges such as 10.0.0.0/8. */
  readonly allow: readonly string[];
}

/** How letters get to people. */
export interface MailConfig {
  /** smtp:// or smtps:// URL; without it letters are put into a folder. Secret. */
  readonly server?: string;
  /** `Name <address>` or an address. */
  readonly from: string;
  /** Absolute path of the folder that letters are put into where there is no server. */
  readonly outbox: string;
}

/** Where files of evidence are kept, and how large one may be. */
export interface EvidenceConfig {
  /** Absolute path: all evidence, or what is under way to `s3`. */
  readonly folder: string;
  readonly s3?: { readonly bucket: string; readonly prefix: string; readonly endpoint?: string; readonly region?: string };
  readonly maxBytes: number;
}

export interface AuthConfig {
  readonly issuer: string;
  readonly audience: string;
  /** The public keys that sign tokens: an https URL, or the absolute path of a file. */
  readonly jwks: string;
}

export type Need = keyof NeededConfig;

/** The environment is not usable; `message` has one line per mistake, each says what to do. No line holds a value that is secret. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/**
 * Reads and checks the configuration of one process.
 *
 * @param env the environment; an empty variable counts as unset
 * @param needs what this process cannot do without; the rest is neither checked nor returned
 * @throws ConfigError with all mistakes at once
 */
export function loadConfig<N extends Need>(
  env: Readonly<Record<string, string | undefined>>,
  needs: readonly N[],
): CommonConfig & Pick<NeededConfig, N> {
  const environment = new Environment(env);
  const mistakes = validateSync(environment, { groups: ['all', ...needs], stopAtFirstError: true, forbidUnknownValues: true });
  if (mistakes.length > 0) throw new ConfigError(mistakes.flatMap((mistake) => Object.values(mistake.constraints ?? {})));

  const jwks = environment.jwks ?? '';
  const needed: { [K in Need]: () => NeededConfig[K] } = {
    eventStore: () => environment.eventStore!,
    database: () => environment.database!,
    masterKey: () => Buffer.from(environment.masterKey!, 'base64'),
    evidence: () => ({
      ...evidencePlace(environment.evidence, resolve(environment.dataFolder, 'evidence')),
      maxBytes: environment.evidenceMaxBytes,
    }),
    mail: () => ({
      ...(environment.mail !== undefined && { server: environment.mail }),
      from: environment.mailFrom ?? 'Redress <redress@localhost>',
      outbox: resolve(environment.dataFolder, 'outbox'),
    }),
    trendAlerts: () => environment.trendAlerts,
    workerPort: () => environment.workerPort,
    webhooks: () => ({ allow: webhookPlaces(environment.webhookAllow) }),
    auth: () => ({ issuer: environment.issuer!, audience: environment.audience!, jwks: isUrl(jwks) ? jwks : resolve(jwks) }),
  };
  const { host, port, timeZone, logLevel } = environment;
  const common: CommonConfig = { host, port, timeZone, logLevel, dataFolder: resolve(environment.dataFolder) };
  return { ...common, ...Object.fromEntries(needs.map((need) => [need, needed[need]()])) } as CommonConfig & Pick<NeededConfig, N>;
}

/** The level to log with before the configuration is checked. */
export function logLevelOf(env: Readonly<Record<string, string | undefined>>): LogLevel {
  return LOG_LEVELS.find((level) => level === env.REDRESS_LOG_LEVEL) ?? 'info';
}

const isUrl = (value: string): boolean => /^[a-z][a-z\d+.-]*:\/\//i.test(value);

const isPostgresUrl = (value: unknown): boolean =>
  typeof value === 'string' && /^postgres(ql)?:\/\//.test(value) && URL.canParse(value) && new URL(value).pathname.length > 1;

const isJwks = (value: unknown): boolean =>
  typeof value === 'string' && (isUrl(value) ? /^https:\/\//i.test(value) && URL.canParse(value) : existsSync(value));

const isMailServer = (value: unknown): boolean =>
  typeof value === 'string' && /^smtps?:\/\//.test(value) && URL.canParse(value) && new URL(value).hostname !== '';

const address = /[^\s\p{Cc}"(),:;<>@[\\\]]+@[^\s\p{Cc}"(),:;<>@[\\\]]+/u.source;
const sender = new RegExp(`^(?:[^<>\\p{Cc}]*<${address}>|${address})$`, 'u');

/** Who letters are from; a mail server wants to be told. */
const isSender = (value: unknown, server: string | undefined): boolean =>
  value === undefined ? !isMailServer(server) : typeof value === 'string' && sender.test(value);

/** `s3://bucket/prefix?endpoint=…&region=…` */
const isBucket = (value: string): boolean => {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, searchParams, hash } = new URL(value);
  const endpoint = searchParams.get('endpoint');
  return (
    protocol === 's3:' &&
    /^[\w.-]+$/.test(hostname) &&
    username === '' &&
    hash === '' &&
    [...searchParams.keys()].every((name) => name === 'endpoint' || name === 'region') &&
    (endpoint === null || (/^https?:\/\//i.test(endpoint) && URL.canParse(endpoint)))
  );
};

const isEvidencePlace = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && (!isUrl(value) || isBucket(value)));

/** Without a place of its own evidence is below the data folder, and so is what is under way to a bucket. */
function evidencePlace(place: string | undefined, folder: string): Omit<EvidenceConfig, 'maxBytes'> {
  if (place === undefined || !isUrl(place)) return { folder: place === undefined ? folder : resolve(place) };
  const { hostname, pathname, searchParams } = new URL(place);
  const [endpoint, region] = [searchParams.get('endpoint'), searchParams.get('region')];
  const prefix = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, '');
  return { folder, s3: { bucket: hostname, prefix, ...(endpoint && { endpoint }), ...(region && { region }) } };
}

const isOptionalPort = (value: unknown): boolean =>
  value === undefined || (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65_535);

const webhookPlaces = (said: string | undefined): string[] => (said ?? '').split(',').flatMap((place) => place.trim() || []);

/** A name of a host, an address, or a range of addresses. */
const isWebhookPlace = (place: string): boolean => {
  const [address = '', bits, more] = place.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (bits !== undefined) return more === undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
  return most >= 0 || (/^[a-z\d](?:[a-z\d_-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d_-]*[a-z\d])?)*$/i.test(address) && !/^[\d.]+$/.test(address));
};

const all = (message: string): { message: string; groups: string[] } => ({ message, groups: ['all'] });
const need = (name: Need, message: string): { message: string; groups: string[] } => ({ message, groups: [name] });

class Environment {
  @Matches(/^[\w.:-]+$/, all('REDRESS_HOST: give an address to listen on, for example 127.0.0.1 (this machine only) or 0.0.0.0.'))
  host: string;

  @IsInt(all('REDRESS_PORT: give a port from 0 (any free one) to 65535.'))
  @Min(0, all('REDRESS_PORT: give a port from 0 (any free one) to 65535.'))
  @Max(65_535, all('REDRESS_PORT: give a port from 0 (any free one) to 65535.'))
  port: number;

  dataFolder: string;

  @IsTimeZone(all('REDRESS_TIME_ZONE: give an IANA name, for example UTC or Asia/Shanghai.'))
  // What is no more than an abbreviation PostgreSQL takes for an offset: CET would have no summer.
  @Matches(
    /^(?:.{1,2}|.{4,}|utc|gmt|uct|est|mst|hst|prc|roc|rok)$/i,
    all('REDRESS_TIME_ZONE: give the name of a place, for example Europe/Brussels, instead of an abbreviation.'),
  )
  timeZone: string;

  @IsIn(LOG_LEVELS, all(`REDRESS_LOG_LEVEL: give one of ${LOG_LEVELS.join(', ')}.`))
  logLevel: LogLevel;

  @Matches(
    /^(esdb|kurrentdb)(\+discover)?:\/\/[^\s/]+/,
    need(
      'eventStore',
      'REDRESS_EVENT_STORE: give a connection string, for example esdb://127.0.0.1:2113?tls=false (npm start brings a node of its own).',
    ),
  )
  eventStore?: string;

  @ValidateBy(
    { name: 'database', validator: { validate: isPostgresUrl } },
    need(
      'database',
      'REDRESS_DATABASE: give a PostgreSQL URL, for example postgres://redress:password@127.0.0.1:5432/redress (special characters percent-encoded; npm start brings a database of its own).',
    ),
  )
  database?: string;

  @Matches(
    /^[A-Za-z0-9+/]{43}=$/,
    need(
      'masterKey',
      'REDRESS_MASTER_KEY: give 32 random bytes in base64, for example from `openssl rand -base64 32`, and keep them: without them nothing personal can be read again.',
    ),
  )
  masterKey?: string;

  @ValidateBy(
    { name: 'mail', validator: { validate: (value) => value === undefined || isMailServer(value) } },
    need(
      'mail',
      'REDRESS_MAIL: give the URL of a mail server, for example smtp://user:password@mail.example.com:587 or smtps://… (special characters percent-encoded; without it letters are put into the folder outbox).',
    ),
  )
  mail?: string;

  @ValidateBy(
    { name: 'mailFrom', validator: { validate: (value, args) => isSender(value, (args!.object as Environment).mail) } },
    need('mail', 'REDRESS_MAIL_FROM: give the address that letters are from, for example Customer care <care@example.com>.'),
  )
  mailFrom?: string;

  @ValidateBy(
    { name: 'webhookAllow', validator: { validate: (value) => webhookPlaces(value as string | undefined).every(isWebhookPlace) } },
    need(
      'webhooks',
      'REDRESS_WEBHOOK_ALLOW: give hosts and address ranges that webhooks may go to though they are not public, with commas, for example hooks.internal,10.1.0.0/16 (without it they go to public addresses only).',
    ),
  )
  webhookAllow?: string;

  @IsIn(
    TREND_ALERTS,
    need('trendAlerts', 'REDRESS_TREND_ALERTS: give improvements (each alert of a trend raises one) or off (as without it).'),
  )
  trendAlerts: TrendAlerts;

  @ValidateBy(
    { name: 'workerPort', validator: { validate: isOptionalPort } },
    need('workerPort', 'REDRESS_WORKER_PORT: give a port from 0 (any free one) to 65535 (without it the worker answers nobody).'),
  )
  workerPort?: number;

  @Matches(
    /\S/,
    need('auth', 'REDRESS_AUTH_ISSUER: give the issuer (iss) of the tokens to accept, for example https://login.example.com/.'),
  )
  issuer?: string;

  @Matches(/\S/, need('auth', 'REDRESS_AUTH_AUDIENCE: give the audience (aud) that the tokens name, for example redress.'))
  audience?: string;

  @ValidateBy(
    { name: 'jwks', validator: { validate: isJwks } },
    need('auth', "REDRESS_AUTH_JWKS: give the https URL of the issuer's public keys (JWKS), or the path of a file that holds them."),
  )
  jwks?: string;

  @ValidateBy(
    { name: 'evidence', validator: { validate: isEvidencePlace } },
    need(
      'evidence',
      "REDRESS_EVIDENCE: give the path of a folder, or s3://bucket/prefix?endpoint=https://…&region=… (credentials as for Amazon's own tools: AWS_ACCESS_KEY_ID and others).",
    ),
  )
  evidence?: string;

  @IsInt(need('evidence', 'REDRESS_EVIDENCE_MAX_BYTES: give how many bytes a file of evidence may have, at least 1.'))
  @Min(1, need('evidence', 'REDRESS_EVIDENCE_MAX_BYTES: give how many bytes a file of evidence may have, at least 1.'))
  evidenceMaxBytes: number;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    const read = (name: string): string | undefined => env[name]?.trim() || undefined;
    this.host = read('REDRESS_HOST') ?? '127.0.0.1';
    this.port = Number(read('REDRESS_PORT') ?? 3000);
    this.dataFolder = read('REDRESS_DATA') ?? './data';
    this.timeZone = read('REDRESS_TIME_ZONE') ?? 'UTC';
    this.logLevel = (read('REDRESS_LOG_LEVEL') ?? 'info') as LogLevel;
    this.eventStore = read('REDRESS_EVENT_STORE');
    this.database = read('REDRESS_DATABASE');
    this.masterKey = read('REDRESS_MASTER_KEY');
    this.mail = read('REDRESS_MAIL');
    this.mailFrom = read('REDRESS_MAIL_FROM');
    this.webhookAllow = read('REDRESS_WEBHOOK_ALLOW');
    this.trendAlerts = (read('REDRESS_TREND_ALERTS') ?? 'off') as TrendAlerts;
    const workerPort = read('REDRESS_WORKER_PORT');
    this.workerPort = workerPort === undefined ? undefined : Number(workerPort);
    this.issuer = read('REDRESS_AUTH_ISSUER');
    this.audience = read('REDRESS_AUTH_AUDIENCE');
    this.jwks = read('REDRESS_AUTH_JWKS');
    this.evidence = read('REDRESS_EVIDENCE');
    this.evidenceMaxBytes = Number(read('REDRESS_EVIDENCE_MAX_BYTES') ?? 209715200);
  }
}
