import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * Every rule of .dependency-cruiser.cjs is seen to fire: one synthetic tree holds a fault per rule, and things that must stay
 * allowed; one cruise reads it with the very configuration that guards the real tree.
 */
const root = resolve(__dirname, '..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const libs =
  'kernel complaint authority policy improvement privacy evidence letters notifications event-store event-node platform database views audit client what-if commands automations testing stray'.split(
    ' ',
  );

interface Plant {
  /** The only rule that may fire on this file. */
  readonly rule: string;
  /** The file with the fault … */
  readonly file: string;
  /** … and what it imports. */
  readonly imports: string;
  /** Written as `import type`: that has to obey as well. */
  readonly typeOnly?: true;
}

const up = (levels: number): string => '../'.repeat(levels);

const plants: readonly Plant[] = [
  { rule: 'kernel-is-the-floor', file: 'libs/kernel/src/bad.ts', imports: '@redress/complaint' },
  { rule: 'complaints-know-the-policies-they-are-under', file: 'libs/complaint/src/bad-up.ts', imports: '@redress/commands' },
  { rule: 'complaints-know-the-policies-they-are-under', file: 'libs/complaint/src/bad-side.ts', imports: '@redress/improvement' },
  { rule: 'decisions-know-only-the-kernel', file: 'libs/authority/src/bad-back.ts', imports: '@redress/complaint' },
  { rule: 'decisions-know-only-the-kernel', file: 'libs/policy/src/bad-side.ts', imports: '@redress/authority' },
  { rule: 'decisions-know-only-the-kernel', file: 'libs/improvement/src/bad.ts', imports: '@redress/event-store' },
  { rule: 'decisions-are-plain-typescript', file: 'libs/complaint/src/bad-package.ts', imports: '@nestjs/common' },
  { rule: 'decisions-are-plain-typescript', file: 'libs/authority/src/bad-package.ts', imports: 'pg' },
  { rule: 'decisions-are-plain-typescript', file: 'libs/kernel/src/bad-package.ts', imports: 'pg' },
  { rule: 'no-node-builtins-in-decisions', file: 'libs/complaint/src/bad-builtin.ts', imports: 'node:crypto' },
  { rule: 'no-node-builtins-in-decisions', file: 'libs/kernel/src/bad-builtin.ts', imports: 'fs' },
  { rule: 'privacy-knows-no-domain', file: 'libs/privacy/src/bad.ts', imports: '@redress/complaint' },
  { rule: 'evidence-knows-no-domain', file: 'libs/evidence/src/bad.ts', imports: '@redress/complaint' },
  { rule: 'letters-know-only-their-templates', file: 'libs/letters/src/bad.ts', imports: '@redress/complaint' },
  { rule: 'letters-know-only-their-templates', file: 'libs/letters/src/bad-store.ts', imports: '@redress/evidence' },
  { rule: 'notifications-know-no-complaint', file: 'libs/notifications/src/bad.ts', imports: '@redress/complaint' },
  { rule: 'event-store-knows-no-domain', file: 'libs/event-store/src/bad.ts', imports: '@redress/complaint' },
  { rule: 'event-store-knows-no-domain', file: 'libs/event-store/src/bad-up.ts', imports: '@redress/views' },
  { rule: 'event-store-knows-no-domain', file: 'libs/event-store/src/bad-side.ts', imports: '@redress/privacy' },
  { rule: 'event-node-knows-only-its-protocol', file: 'libs/event-node/src/bad.ts', imports: '@redress/kernel' },
  { rule: 'platform-knows-no-feature', file: 'libs/platform/src/bad.ts', imports: '@redress/commands' },
  { rule: 'platform-knows-no-feature', file: 'libs/database/src/bad.ts', imports: '@redress/views' },
  { rule: 'views-know-events-not-commands', file: 'libs/views/src/bad.ts', imports: '@redress/commands' },
  { rule: 'views-know-events-not-commands', file: 'libs/views/src/bad-writer.ts', imports: '@redress/event-store' },
  { rule: 'views-know-events-not-commands', file: 'libs/views/src/bad-type.ts', imports: '@redress/event-store', typeOnly: true },
  { rule: 'audit-knows-no-feature', file: 'libs/audit/src/bad.ts', imports: '@redress/views' },
  { rule: 'client-knows-only-the-contract', file: 'libs/client/src/bad.ts', imports: '@redress/kernel' },
  { rule: 'what-if-only-decides-again', file: 'libs/what-if/src/bad.ts', imports: '@redress/event-store' },
  { rule: 'commands-never-read-views', file: 'libs/commands/src/bad.ts', imports: '@redress/views' },
  { rule: 'commands-never-read-views', file: 'libs/commands/src/bad-back.ts', imports: '@redress/automations' },
  { rule: 'automations-only-send-commands', file: 'libs/automations/src/bad.ts', imports: '@redress/views' },
  { rule: 'every-lib-has-a-place', file: 'libs/stray/src/bad.ts', imports: '@redress/kernel' },
  { rule: 'one-adapter-speaks-to-the-store', file: 'libs/commands/src/bad-client.ts', imports: '@eventstore/db-client' },
  { rule: 'one-adapter-speaks-to-the-store', file: 'apps/api/src/bad-client.ts', imports: '@eventstore/db-client' },
  { rule: 'the-node-is-reached-by-its-protocol', file: 'apps/api/src/bad-node.ts', imports: '@redress/event-node' },
  { rule: 'views-are-peers', file: 'libs/views/src/volume/bad.ts', imports: '../worklist/worklist.js' },
  { rule: 'libs-never-import-apps', file: 'libs/commands/src/bad-app.ts', imports: `${up(3)}apps/api/src/main.js` },
  { rule: 'libs-never-import-apps', file: 'libs/testing/src/bad-app.ts', imports: `${up(3)}apps/api/src/main.js` },
  { rule: 'apps-do-not-know-each-other', file: 'apps/worker/src/bad.ts', imports: `${up(2)}api/src/main.js` },
  { rule: 'outsiders-use-the-barrel', file: 'libs/commands/src/bad-deep.ts', imports: `${up(2)}complaint/src/receive.js` },
  { rule: 'outsiders-use-the-barrel', file: 'libs/commands/src/deep.spec.ts', imports: `${up(2)}complaint/src/receive.js` },
  { rule: 'apps-use-the-barrel', file: 'apps/api/src/bad-deep.ts', imports: `${up(3)}libs/complaint/src/receive.js` },
  { rule: 'apps-use-the-barrel', file: 'apps/event-node/src/bad-deep.ts', imports: `${up(3)}libs/event-node/src/serve.js` },
  { rule: 'apps-use-the-barrel', file: 'test/deep.spec.ts', imports: '../libs/complaint/src/receive.js' },
  { rule: 'insiders-skip-the-barrel', file: 'libs/complaint/src/bad-insider.ts', imports: './index.js' },
  { rule: 'testing-only-from-specs', file: 'libs/commands/src/bad-testing.ts', imports: '@redress/testing' },
  { rule: 'testing-only-from-specs', file: 'tools/bad-testing.ts', imports: '@redress/testing' },
  { rule: 'specs-are-leaves', file: 'libs/complaint/src/leaf.spec.ts', imports: './receive.spec.js' },
  { rule: 'shipped-code-needs-no-dev-dependency', file: 'libs/platform/src/bad-dev.ts', imports: 'fast-check' },
  { rule: 'everything-resolves', file: 'apps/api/src/bad-lost.ts', imports: './nowhere.js' },
  { rule: 'no-circular', file: 'libs/event-node/src/circle-a.ts', imports: './circle-b.js' },
];

/** What the direction allows: none of these may be reported. */
const allowed: readonly (readonly [file: string, imports: readonly string[]])[] = [
  [
    'apps/api/src/main.ts',
    ['@redress/commands', '@redress/views', '@redress/platform', '@redress/event-store', '@nestjs/common', 'node:http'],
  ],
  ['apps/event-node/src/main.ts', ['@redress/event-node']],
  ['libs/automations/src/remind.ts', ['@redress/commands', '@redress/policy']],
  [
    'libs/commands/src/complaint.handler.ts',
    ['@redress/event-store', '@redress/privacy', '@redress/complaint', '@redress/kernel', '@nestjs/common'],
  ],
  ['libs/commands/src/complaint.spec.ts', ['@redress/testing', 'fast-check', './complaint.handler.js']],
  ['libs/complaint/src/receive.ts', ['@redress/kernel']],
  ['libs/complaint/src/receive.spec.ts', ['fast-check', 'node:fs', './index.js']],
  ['libs/event-store/src/store.ts', ['@eventstore/db-client', '@redress/kernel', 'node:crypto']],
  ['libs/event-node/src/serve.ts', ['@eventstore/db-client', 'pg', 'node:http']],
  // The other half of the planted circle, which is reported once.
  ['libs/event-node/src/circle-b.ts', ['./circle-a.js']],
  ['libs/testing/src/servers.ts', ['@redress/event-node', '@redress/event-store', '@redress/complaint', 'fast-check']],
  ['libs/views/src/worklist/worklist.ts', ['@redress/complaint', '@redress/kernel', '../shared.js', 'pg']],
  ['libs/views/src/shared.ts', []],
  ['test/journey.e2e.spec.ts', ['@redress/testing', '@redress/kernel']],
];

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

async function cruise(directory: string): Promise<readonly Violation[]> {
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', '.'];
  // It exits with the number of violations; what it printed is the answer.
  const output = await new Promise<string>((done, fail) => {
    execFile(process.execPath, args, { cwd: directory, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      stdout ? done(stdout) : fail(new Error(stderr || error?.message)),
    );
  });
  return (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
}

function source(imports: readonly string[], keyword: 'import' | 'import type' = 'import'): string {
  const lines = imports.map((from, n) => `${keyword} * as x${n} from '${from}';`);
  return [...lines, `export type All = [${imports.map((_, n) => `typeof x${n}`).join(', ')}];`, ''].join('\n');
}

function plantTree(): string {
  const directory = mkdtempSync(join(tmpdir(), 'redress-boundaries-'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  };
  copyFileSync(join(root, '.dependency-cruiser.cjs'), join(directory, '.dependency-cruiser.cjs'));
  const paths = Object.fromEntries(libs.map((lib) => [`@redress/${lib}`, [`./libs/${lib}/src/index.ts`]]));
  write(
    'tsconfig.json',
    JSON.stringify({ compilerOptions: { module: 'nodenext', moduleResolution: 'nodenext', target: 'ES2023', paths } }),
  );
  const dependencies = { '@eventstore/db-client': '1.0.0', '@nestjs/common': '1.0.0', pg: '1.0.0' };
  const devDependencies = { 'fast-check': '1.0.0' };
  write('package.json', JSON.stringify({ name: 'planted', type: 'module', dependencies, devDependencies }));
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'exports.value = 1;\n');
  }
  for (const lib of libs) write(`libs/${lib}/src/index.ts`, `export const ${lib.replace('-', '')} = 1;\n`);
  for (const [file, imports] of allowed) write(file, source(imports));
  for (const { file, imports, typeOnly } of plants) write(file, source([imports], typeOnly ? 'import type' : 'import'));
  return directory;
}

describe('the boundaries', () => {
  let tree: string;
  let planted: readonly Violation[];
  let real: readonly Violation[];

  beforeAll(async () => {
    tree = plantTree();
    [planted, real] = await Promise.all([cruise(tree), cruise(root)]);
  });

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it.each(plants.map((plant) => [plant.rule, plant.file, plant.imports] as const))('%s catches %s', (rule, file) => {
    expect([...new Set(planted.filter(({ from }) => from === file).map((violation) => violation.rule.name))]).toEqual([rule]);
  });

  it('leave alone what the direction allows', () => {
    const faults = new Set(plants.map(({ file }) => file));
    expect(planted.filter(({ from }) => !faults.has(from))).toEqual([]);
  });

  it('have a planted fault for every rule, and a rule for every planted fault', () => {
    // eslint-disable-next-line typescript/no-require-imports
    const { forbidden } = require(join(root, '.dependency-cruiser.cjs')) as { forbidden: { name: string; severity: string }[] };
    const names = forbidden.map(({ name }) => name);
    expect([...new Set(plants.map(({ rule }) => rule))].sort()).toEqual([...names].sort());
    expect(forbidden.filter(({ severity }) => severity !== 'error')).toEqual([]);
  });

  it('hold in the real tree', () => {
    expect(real.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});
