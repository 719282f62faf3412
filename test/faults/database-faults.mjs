// Faults of the database and of the wire to it.
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonEvent } from '@eventstore/db-client';
import { demand, Skipped, until, within } from './basics.mjs';
import { credentials, judge, startTraffic } from './judge.mjs';
import { Proxy } from './proxy.mjs';
import { kill } from './stage.mjs';

/** An append that cannot be confused with the load's, without a second try. */
const probe = (client, stream) => client.appendToStream(stream, jsonEvent({ type: 'Probe', data: {} }), { credentials });

/** A commit is sent and its answer never comes: the node must find out by itself whether it happened. */
export async function unknownCommit(stage, { seed, chance, small }) {
  const { port: postgresPort } = await stage.startPostgres();
  const proxy = await Proxy.start(stage, postgresPort);
  const database = new URL(stage.database);
  database.port = String(proxy.port);
  const node = await stage.startNode({ database: database.href });
  const traffic = startTraffic(stage, { urls: [node.url], seed });
  const rounds = small ? 6 : 40;
  let done = 0;
  for (let round = 0; round < rounds; round++) {
    await traffic.load.goesOn(chance.between(5, 60));
    // The name of the prepared statement, as the driver sends it with each use.
    const wire = await within(10_000, 'a commit', proxy.swallowAnswerTo('\0commit\0'));
    const wait = chance.next() < 0.5;
    if (wait) await until("the database's answer to the commit", () => wire.answered);
    done += wait ? 1 : 0;
    proxy.cut();
  }
  await traffic.load.goesOn(100);
  demand(node.runs, 'the node ended by itself');
  return { cut: rounds, ofThemCommitted: done, ...(await judge(stage, traffic, node.url)) };
}

/** The database is away for longer than appends wait for it, and comes back under a node that was not restarted. */
export async function databaseAway(stage, { seed, small }) {
  await stage.startPostgres();
  const node = await stage.startNode();
  const traffic = startTraffic(stage, { urls: [node.url], seed });
  const client = stage.client(node.url);
  await traffic.load.goesOn(100);
  let slowest = 0;
  const refusals = small ? 2 : 10;
  await stage.killPostgres('SIGKILL', true);
  for (let index = 0; index < refusals; index++) {
    for (const ask of [() => probe(client, 'away'), () => all(client.readStream('shared-0')), () => all(client.readAll())]) {
      const began = performance.now();
      const refused = await within(
        8_000,
        'an answer while the database is away',
        ask().then(
          () => undefined,
          (error) => error,
        ),
      );
      slowest = Math.max(slowest, performance.now() - began);
      demand(refused?.type === 'unavailable', `while the database is away the node answers ${refused?.type ?? 'as if it were there'}`);
    }
  }
  demand(slowest < 6_000, `an answer came after ${Math.round(slowest)} ms`);
  await stage.startPostgres();
  const began = performance.now();
  await traffic.load.goesOn(200);
  const backMs = Math.round(performance.now() - began);
  demand(node.runs, 'the node ended by itself');
  demand((await stage.query(`select from event_node.streams where name = 'away'`)).length === 0, 'a refused append is in the log');
  return { slowestRefusalMs: Math.round(slowest), backMs, ...(await judge(stage, traffic, node.url)) };
}

async function all(events) {
  const found = [];
  for await (const event of events) found.push(event);
  return found;
}

/** PostgreSQL cannot sync its log: it panics in the middle of a commit and recovers. */
export async function fsyncError(stage, { seed, chance, small }) {
  const library = buildLibrary(stage);
  if (library) process.env.LD_PRELOAD = library;
  try {
    await stage.startPostgres();
  } finally {
    delete process.env.LD_PRELOAD;
  }
  const node = await stage.startNode();
  const traffic = startTraffic(stage, { urls: [node.url], seed });
  const rounds = small ? 2 : 10;
  const cluster = join(stage.postgresFolder, 'cluster');
  for (let round = 0; round < rounds; round++) {
    await traffic.load.goesOn(chance.between(50, 300));
    const panics = () => (readFileSync(stage.postgresLog, 'utf8').match(/PANIC: |terminated by signal 6/g) ?? []).length;
    const before = panics();
    if (library) {
      // One that belongs to PostgreSQL's user, who removes it; in place at once.
      writeFileSync(join(stage.folder, 'fail-fsync'), '');
      const { uid, gid } = statSync(cluster);
      chownSync(join(stage.folder, 'fail-fsync'), uid, gid);
      execFileSync('mv', [join(stage.folder, 'fail-fsync'), cluster]);
    } else {
      kill(await writerPid(stage), 'SIGABRT');
    }
    await until('a panic of PostgreSQL', () => panics() > before);
  }
  await traffic.load.goesOn(100);
  demand(node.runs, 'the node ended by itself');
  const how = library ? 'fdatasync answered EIO' : 'no C compiler: the committing worker aborted, as it does after an fsync error';
  return { panics: rounds, how, ...(await judge(stage, traffic, node.url)) };
}

async function writerPid(stage) {
  const find = async () => (await stage.query(`select pid from pg_stat_activity where application_name = 'event-node writer'`))[0]?.pid;
  return until("the writer's connection", () => find().catch(() => undefined));
}

function buildLibrary(stage) {
  if (process.platform !== 'linux') return undefined;
  const library = join(stage.folder, 'fail-fsync.so');
  const source = join(import.meta.dirname, 'fail-fsync.c');
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], { stdio: 'ignore' });
  return status === 0 ? library : undefined;
}

/** The disk under PostgreSQL, its log included, runs full; later there is space again. */
export async function diskFull(stage, { seed }) {
  if (process.platform !== 'linux' || process.getuid() !== 0) throw new Skipped('a small file system is mounted by root on Linux only');
  mkdirSync(stage.postgresFolder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=112m,mode=711', 'tmpfs', stage.postgresFolder], { stdio: 'ignore' });
  if (mounted.status !== 0) throw new Skipped('mount -t tmpfs is not allowed here');
  stage.atEnd(() => execFileSync('umount', [stage.postgresFolder]));
  await stage.startPostgres();
  const node = await stage.startNode();
  const traffic = startTraffic(stage, { urls: [node.url], seed });
  await traffic.load.goesOn(100);

  const ballast = join(stage.postgresFolder, 'ballast');
  spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k'], { stdio: 'ignore' });
  const full = async () => {
    const client = stage.client(node.url);
    const big = jsonEvent({ type: 'Probe', data: { filling: 'y'.repeat(500_000) } });
    return within(
      15_000,
      'an answer on a full disk',
      client.appendToStream('full', big, { credentials }).then(
        () => undefined,
        (error) => error,
      ),
    );
  };
  const refused = await until('a refusal for want of space', full, 60_000);
  demand(['unavailable', 'timeout'].includes(refused.type), `a full disk was answered with ${refused.type}: ${refused.message}`);
  const crashed = /PANIC/.test(readFileSync(stage.postgresLog, 'utf8'));
  rmSync(ballast);
  // If its log could not be written it panicked, and if it could not recover either it ended; its operator starts it again.
  const ended = await Promise.race([stage.postgres.exited.then(() => true), traffic.load.goesOn(1).then(() => false)]);
  if (ended) await stage.startPostgres();
  await traffic.load.goesOn(200);
  demand(node.runs, 'the node ended by itself');
  return {
    refusedWith: refused.type,
    postgres: ended ? 'ended' : crashed ? 'panicked' : 'refused',
    ...(await judge(stage, traffic, node.url)),
  };
}
