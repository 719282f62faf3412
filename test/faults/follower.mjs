// A subscriber that resumes behind the last event it was given, as every user of the protocol must.
import { setTimeout as delay } from 'node:timers/promises';
import { eventTypeFilter, EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client';
import { until } from './basics.mjs';

/** What can be followed: how to subscribe behind a place, which place an event has, and which events are expected. */
export const followed = {
  all: {
    subscribe: (client, at) => client.subscribeToAll({ fromPosition: positionOf(at) }),
    placeOf: (event) => event.position.commit,
    expects: () => true,
  },
  prefix: {
    subscribe: (client, at) =>
      client.subscribeToAll({ fromPosition: positionOf(at), filter: streamNameFilter({ prefixes: ['shared-', 'new-'] }) }),
    placeOf: (event) => event.position.commit,
    expects: ({ stream }) => /^(shared|new)-/.test(stream),
  },
  // A rare type, so that it is checkpoints from which it mostly resumes.
  type: {
    subscribe: (client, at, checkpointReached) =>
      client.subscribeToAll({
        fromPosition: positionOf(at),
        filter: eventTypeFilter({ regex: '[3]$', checkpointInterval: 1, maxSearchWindow: 32, checkpointReached }),
      }),
    placeOf: (event) => event.position.commit,
    expects: ({ type }) => type === 'Kind3',
  },
  stream: {
    subscribe: (client, at) => client.subscribeToStream('shared-1', { fromRevision: at ?? START }),
    placeOf: (event) => event.revision,
    expects: ({ stream }) => stream === 'shared-1',
  },
};

const positionOf = (at) => (at === undefined ? START : { commit: at, prepare: at });

export class Follower {
  /** Ids of the events in the order in which they came. */
  seen = [];
  breaks = 0;
  stopped = false;

  /** @param urls of the nodes; after a break it turns to the next one */
  constructor(stage, name, urls) {
    this.name = name;
    this.what = followed[name];
    this.urls = urls;
    this.running = this.run();
    stage.atEnd(() => this.stop());
  }

  async run() {
    while (!this.stopped) {
      const client = EventStoreDBClient.connectionString(this.urls[this.breaks % this.urls.length]);
      try {
        await this.follow(client);
      } catch {
        // The node is away, or was.
      }
      await client.dispose().catch(() => undefined);
      if (this.stopped) return;
      this.breaks += 1;
      await delay(100);
    }
  }

  /** Follows until the subscription breaks. */
  follow(client) {
    return new Promise((resolve) => {
      const subscription = this.what.subscribe(client, this.at, (_, { commit }) => {
        // The client tells checkpoints as they come in, maybe ahead of events that it still holds.
        if (subscription.readableLength === 0 && !this.stopped) this.at = commit;
      });
      this.unsubscribe = () => subscription.unsubscribe().catch(() => undefined);
      subscription.on('data', ({ event }) => {
        if (this.stopped) return;
        this.at = this.what.placeOf(event);
        this.seen.push(event.id);
      });
      for (const end of ['error', 'end', 'close']) subscription.on(end, resolve);
    });
  }

  /** Waits until it has as many events as the log has for it, then stops. What they are is the checker's business. */
  async catchUp(log) {
    const expected = log.filter((event) => this.what.expects(event)).length;
    await until(`the last event for follower ${this.name}`, () => this.seen.length >= expected);
    await this.stop();
  }

  async stop() {
    this.stopped = true;
    await this.unsubscribe?.();
    // A client that is not connected may wait for long; nobody waits for it.
    void this.running;
  }
}
