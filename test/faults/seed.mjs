// One random fault: load, one part killed at a random point, the part started again, load, and a look at what is there.
import { setTimeout as delay } from 'node:timers/promises';
import { childrenOf, demand, until, within } from './basics.mjs';
import { judge, startTraffic } from './judge.mjs';
import { kill } from './stage.mjs';

/** The parts that can be killed, and how. Each leaves the system running again. */
const faults = {
  'node -9': async (system) => {
    system.node.kill('SIGKILL');
    await system.restartNode();
  },
  'node SIGTERM': async (system) => {
    system.node.kill('SIGTERM');
    const how = await within(15_000, 'the end of the node after SIGTERM', system.node.exited);
    demand(how === 0, `the node ended with ${how} after SIGTERM`);
    await system.restartNode();
  },
  'all of PostgreSQL -9': async ({ stage }) => {
    await stage.killPostgres('SIGKILL', true);
    await stage.startPostgres();
  },
  'postmaster -9': async ({ stage }) => {
    await stage.killPostgres('SIGKILL');
    await stage.startPostgres();
  },
  'PostgreSQL stopped': async ({ stage }) => {
    await stage.killPostgres('SIGINT');
    await stage.startPostgres();
  },
  // The server throws everybody out and recovers by itself.
  'a worker of PostgreSQL -9': async ({ stage, chance }) => {
    kill(chance.oneOf(childrenOf(stage.postgres.pid)), 'SIGKILL');
  },
  'node and PostgreSQL -9': async (system) => {
    system.node.kill('SIGKILL');
    await system.stage.killPostgres('SIGKILL', true);
    await system.stage.startPostgres();
    await system.restartNode();
  },
  'appender -9': async ({ load, chance }) => {
    const index = chance.between(0, load.appenders.length - 1);
    await load.killAppender(index);
    load.startAgain(index);
  },
};

export async function randomFault(stage, { seed, chance }) {
  // Drawn in this order and at once, so that a seed is the same fault on every machine.
  const what = chance.oneOf(Object.keys(faults));
  const after = chance.between(20, 600);
  const offset = chance.next() * 20;

  await stage.startPostgres();
  const system = { stage, chance, node: await stage.startNode() };
  const { port, url } = system.node;
  system.restartNode = async () => {
    await system.node.exited;
    system.node = await stage.startNode({ port });
  };
  const { load, followers } = startTraffic(stage, { urls: [url], seed });
  system.load = load;

  await load.goesOn(after);
  await delay(offset);
  const before = load.acknowledged.length;
  const began = performance.now();
  await faults[what](system);
  // What was under way is answered within this as well: each lane waits for its own.
  await load.goesOn(200);
  const recoveredMs = Math.round(performance.now() - began);
  demand(system.node.runs, 'the node ended by itself');
  await until('every lane going on', () => lanesSince(load, before) === load.appenders.length * load.order.lanes);
  return { killed: what, atAck: before, recoveredMs, ...(await judge(stage, { load, followers }, url)) };
}

function lanesSince({ acknowledged }, from) {
  return new Set(acknowledged.slice(from).map(({ append }) => append.replace(/^(\w+)\.\d+\/(\d+)-.*/, '$1/$2'))).size;
}
