import { ConfigError, loadConfig, type Need } from './config.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const complete = {
  REDRESS_EVENT_STORE: 'esdb://127.0.0.1:2113?tls=false',
  REDRESS_DATABASE: 'postgres://redress:secret@127.0.0.1:5432/redress',
  REDRESS_MASTER_KEY: KEY,
  REDRESS_AUTH_ISSUER: 'redress',
  REDRESS_AUTH_AUDIENCE: 'redress',
  REDRESS_AUTH_JWKS: 'https://login.example.com/jwks.json',
};
const everything: Need[] = ['eventStore', 'database', 'masterKey', 'kms', 'auth', 'door', 'evidence', 'mail', 'webhooks'];

function mistakes(env: Record<string, string | undefined>, needs: Need[] = everything): readonly string[] {
  try {
    loadConfig(env, needs);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
}

describe('loadConfig', () => {
  it('reads everything that is needed, with defaults for the rest', () => {
    const config = loadConfig(complete, everything);
    expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, timeZone: 'UTC', logLevel: 'info', database: complete.REDRESS_DATABASE });
    expect(config.masterKey).toEqual(Buffer.alloc(32, 7));
    expect(config.auth.jwks).toBe(complete.REDRESS_AUTH_JWKS);
    expect(config.dataFolder).toMatch(/^\/.*data$/);
  });

  it('needs no master key where a service wraps the key ring', () => {
    const { REDRESS_MASTER_KEY: _, ...rest } = complete;
    for (const kms of [
      'aws-kms://arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab',
      'aws-kms://alias/redress?region=cn-north-1&endpoint=http://127.0.0.1:4599',
    ]) {
      const { masterKey, kms: read } = loadConfig({ ...rest, REDRESS_KMS: kms }, everything);
      expect([masterKey, read]).toEqual([undefined, kms]);
    }
  });

  it('leaves the door shut to pages and proxies unless they are named, and documents itself at this machine only', () => {
    const doorOf = (env: object) => loadConfig({ ...complete, ...env }, ['door']).door;
    expect(doorOf({})).toEqual({ requestsPerMinute: 600_000, badTokensPerMinute: 60, trustedProxies: [], corsOrigins: [], docs: true });
    expect(doorOf({ REDRESS_HOST: '0.0.0.0' }).docs).toBe(false);
    expect(doorOf({ NODE_ENV: 'production' }).docs).toBe(false);
    expect(doorOf({ NODE_ENV: 'production', REDRESS_HOST: '0.0.0.0', REDRESS_DOCS: 'on' }).docs).toBe(true);
    expect(doorOf({ REDRESS_DOCS: 'off' }).docs).toBe(false);
    const given = {
      REDRESS_TRUSTED_PROXIES: '10.1.0.7, 10.2.0.0/16,fd00::/8',
      REDRESS_CORS_ORIGINS: 'https://desk.example.com,http://localhost:5173',
    };
    expect(doorOf(given)).toMatchObject({
      trustedProxies: ['10.1.0.7', '10.2.0.0/16', 'fd00::/8'],
      corsOrigins: ['https://desk.example.com', 'http://localhost:5173'],
    });
  });

  it('asks only for what is needed, and gives nothing else', () => {
    const config = loadConfig({ ...complete, REDRESS_AUTH_ISSUER: undefined }, ['database']);
    expect(config).not.toHaveProperty('auth');
    expect(config).not.toHaveProperty('masterKey');
  });

  it('takes an empty variable as unset', () => {
    expect(loadConfig({ REDRESS_PORT: '', REDRESS_TIME_ZONE: ' ' }, [])).toMatchObject({ port: 3000, timeZone: 'UTC' });
  });

  it('reports all that is missing at once, one line each', () => {
    expect(mistakes({}).map((line) => line.split(':')[0])).toEqual(Object.keys(complete));
  });

  it.each([
    ['REDRESS_HOST', 'http://host'],
    ['REDRESS_PORT', '70000'],
    ['REDRESS_PORT', 'http'],
    ['REDRESS_TIME_ZONE', 'Mars/Olympus'],
    ['REDRESS_TIME_ZONE', 'CET'],
    ['REDRESS_LOG_LEVEL', 'loud'],
    ['REDRESS_EVENT_STORE', 'http://127.0.0.1:2113'],
    ['REDRESS_DATABASE', 'mysql://root@127.0.0.1/redress'],
    ['REDRESS_DATABASE', 'postgres://127.0.0.1'],
    ['REDRESS_MASTER_KEY', 'dG9vIHNob3J0'],
    ['REDRESS_KMS', 'gcp-kms://key'],
    ['REDRESS_KMS', 'aws-kms://alias/redress'],
    ['REDRESS_KMS', 'aws-kms://alias/redress?region=eu-central-1&key=1'],
    ['REDRESS_KMS', 'aws-kms://alias/redress?region=eu-central-1&endpoint=here'],
    ['REDRESS_AUTH_JWKS', 'http://login.example.com/jwks.json'],
    ['REDRESS_AUTH_JWKS', '/no/such/file.json'],
    ['REDRESS_AUTH_MAX_HOURS', '0'],
    ['REDRESS_AUTH_MAX_HOURS', '8h'],
    ['REDRESS_RATE_LIMIT', '0'],
    ['REDRESS_RATE_LIMIT', 'none'],
    ['REDRESS_TRUSTED_PROXIES', 'true'],
    ['REDRESS_TRUSTED_PROXIES', 'proxy.internal'],
    ['REDRESS_TRUSTED_PROXIES', '10.0.0.1,0.0.0.0/0'],
    ['REDRESS_TRUSTED_PROXIES', '::/0'],
    ['REDRESS_CORS_ORIGINS', '*'],
    ['REDRESS_CORS_ORIGINS', 'null'],
    ['REDRESS_CORS_ORIGINS', 'desk.example.com'],
    ['REDRESS_CORS_ORIGINS', 'https://*.example.com'],
    ['REDRESS_CORS_ORIGINS', 'https://desk.example.com/'],
    ['REDRESS_CORS_ORIGINS', 'https://desk.example.com,https://user@example.com'],
    ['REDRESS_DOCS', 'yes'],
    ['REDRESS_WEBHOOK_ALLOW', 'http://hooks.internal'],
    ['REDRESS_WEBHOOK_ALLOW', '10.0.0.0/33'],
    ['REDRESS_WEBHOOK_ALLOW', '10.0.0/8'],
    ['REDRESS_WEBHOOK_ALLOW', 'hooks.internal/8'],
    ['REDRESS_WEBHOOK_ALLOW', '999.1.1.1'],
    ['REDRESS_MAIL', 'imap://mail.example.com'],
    ['REDRESS_MAIL', 'smtp://'],
    ['REDRESS_MAIL_FROM', 'care'],
    ['REDRESS_MAIL_FROM', 'a@example.com, b@example.com'],
    ['REDRESS_EVIDENCE', 'https://bucket.example.com'],
    ['REDRESS_EVIDENCE', 's3://'],
    ['REDRESS_EVIDENCE', 's3://bucket/x?endpoint=minio:9000'],
    ['REDRESS_EVIDENCE', 's3://bucket/x?secret=hunter2'],
    ['REDRESS_EVIDENCE_MAX_BYTES', '0'],
    ['REDRESS_EVIDENCE_MAX_BYTES', '200 MiB'],
  ])('refuses %s=%s in one line that names it', (name, value) => {
    const lines = mistakes({ ...complete, [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`${name}: give`);
    expect(lines[0]).not.toContain('\n');
  });

  it('keeps evidence in the data folder, another one, or a bucket', () => {
    const placed = (place?: string) => loadConfig({ REDRESS_DATA: '/srv/data', REDRESS_EVIDENCE: place }, ['evidence']).evidence;
    const maxBytes = 209_715_200;
    expect(placed()).toEqual({ folder: '/srv/data/evidence', maxBytes });
    expect(placed('/mnt/evidence')).toEqual({ folder: '/mnt/evidence', maxBytes });
    expect(placed('s3://bucket')).toEqual({ folder: '/srv/data/evidence', s3: { bucket: 'bucket', prefix: '' }, maxBytes });
    expect(placed('s3://bucket/a/b/?endpoint=http://minio:9000&region=eu-1').s3).toEqual({
      bucket: 'bucket',
      prefix: 'a/b',
      endpoint: 'http://minio:9000',
      region: 'eu-1',
    });
    expect(loadConfig({ REDRESS_EVIDENCE_MAX_BYTES: '1000' }, ['evidence']).evidence.maxBytes).toBe(1_000);
  });

  it('never repeats a secret', () => {
    const broken = {
      ...complete,
      REDRESS_DATABASE: 'postgre://u:hunter2@h/d',
      REDRESS_MASTER_KEY: `${KEY}hunter2`,
      REDRESS_EVENT_STORE: 'esd://admin:hunter2@h',
    };
    expect(mistakes(broken)).toHaveLength(3);
    expect(mistakes(broken).join()).not.toContain('hunter2');
  });

  it('puts letters into the data folder, or hands them to a mail server that is told who they are from', () => {
    const { mail } = loadConfig({ ...complete, REDRESS_DATA: '/srv/redress' }, ['mail']);
    expect(mail).toEqual({ from: 'Redress <redress@localhost>', outbox: '/srv/redress/outbox' });
    const server = { ...complete, REDRESS_MAIL: 'smtp://care:secret@mail.example.com:587' };
    expect(mistakes(server).map((line) => line.split(':')[0])).toEqual(['REDRESS_MAIL_FROM']);
    expect(loadConfig({ ...server, REDRESS_MAIL_FROM: 'Care <care@example.com>' }, ['mail']).mail).toMatchObject({
      server: 'smtp://care:secret@mail.example.com:587',
      from: 'Care <care@example.com>',
    });
  });
});
