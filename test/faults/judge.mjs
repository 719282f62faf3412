// The end of every fault: the load comes to its answers, the followers catch up, and the log is held against what was told to both.
import { setTimeout as delay } from 'node:timers/promises';
import { Violation } from './basics.mjs';
import { readLog, violationsOf } from './check.mjs';
import { followed, Follower } from './follower.mjs';
import { Load } from './load.mjs';

/**
 * With credentials, which a node without users does not look at, the client appends by Append. Its BatchAppend shares one table of answers among
 * all connections of a process, and breaks when an answer comes behind another connection's error: not for this process, with its many clients.
 */
export const credentials = { username: 'admin', password: 'changeit' };

/** Appending processes and one follower of each kind. */
export function startTraffic(stage, { urls, seed, ...rest }) {
  const load = new Load(stage, { urls, seed, ...rest });
  const followers = Object.keys(followed).map((name) => new Follower(stage, name, urls));
  void readOn(stage, urls[0], load);
  return { load, followers };
}

/** Reads all the while, so that reads are broken off as well. What they were given must be a beginning of the log. */
async function readOn(stage, url, load) {
  const client = stage.client(url);
  let ended = false;
  stage.atEnd(() => (ended = true));
  while (!ended && !load.finishing) {
    let last = -1n;
    try {
      for await (const { event } of client.readAll({ maxCount: 1_000 })) {
        if (event.position.commit <= last) load.violations.push(`a read gave position ${event.position.commit} behind ${last}`);
        last = event.position.commit;
      }
    } catch {
      // The node or its database is away.
    }
    await delay(50);
  }
}

/**
 * Ends the traffic and judges the log.
 *
 * @param url of the node that is asked for the log
 * @returns facts for the report
 * @throws Violation with a sentence for each thing that does not hold
 */
export async function judge(stage, { load, followers = [] }, url) {
  await load.finish();
  const { log, violations } = await readLog(stage.client(url));
  for (const follower of followers) await follower.catchUp(log);
  const found = [
    ...load.violations,
    ...violations,
    ...violationsOf({
      log,
      acknowledged: load.acknowledged,
      followers: followers.map(({ name, seen, what }) => ({ name, seen, expects: what.expects })),
    }),
  ];
  if (found.length > 0) throw new Violation(found.join('\n'));
  return {
    acknowledged: load.acknowledged.length,
    retried: load.retried,
    events: log.length,
    breaks: followers.reduce((sum, { breaks }) => sum + breaks, 0),
  };
}
