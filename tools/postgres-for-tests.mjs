// Jest globalSetup: TEST_DATABASE_URL becomes a superuser's URL of the database `postgres`, on the server of DATABASE_URL or on
// one of our own with fsync on, in a fresh folder. It ends with the test run; what a killed run left behind, the next removes.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'redress-tests-';

// Jest compiles what a globalSetup requires, but maps `.js` imports to the TypeScript sources only inside tests.
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => {
  try {
    return resolveFilename(request, ...rest);
  } catch (error) {
    if (!/^\.{1,2}\/.*\.js$/.test(request)) throw error;
    return resolveFilename(request.replace(/\.js$/, '.ts'), ...rest);
  }
};
const load = createRequire(import.meta.url);
const { startEmbeddedPostgres } = load('../libs/platform/src/embedded-postgres.ts');
const { identityOf } = load('../libs/platform/src/process-identity.ts');
Module._resolveFilename = resolveFilename;

export default async function setup() {
  if (process.env.DATABASE_URL) {
    process.env.TEST_DATABASE_URL = process.env.DATABASE_URL;
    return;
  }
  await sweep();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o711); // as root the server runs as another user, who must pass
  writeFileSync(join(folder, 'owner'), `${process.pid} ${identityOf(process.pid)}`);
  const server = await start(folder);
  process.env.TEST_DATABASE_URL = server.url;
  process.once('exit', () => {
    process.kill(server.pid, 'SIGQUIT'); // at once: nobody needs this data again
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
  });
}

const start = (folder) =>
  startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    password: randomBytes(24).toString('base64url'),
    logFile: join(folder, 'postgres.log'),
  });

/** Starting the server of a killed run stops its orphan; then it can be stopped and removed. */
async function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      const [pid, identity] = readFileSync(join(folder, 'owner'), 'utf8').split(/ (.*)/);
      if (identityOf(Number(pid)) === identity) continue;
      await (await start(folder)).stop();
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // another user's, or being swept by another run
    }
  }
}
