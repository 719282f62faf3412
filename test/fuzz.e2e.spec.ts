import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examples } from '../apps/api/src/openapi-examples.js';
import { policyTable } from '../apps/api/src/auth/policy-table.js';
import { mintToken } from '@redress/platform';

/*
 * The contract: the description that the built program serves, the client that is made from it, and 2 000 requests against both. `npm run fuzz`
 * asks more.
 */

const ROOT = join(import.meta.dirname, '..');
const REQUESTS = 2_000;

interface Operation {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: object }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>>;
}
interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly responses: Readonly<Record<string, object>> };
}

let folder: string;
let up: ChildProcess;
let url: string;
let description: Description;
let operations: { readonly route: string; readonly operation: Operation }[];

const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(REDRESS|EVENT_NODE)_/.test(name)));

function run(args: readonly string[], more: object = {}): Promise<{ stdout: string; stderr: string; status: number }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: ROOT, env, maxBuffer: 64 * 1024 * 1024, ...more }, (_error, stdout, stderr) =>
      resolve({ stdout: String(stdout), stderr: String(stderr), status: child.exitCode ?? -1 }),
    );
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redress-contract-'));
  chmodSync(folder, 0o755);
  up = spawn(process.execPath, [join(ROOT, 'dist/apps/cli/src/main.js'), '--json', 'up', '--port', '0', '--data', join(folder, 'data')], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let ready = '';
  up.stdout!.on('data', (chunk: Buffer) => (ready += String(chunk)));
  await new Promise<void>((resolve, reject) => {
    up.stdout!.on('data', () => ready.includes('\n') && resolve());
    up.once('exit', () => reject(new Error(`redress up ended before it was ready: ${ready}`)));
  });
  ({ url } = JSON.parse(ready) as { url: string });
  description = (await (await fetch(`${url}/openapi.json`)).json()) as Description;
  operations = Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, operation]) => ({
      route: `${verb.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      operation,
    })),
  );
});
afterAll(async () => {
  if (up.exitCode === null) {
    up.kill('SIGINT');
    await once(up, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('the description of the API', () => {
  it('is OpenAPI 3.1, and every schema in it is one', () => {
    expect(description.openapi).toMatch(/^3\.1\./);
    const ajv = formats.default(new Ajv2020({ strict: false }));
    const schemas = [
      ...Object.values(description.components.schemas),
      ...operations.flatMap(({ operation }) => (operation.parameters ?? []).map(({ schema }) => schema)),
      ...operations.flatMap(({ operation: { responses, requestBody } }) =>
        [...Object.values(responses), ...(requestBody ? [requestBody] : [])].flatMap(({ content = {} }) =>
          Object.values(content).map(({ schema }) => schema),
        ),
      ),
    ];
    for (const schema of schemas.filter((one) => one !== undefined)) expect([schema, ajv.validateSchema(schema)]).toEqual([schema, true]);
  });

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(description).matchAll(/"\$ref":"#\/components\/(schemas|responses)\/([^"]+)"/g)];
    const missing = references.filter(([, kind, name]) => !(name! in description.components[kind as 'schemas' | 'responses']));
    expect(missing.map(([reference]) => reference)).toEqual([]);
    expect(references.length).toBeGreaterThan(500);
  });

  it('names every operation once, as a program may write it, and says what each answers', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]\w*_[a-z]\w*$/i.test(name))).toEqual([]);
    const silent = operations.filter(({ operation: { responses } }) => {
      const [status, success] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? [];
      const contents = Object.values(success?.content ?? {});
      return !status || contents.some(({ schema }) => !schema || JSON.stringify(schema) === '{"type":"object"}');
    });
    expect(silent.map(({ route }) => route)).toEqual([]);
    const noBody = operations.filter(
      ({ operation }) => !Object.entries(operation.responses).some(([code, { content }]) => code.startsWith('2') && content),
    );
    expect(noBody.map(({ route }) => route).filter((route) => !route.includes('/uploads'))).toEqual([]);
  });

  it('has the operations of the authorisation table, and no other; without a token what is public', () => {
    expect(operations.map(({ route }) => route).sort()).toEqual(
      policyTable
        .map(({ route }) => route)
        .filter((route) => /^[A-Z]+ \//.test(route))
        .sort(),
    );
    const open = operations.filter(({ operation }) => operation.security?.length === 0).map(({ route }) => route);
    expect(open.sort()).toEqual(
      policyTable
        .filter(({ about }) => about === 'public')
        .map(({ route }) => route)
        .sort(),
    );
  });

  it('gives examples that are what they are examples of', () => {
    const ajv = formats.default(new Ajv2020({ strict: false }));
    ajv.addSchema({ $id: 'api', components: description.components });
    for (const [name, example] of Object.entries(examples)) {
      const { operation } = operations.find((one) => one.operation.operationId === name)!;
      const { schema } = operation.requestBody!.content['application/json']!;
      const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as object);
      expect([name, validate(example), validate.errors]).toEqual([name, true, null]);
    }
  });
});

describe('the client', () => {
  it('has the types of the description', async () => {
    expect(await run(['tools/client.mjs', '--check'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('is built by itself, and does what its README shows, in a plain script elsewhere', async () => {
    const elsewhere = join(folder, 'elsewhere');
    const installed = join(elsewhere, 'node_modules', '@redress', 'client');
    mkdirSync(installed, { recursive: true });
    const tsc = join(ROOT, 'node_modules/typescript/lib/tsc.js');
    const built = await run([tsc, '-p', join(ROOT, 'libs/client'), '--outDir', join(installed, 'dist')]);
    expect(built).toMatchObject({ status: 0, stdout: '' });
    writeFileSync(join(installed, 'package.json'), readFileSync(join(ROOT, 'libs/client/package.json')));
    for (const name of ['openapi-fetch', 'eventsource-parser'])
      symlinkSync(join(ROOT, 'node_modules', name), join(elsewhere, 'node_modules', name));
    const [, example] = /```js\n(.*?)```/s.exec(readFileSync(join(ROOT, 'libs/client/README.md'), 'utf8'))!;
    writeFileSync(join(elsewhere, 'example.mjs'), example!);
    const token = await mintToken(join(folder, 'data'), { sub: 'anna', roles: ['handler'] }, '1h');
    const told = await run(['example.mjs'], { cwd: elsewhere, env: { ...env, REDRESS_URL: url, REDRESS_TOKEN: token } });
    expect(told).toMatchObject({ status: 0, stderr: '' });
    expect(told.stdout).toMatch(/^open\n409 [a-z-]+ \{[^]*\}\n(?:.*\n)*late-delivery\n1 200\nWhat the driver wrote\.\n\S+ history\n$/);
  });
});

it(`answers ${REQUESTS} requests that nobody should send as it should`, async () => {
  const { stdout, stderr, status } = await run([
    join('test', 'fuzz', 'run.mjs'),
    '--requests',
    String(REQUESTS),
    '--json',
    '--url',
    url,
    '--data',
    join(folder, 'data'),
  ]);
  const lines = stdout.split('\n').filter((line) => line !== '');
  const failures = lines.slice(0, -1).map((line) => JSON.parse(line) as object);
  expect({ failures, stderr }).toEqual({ failures: [], stderr: '' });
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ passed: REQUESTS, failed: 0 });
  expect(status).toBe(0);
});
