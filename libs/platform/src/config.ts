import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
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
  /** 32 bytes that wrap the key ring, unless a service does. Secret. */
  readonly masterKey?: Buffer;
  /** The key of a service that wraps the key ring: `aws-kms://key?region=…`; the master key, if undefined. */
  readonly kms?: string;
  readonly auth: AuthConfig;
  readonly door: DoorConfig;
  readonly live: LiveConfig;
  readonly checkpoints: CheckpointsConfig;
  readonly evidence: EvidenceConfig;
  readonly mail: MailConfig;
  readonly webhooks: WebhookConfig;
  /** What follows from an alert of the report of trends. */
  readonly trendAlerts: TrendAlerts;
  /** Where the worker answers for health and metrics, 0 for any free port; nowhere if undefined. */
  readonly workerPort?: number;
}

/** Who signs the log, where its checkpoints are kept beside it, and how often there is one. */
export interface CheckpointsConfig {
  /** Absolute path of the file of private keys; without one nothing is signed. */
  readonly key?: string;
  /** Absolute path of the folder that checkpoints are written to outside the database. */
  readonly folder: string;
  readonly everySeconds: number;
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
  /** A token is accepted for so long after it was issued, whatever it says itself. */
  readonly maxAgeSeconds: number;
}

/** Who gets as far as the API, from where and how often. */
export interface DoorConfig {
  /** Requests in a minute from one address, or one network of IPv6. */
  readonly requestsPerMinute: number;
  /** Tokens in a minute from one address that are none, until no signature is looked at any more. */
  readonly badTokensPerMinute: number;
  /** Addresses and ranges of what stands in front and says in `X-Forwarded-For` who asks; nobody else is believed. */
  readonly trustedProxies: readonly string[];
  /** Pages of these origins may read answers. */
  readonly corsOrigins: readonly string[];
  /** Whether the description of the API is served. */
  readonly docs: boolean;
}

