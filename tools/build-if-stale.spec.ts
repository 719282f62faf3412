import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TOOL = join(import.meta.dirname, 'build-if-stale.mjs');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'redress-build-'));
  write('tools/build-if-stale.mjs', readFileSync(TOOL, 'utf8'));
  write('package.json', '{}');
  write('tsconfig.json', '{}');
  write('libs/a/src/index.ts', 'export {};');
  nestThat("require('fs').appendFileSync('builds', 'x'); setTimeout(() => undefined, 100)");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** Puts a script in the place of Nest's compiler. */
const nestThat = (script: string): void => write('node_modules/@nestjs/cli/bin/nest.js', script);
const builds = (): number => readFileSync(join(root, 'builds'), 'utf8').length;

async function run(...args: string[]): Promise<number | null> {
  const child: ChildProcess = spawn(process.execPath, [join(root, 'tools/build-if-stale.mjs'), ...args], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}

describe('build-if-stale', () => {
  it('builds once, and again when a source is changed, added or removed', async () => {
    await run();
    await run();
    expect(builds()).toBe(1);
    write('libs/a/src/index.ts', 'export const a = 1;');
    await run();
    expect(builds()).toBe(2);
    write('libs/a/src/b.ts', 'export {};');
    await run();
    expect(builds()).toBe(3);
    rmSync(join(root, 'libs/a/src/b.ts'));
    await run();
    await run();
    expect(builds()).toBe(4);
  });

  it('is not fooled by a spec, nor by a copy with other times', async () => {
    await run();
    write('libs/a/src/a.spec.ts', '');
    cpSync(join(root, 'libs'), join(root, 'copy'), { recursive: true });
    rmSync(join(root, 'libs'), { recursive: true });
    cpSync(join(root, 'copy'), join(root, 'libs'), { recursive: true });
    await run();
    expect(builds()).toBe(1);
  });

  it('builds once when two ask at once', async () => {
    expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
    expect(builds()).toBe(1);
  });

  it('takes over from one that was killed while it built', async () => {
    write('dist/.building', String(2 ** 22 + 1));
    expect(await run()).toBe(0);
    expect(builds()).toBe(1);
  });

  it('fails as the compiler fails, and tries again the next time', async () => {
    nestThat("require('fs').appendFileSync('builds', 'x'); process.exit(1)");
    expect(await run()).toBe(1);
    expect(await run()).toBe(1);
    expect(builds()).toBe(2);
  });

  it('only records with --stamp', async () => {
    write('builds', '');
    await run('--stamp');
    await run();
    expect(builds()).toBe(0);
  });
});
