// Faults of the node itself.
import { jsonEvent } from '@eventstore/db-client';
import { demand, within } from './basics.mjs';
import { credentials, judge, startTraffic } from './judge.mjs';

/** A second node takes the log over while the first is paused; continued, the first writes nothing and ends. */
export async function takeOver(stage, { seed, small }) {
  await stage.startPostgres();
  let first = await stage.startNode();
  // The second's port is taken once, so that clients know both from the beginning.
  const reserved = await stage.startNode();
  const ports = [first.port, reserved.port];
  reserved.kill('SIGTERM');
  await Promise.all([reserved.exited, first.exited.then((how) => demand(how === 1, `a fenced node ended with ${how}`))]);
  first = await stage.startNode({ port: ports[0] });
  const urls = [first.url, reserved.url];
  const traffic = startTraffic(stage, { urls, seed, patienceMs: 1_500 });
  const rounds = small ? 1 : 5;
  let writer = first;
  let endedMs = 0;
  for (let round = 0; round < rounds; round++) {
    await traffic.load.goesOn(100);
    const former = writer;
    const client = stage.client(former.url);
    await client.appendToStream(`before-${round}`, jsonEvent({ type: 'Probe', data: {} }), { credentials });
    former.kill('SIGSTOP');
    const late = client.appendToStream(`late-${round}`, jsonEvent({ type: 'Probe', data: {} }), { credentials, deadline: 60_000 }).then(
      () => undefined,
      (error) => error,
    );
    writer = await stage.startNode({ port: ports[(round + 1) % 2] });
    await traffic.load.goesOn(100, 60_000);
    const began = performance.now();
    former.kill('SIGCONT');
    const how = await within(15_000, 'the end of the fenced node', former.exited);
    endedMs = Math.max(endedMs, Math.round(performance.now() - began));
    demand(how === 1, `the fenced node ended with ${how}`);
    const refused = await within(15_000, 'an answer to what was sent to the paused node', late);
    demand(refused !== undefined, 'the fenced node acknowledged an append');
    const written = await stage.query('select from event_node.streams where name = $1', [`late-${round}`]);
    demand(written.length === 0, 'the fenced node wrote an append');
  }
  await traffic.load.goesOn(100);
  demand(writer.runs, 'the node that took over ended by itself');
  return { takeOvers: rounds, endedMs, ...(await judge(stage, traffic, writer.url)) };
}