/** How many answers an API process may be giving that go on as things happen. */
export interface LiveConfig {
  readonly streams: number;
  /** To each who asks. */
  readonly each: number;
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
    masterKey: () => (environment.masterKey === undefined ? undefined : Buffer.from(environment.masterKey, 'base64')),
    kms: () => environment.kms,
    evidence: () => ({
      ...evidencePlace(environment.evidence, resolve(environment.dataFolder, 'evidence')),
      maxBytes: environment.evidenceMaxBytes,
    }),
    mail: () => ({
      ...(environment.mail !== undefined && { server: environment.mail }),
      from: environment.mailFrom ?? 'Redress <redress@localhost>',
      outbox: resolve(environment.dataFolder, 'outbox'),
    }),
    live: () => ({ streams: environment.liveStreams, each: environment.liveStreamsEach }),
    checkpoints: () => ({
      ...(environment.checkpointKey !== undefined && { key: resolve(environment.checkpointKey) }),
      folder: resolve(environment.checkpoints ?? join(environment.dataFolder, 'checkpoints')),
      everySeconds: environment.checkpointSeconds,
    }),
    trendAlerts: () => environment.trendAlerts,
    workerPort: () => environment.workerPort,
    webhooks: () => ({ allow: listed(environment.webhookAllow) }),
    auth: () => ({
      issuer: environment.issuer!,
      audience: environment.audience!,
      jwks: isUrl(jwks) ? jwks : resolve(jwks),
      maxAgeSeconds: environment.maxTokenHours * 3_600,
    }),
    door: () => ({
      requestsPerMinute: environment.rateLimit,
      badTokensPerMinute: 60,
      trustedProxies: listed(environment.trustedProxies),
      corsOrigins: listed(environment.corsOrigins),
      // Whoever asks for it may read it: by itself only where that is somebody at this machine, who tries things out.
      docs: environment.docs === undefined ? !environment.isProduction && isLoopback(environment.host) : environment.docs === 'on',
    }),
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

const listed = (said: string | undefined): string[] => (said ?? '').split(',').flatMap((one) => one.trim() || []);

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/** An address, or a range of addresses. */
const isAddressPlace = (place: string): boolean => {
  const [address = '', bits, more] = place.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return bits === undefined ? most >= 0 : more === undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
};

/** As a browser says it: scheme, name and port, nothing behind. `null` and patterns are none. */
const isOrigin = (origin: string): boolean =>
  /^https?:\/\/[^*]+$/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;

/** Where a service wraps the key ring, only an installation from before has one. */
const isMasterKey = (value: unknown, kms: string | undefined): boolean =>
  value === undefined ? kms !== undefined : typeof value === 'string' && /^[A-Za-z0-9+/]{43}=$/.test(value);

/** A key of AWS KMS by its ARN, or by id or alias with a region. */
const isKms = (value: unknown): boolean => {
  const [, key = '', query = ''] = /^aws-kms:\/\/([^?\s]+)(?:\?(.*))?$/.exec(String(value)) ?? [];
  const parameters = new URLSearchParams(query);
  const endpoint = parameters.get('endpoint');
  return (
    /^(?:arn:[\w-]+:kms:[a-z\d-]+:\d+:(?:key|alias)\/[\w/-]+|alias\/[\w/-]+|[\w-]+)$/.test(key) &&
    [...parameters.keys()].every((name) => name === 'region' || name === 'endpoint') &&
    (endpoint === null || (/^https?:\/\//i.test(endpoint) && URL.canParse(endpoint))) &&
    (key.startsWith('arn:') || Boolean(parameters.get('region')))
  );
};

/** A name of a host, an address, or a range of addresses. */
const isWebhookPlace = (place: string): boolean =>
  isAddressPlace(place) || (/^[a-z\d](?:[a-z\d_-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d_-]*[a-z\d])?)*$/i.test(place) && !/^[\d.]+$/.test(place));

/** Not everybody: what everybody says of itself is worth nothing. */
const isProxyPlace = (place: string): boolean => isAddressPlace(place) && !/\/0+$/.test(place);

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

  @ValidateBy(
    { name: 'masterKey', validator: { validate: (value, args) => isMasterKey(value, (args!.object as Environment).kms) } },
    need(
      'masterKey',
      'REDRESS_MASTER_KEY: give 32 random bytes in base64, for example from `openssl rand -base64 32`, and keep them: without them nothing personal can be read again.',
    ),
  )
  masterKey?: string;

  @ValidateBy(
    { name: 'kms', validator: { validate: (value) => value === undefined || isKms(value) } },
    need(
      'kms',
      'REDRESS_KMS: give a key of AWS KMS, for example aws-kms://arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab or aws-kms://alias/redress?region=eu-central-1 (without it the master key wraps the key ring).',
    ),
  )
  kms?: string;

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
    { name: 'webhookAllow', validator: { validate: (value) => listed(value as string | undefined).every(isWebhookPlace) } },
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

  @IsInt(need('auth', 'REDRESS_AUTH_MAX_HOURS: give for how many hours after it was issued a token is accepted at most, at least 1.'))
  @Min(1, need('auth', 'REDRESS_AUTH_MAX_HOURS: give for how many hours after it was issued a token is accepted at most, at least 1.'))
  maxTokenHours: number;

  @IsInt(need('door', 'REDRESS_RATE_LIMIT: give how many requests one address may send in a minute, at least 1.'))
  @Min(1, need('door', 'REDRESS_RATE_LIMIT: give how many requests one address may send in a minute, at least 1.'))
  rateLimit: number;

  @ValidateBy(
    { name: 'trustedProxies', validator: { validate: (value) => listed(value as string | undefined).every(isProxyPlace) } },
    need(
      'door',
      'REDRESS_TRUSTED_PROXIES: give the addresses or ranges of your reverse proxies, with commas, for example 10.1.0.7,10.2.0.0/16 (without it X-Forwarded-For counts for nothing).',
    ),
  )
  trustedProxies?: string;

  @ValidateBy(
    { name: 'corsOrigins', validator: { validate: (value) => listed(value as string | undefined).every(isOrigin) } },
    need(
      'door',
      'REDRESS_CORS_ORIGINS: give the origins of the pages that may call the API, with commas and without a path, for example https://desk.example.com (no pattern; without it none may).',
    ),
  )
  corsOrigins?: string;

  @IsIn(
    [undefined, 'on', 'off'],
    need('door', 'REDRESS_DOCS: give on or off (without it the API description is served on this machine only, and not in production).'),
  )
  docs?: string;

  readonly isProduction: boolean;

  @ValidateBy(
    { name: 'checkpointKey', validator: { validate: (value) => value === undefined || existsSync(value as string) } },
    need(
      'checkpoints',
      'REDRESS_CHECKPOINT_KEY: give the path of a file that holds the Ed25519 private key which signs the log, for example from `openssl genpkey -algorithm ed25519` (without it nothing is signed).',
    ),
  )
  checkpointKey?: string;

  checkpoints?: string;

  @IsInt(need('checkpoints', 'REDRESS_CHECKPOINT_SECONDS: give how many seconds what is new waits for a checkpoint at most, at least 1.'))
  @Min(1, need('checkpoints', 'REDRESS_CHECKPOINT_SECONDS: give how many seconds what is new waits for a checkpoint at most, at least 1.'))
  checkpointSeconds: number;

  @IsInt(need('live', 'REDRESS_LIVE_STREAMS: give how many live streams an API process may serve, at least 0.'))
  @Min(0, need('live', 'REDRESS_LIVE_STREAMS: give how many live streams an API process may serve, at least 0.'))
  liveStreams: number;

  @IsInt(need('live', 'REDRESS_LIVE_STREAMS_EACH: give how many live streams one person or machine may have open, at least 1.'))
  @Min(1, need('live', 'REDRESS_LIVE_STREAMS_EACH: give how many live streams one person or machine may have open, at least 1.'))
  liveStreamsEach: number;

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
    this.kms = read('REDRESS_KMS');
    this.mail = read('REDRESS_MAIL');
    this.mailFrom = read('REDRESS_MAIL_FROM');
    this.webhookAllow = read('REDRESS_WEBHOOK_ALLOW');
    this.trendAlerts = (read('REDRESS_TREND_ALERTS') ?? 'off') as TrendAlerts;
    const workerPort = read('REDRESS_WORKER_PORT');
    this.workerPort = workerPort === undefined ? undefined : Number(workerPort);
    this.issuer = read('REDRESS_AUTH_ISSUER');
    this.audience = read('REDRESS_AUTH_AUDIENCE');
    this.jwks = read('REDRESS_AUTH_JWKS');
    this.maxTokenHours = Number(read('REDRESS_AUTH_MAX_HOURS') ?? 744);
    this.rateLimit = Number(read('REDRESS_RATE_LIMIT') ?? 600000);
    this.trustedProxies = read('REDRESS_TRUSTED_PROXIES');
    this.corsOrigins = read('REDRESS_CORS_ORIGINS');
    this.docs = read('REDRESS_DOCS');
    this.isProduction = read('NODE_ENV') === 'production';
    this.checkpointKey = read('REDRESS_CHECKPOINT_KEY');
    this.checkpoints = read('REDRESS_CHECKPOINTS');
    this.checkpointSeconds = Number(read('REDRESS_CHECKPOINT_SECONDS') ?? 60);
    this.liveStreams = Number(read('REDRESS_LIVE_STREAMS') ?? 12000);
    this.liveStreamsEach = Number(read('REDRESS_LIVE_STREAMS_EACH') ?? 100);
    this.evidence = read('REDRESS_EVIDENCE');
    this.evidenceMaxBytes = Number(read('REDRESS_EVIDENCE_MAX_BYTES') ?? 209715200);
  }
}
