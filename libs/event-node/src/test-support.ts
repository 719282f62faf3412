import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { EventData, Filter, ResolvedEvent } from '@eventstore/db-client';
import { Client } from 'pg';
import { startEventNode } from './event-node.js';
import type { EventNode, EventNodeOptions } from './event-node.js';

/** A database of its own for one spec file, on the PostgreSQL of `TEST_DATABASE_URL`. */
export class TestDatabase {
  private readonly name = `event_node_${randomUUID().replaceAll('-', '')}`;

  get url(): string {
    const url = new URL(process.env.TEST_DATABASE_URL!);
    url.pathname = `/${this.name}`;
    return url.href;
  }

  async create(): Promise<this> {
    await asSuperuser(`create database ${this.name}`);
    return this;
  }

  /** As a copy of another one that nobody is connected to. */
  createFrom(template: TestDatabase): Promise<void> {
    return asSuperuser(`create database ${this.name} template ${template.name}`);
  }

  drop(): Promise<void> {
    return asSuperuser(`drop database if exists ${this.name} with (force)`);
  }

  /** Lets nobody in and throws everybody out, as if the server were down. */
  async takeAway(): Promise<void> {
    await asSuperuser(`alter database ${this.name} with allow_connections false`);
    await this.cutConnections();
  }

  giveBack(): Promise<void> {
    return asSuperuser(`alter database ${this.name} with allow_connections true`);
  }

  cutConnections(application = '%'): Promise<void> {
    return asSuperuser(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${this.name}' and pid <> pg_backend_pid() and application_name like '${application}'`,
    );
  }

  async query<Row extends object>(sql: string): Promise<Row[]> {
    const client = new Client(this.url);
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}

async function asSuperuser(sql: string): Promise<void> {
  const client = new Client(process.env.TEST_DATABASE_URL!);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A database, a node on it and a client of that node. */
export interface TestNode {
  readonly database: TestDatabase;
  readonly node: EventNode;
  readonly client: EventStoreDBClient;
  end(): Promise<void>;
}

export async function startTestNode(options: Partial<EventNodeOptions> = {}): Promise<TestNode> {
  const database = await new TestDatabase().create();
  const node = await startEventNode({ database: database.url, port: 0, ...options });
  const client = EventStoreDBClient.connectionString(node.connectionString);
  const end = async (): Promise<void> => {
    await client.dispose();
    await node.stop();
    await database.drop();
  };
  return { database, node, client, end };
}

/** `count` new events of a type, numbered in their data. */
export function someEvents(count = 1, type = 'Happened'): EventData[] {
  return Array.from({ length: count }, (_, index) => jsonEvent({ type, data: { index }, metadata: { test: true } }));
}

export async function all(events: AsyncIterable<ResolvedEvent>): Promise<ResolvedEvent[]> {
  const found: ResolvedEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}

export const idsOf = (events: readonly ResolvedEvent[]): string[] => events.map(({ event }) => event!.id);

export const revisionsOf = (events: readonly ResolvedEvent[]): number[] => events.map(({ event }) => Number(event!.revision));

/** Events of a subscription to `$all`, as far as the first that `enough` accepts; it is ended then. */
export async function follow(
  client: EventStoreDBClient,
  options: { fromPosition?: bigint | 'start' | 'end'; filter?: Filter },
  enough: (event: ResolvedEvent) => boolean,
): Promise<ResolvedEvent[]> {
  const { fromPosition = 'start', filter } = options;
  const position = typeof fromPosition === 'bigint' ? { commit: fromPosition, prepare: fromPosition } : fromPosition;
  const found: ResolvedEvent[] = [];
  const subscription = client.subscribeToAll({ fromPosition: position, filter });
  for await (const event of subscription) {
    found.push(event);
    if (enough(event)) break;
  }
  return found;
}
