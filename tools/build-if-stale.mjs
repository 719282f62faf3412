// Builds dist/ when a source differs from what it was built from; quiet and quick when nothing does. `--stamp` only records that
// dist/ is up to date. Contents are compared, not times: a checkout, a copy or a deleted file cannot fool it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.built-from');
const lock = join(dist, '.building');

if (process.argv.includes('--stamp')) record(fingerprint());
else if (!isFresh()) {
  const release = await takeTurn();
  try {
    if (!isFresh()) process.exitCode = build();
  } finally {
    release();
  }
}

function build() {
  const before = fingerprint(); // what changes while we build is built next time
  process.stderr.write('Building Redress, its sources changed …\n');
  const nest = join(root, 'node_modules/@nestjs/cli/bin/nest.js');
  // Everything goes to stderr: the standard output belongs to the command that is run afterwards.
  const { status } = spawnSync(process.execPath, [nest, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status === 0) record(before);
  return status ?? 1;
}

function isFresh() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

function record(value) {
  mkdirSync(dist, { recursive: true });
  writeFileSync(`${stamp}.${process.pid}`, value);
  renameSync(`${stamp}.${process.pid}`, stamp);
}

function fingerprint() {
  const hash = createHash('sha256');
  const roots = readdirSync(root).filter((name) => /^(apps|libs|package-lock\.json|nest-cli\.json|tsconfig.*\.json)$/.test(name));
  // Takes part in the build.
  const plugin = join('tools', 'answers-plugin.cjs');
  if (existsSync(join(root, plugin))) add(plugin);
  for (const name of roots.sort()) add(name);
  return hash.digest('hex');

  function add(path) {
    const absolute = join(root, path);
    let entries;
    try {
      entries = readdirSync(absolute);
    } catch (error) {
      if (error.code !== 'ENOTDIR') throw error;
      if (!path.endsWith('.spec.ts')) hash.update(`${path}\0`).update(readFileSync(absolute)).update('\0');
      return;
    }
    for (const entry of entries.sort()) if (entry !== 'node_modules') add(join(path, entry));
  }
}

/** Two at once: the second waits, and then finds everything fresh. A lock is taken over when its holder died or its id is another's now. */
async function takeTurn() {
  mkdirSync(dist, { recursive: true });
  for (;;) {
    try {
      const file = openSync(lock, 'wx');
      writeFileSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!holderLives()) rmSync(lock, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function holderLives() {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid > 0) process.kill(pid, 0); // 0: the holder is just writing it
    return Date.now() - statSync(lock).mtimeMs < 5 * 60_000;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
