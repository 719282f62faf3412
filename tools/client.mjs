// `npm run client`: writes the types of libs/client from the API's description; with `--check` only says whether they are those. Needs a build,
// and neither database nor log: the program is put together without being started. `--document` writes the description itself.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { AppModule } from '../dist/apps/api/src/app.module.js';
import { describeApi } from '../dist/apps/api/src/openapi.js';

const file = join(import.meta.dirname, '../libs/client/src/contract.ts');

/** Whatever the program would be told: nothing of it is opened. */
const config = {
  timeZone: 'UTC',
  masterKey: Buffer.alloc(32),
  ...Object.fromEntries(['auth', 'checkpoints', 'door', 'evidence', 'live'].map((part) => [part, {}])),
  webhooks: { allow: [] },
  mail: { from: 'Redress <redress@localhost>' },
};
const app = await NestFactory.create(AppModule.with(config), new FastifyAdapter(), {
  preview: true,
  logger: ['error'],
  abortOnError: false,
});
const document = describeApi(app);

if (process.argv.includes('--document')) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
else {
  const written = `// Generated from the API's description by \`npm run client\`: not to be edited.\n${astToString(await openapiTypescript(document, { alphabetize: true, immutable: false }))}`;
  if (!process.argv.includes('--check')) await writeFile(file, written);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== written) {
    process.stderr.write('libs/client/src/contract.ts is not what the API says: run `npm run client`, and look at what has changed.\n');
    process.exitCode = 1;
  }
}
