// Runs one case: does its steps in order and compares each answer with what the table says.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

/** Much longer than any answer takes: only a step that fails waits for it. */
const STEP_MS = 30_000;
const LAST_REVISION = 2n ** 63n - 1n;
/** Of events that count for the whole server; it does not look at it. */
const SETTING_TYPE = 'conformance';

/**
 * @param {object} one a case of the table
 * @param {Awaited<ReturnType<typeof import('./clients.mjs').open>>} client
 * @param {object} server what `probe` found out
 * @returns {Promise<{ step?: string, expected?: unknown, actual?: unknown }>} empty if everything was as expected
 */
export async function runCase(one, client, server) {
  const run = new Run(one, client, server);
  try {
    for (const [index, step] of one.steps.entries()) {
      const actual = await withinTime(run.do(step)).catch((error) => run.errorOf(error));
      const expected = forClient(step.do === 'eventually' ? step.step.gives : step.gives, client.kind);
      const holds = expected === undefined ? !actual?.error : matches(expected, actual);
      if (!holds) return { step: `${index + 1} ${describe(step)}`, expected: expected ?? 'no error', actual };
    }
    return {};
  } finally {
    await run.end();
  }
}

class Run {
  #prefix = `conformance-${randomUUID().slice(0, 13)}-`;
  #idOf = new Map();
  #labelOf = new Map();
  #places = new Map();
  #subscriptions = new Map();
  /** What a stream that counts for the whole server said before the case changed it. */
  #before = new Map();

  constructor(one, client, server) {
    this.one = one;
    this.client = client;
    this.server = server;
  }

  /** @returns what the step's answer is in the table's words */
  async do(step) {
    const { client } = this;
    const { through, credentials } = this.#login(step);
    const options = { expected: this.#expected(step.expected), credentials, ...step.options };
    switch (step.do) {
      case 'append': {
        const result = await client.append(this.#name(step.to), this.#events(step.events), options, through);
        if (step.as) this.#places.set(step.as, result.position);
        return this.#written(result);
      }
      case 'setMetadata':
        return this.#written(await client.setMetadata(this.#name(step.stream), this.#granted(step.metadata), options, through));
      case 'getMetadata':
        return { metadata: undefined, ...(await client.getMetadata(this.#name(step.stream), { credentials }, through)) };
      case 'delete':
        return this.#written(await client.delete(this.#name(step.stream), options, through));
      case 'tombstone':
        return this.#written(await client.tombstone(this.#name(step.stream), options, through));
      case 'change':
        return this.#change(step.stream, this.#granted(step.data));
      case 'read':
        return this.#read(step);
      case 'readAll':
        return this.#readAll(step);
      case 'subscribe': {
        const { to, from = 'start', resolve = false } = step;
        const fromRevision = typeof from === 'number' ? BigInt(from) : from;
        return this.#follow(step, client.subscribe(this.#name(to), { fromRevision, resolveLinkTos: resolve, credentials }, through));
      }
      case 'subscribeAll': {
        const { from = 'start', resolve = false } = step;
        const watch = new Watch(this);
        const filter = step.filter && this.#filter(step.filter, (position) => watch.checkpoint(position));
        const subscription = client.subscribeAll(
          { fromPosition: this.#place(from), resolveLinkTos: resolve, filter, credentials },
          through,
        );
        return this.#follow(step, subscription, watch);
      }
      case 'sees':
        return this.#subscriptions.get(step.by ?? 'subscription').next(step.gives.split(' ').length);
      case 'checkpoint': {
        const position = await this.#subscriptions.get(step.by ?? 'subscription').reached(this.#place(step.reaches).commit);
        if (step.as) this.#places.set(step.as, position);
        return undefined;
      }
      case 'eventually': {
        const end = Date.now() + STEP_MS / 2;
        for (;;) {
          const actual = await this.do(step.step).catch((error) => this.errorOf(error));
          if (matches(step.step.gives, actual) || Date.now() > end) return actual;
          await delay(50);
        }
      }
      default:
        throw new Error(`The table has a step '${step.do}' that is none.`);
    }
  }

  errorOf(error) {
    const { stream, expected, actual, ...said } = this.client.errorOf(error);
    if (said.maxAppendSize !== undefined && said.maxAppendSize === this.server.maxAppendSize) said.maxAppendSize = 'limit';
    return {
      ...said,
      ...(expected === undefined ? {} : { expected: plain(expected) }),
      ...(actual === undefined ? {} : { actual: plain(actual) }),
      ...(stream === undefined ? {} : { stream: stream.replace(this.#prefix, '') }),
    };
  }

  async end() {
    for (const watch of this.#subscriptions.values()) watch.end();
    for (const [stream, data] of this.#before) await this.#write(stream, data);
  }

  /** Writes what counts for the whole server; what it said before comes back at the end of the case. */
  async #change(stream, data) {
    if (!this.#before.has(stream)) this.#before.set(stream, await this.#lastData(stream));
    return this.#written(await this.#write(stream, data));
  }

  async #lastData(stream) {
    try {
      for await (const { event } of await this.client.read(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 }))
        return event.data;
    } catch (error) {
      if (this.client.errorOf(error).error !== 'stream-not-found') throw error;
    }
    return {};
  }

  #write(stream, data) {
    return this.client.append(stream, [this.client.event({ id: randomUUID(), type: SETTING_TYPE, data })], { expected: 'any' });
  }

  /** `{user}` and `{group}` in roles → the server's */
  #granted(metadata) {
    const { user, group } = this.server;
    return JSON.parse(
      JSON.stringify(metadata)
        .replaceAll('{USER}', user?.username.toUpperCase())
        .replaceAll('{user}', user?.username)
        .replaceAll('{group}', group),
    );
  }

  /** `$$s` → `$$conformance-…-s` */
  #name(written) {
    if (written.startsWith('=')) return written.slice(1);
    return written.replace(/^\$*/, (dollars) => `${dollars}${this.#prefix}`);
  }

  isOurs(event) {
    return (event.link ?? event.event).streamId.includes(this.#prefix);
  }

  #events(written) {
    if (typeof written === 'number') return this.#events(Array.from({ length: written }, (_, index) => `e${index}`).join(' '));
    const events =
      typeof written === 'string'
        ? written
            .split(' ')
            .filter(Boolean)
            .map((label) => [label, {}])
        : Object.entries(written);
    return events.map(([label, { id, type = label, data = { event: label }, metadata, links }]) => {
      const content = links === undefined ? data : Buffer.from(links.replace(/(?<=@)\$*\w+$/, (name) => this.#name(name)));
      return this.client.event({ id: id ?? this.#id(label), type, data: sized(content, this.server), metadata });
    });
  }

  #id(label) {
    if (!this.#idOf.has(label)) {
      const id = randomUUID();
      this.#idOf.set(label, id);
      this.#labelOf.set(id, label);
    }
    return this.#idOf.get(label);
  }

  #expected(revision = 'any') {
    return typeof revision === 'number' ? BigInt(revision) : revision;
  }

  /**
   * Who does a step: the client's own account, or somebody else, who logs in with a connection of their own or with credentials of the call.
   * With credentials of the call a client calls Append, without them BatchAppend.
   */
  #login({ do: what, who, through, by = this.one.by }) {
    if (who === 'nobody') return { through: who };
    if (who !== undefined)
      return this.one.login === 'connection' && !through ? { through: who } : { through, credentials: this.server.accountOf(who) };
    return { through, credentials: what === 'append' && by === 'append' ? this.server.credentials : undefined };
  }

  #place(from) {
    if (typeof from !== 'string') return from;
    if (from === 'start' || from === 'end') return from;
    const place = this.#places.get(from.slice(1));
    if (!place) throw new Error(`Nobody has seen ${from} yet.`);
    return place;
  }

  #filter({ exclude, on, ...options }, checkpointReached) {
    const filled = { ...options, checkpointReached: (_subscription, position) => checkpointReached(position) };
    if (exclude) return this.client.excludeSystemEvents(filled);
    if (filled.prefixes) filled.prefixes = filled.prefixes.map((prefix) => this.#fill(prefix));
    if (filled.regex) filled.regex = this.#fill(filled.regex);
    return this.client.filter({ on, ...filled });
  }

  /** `{s}` → the name of stream `s` */
  #fill(text) {
    return text.replace(/\{([\w$-]+)\}/g, (_, name) => this.#name(name));
  }

  #written({ success, nextExpectedRevision, position }) {
    const same = [...this.#places].find(([, place]) => place && position && place.commit === position.commit)?.[0];
    return {
      ...(success === undefined ? {} : { success }),
      ...(nextExpectedRevision === undefined ? {} : { revision: plain(nextExpectedRevision) }),
      position: position ? (same ? `@${same}` : 'a new one') : 'none',
    };
  }

  async #read(step) {
    const { from = 'start', direction = 'forwards', count, resolve = false } = step;
    const { through, credentials } = this.#login(step);
    const options = {
      direction,
      resolveLinkTos: resolve,
      fromRevision: typeof from === 'number' ? BigInt(from) : from,
      ...(count === undefined ? {} : { maxCount: count }),
      credentials,
    };
    const events = [];
    for await (const event of await this.client.read(this.#name(step.stream), options, through)) events.push(event);
    if (Array.isArray(step.gives)) return events.map(contentOf);
    const shown = events.map((event) => this.show(event));
    return typeof step.gives === 'object' && 'events' in step.gives
      ? { events: shown.length, first: shown[0], last: shown.at(-1) }
      : shown.join(' ');
  }

  /** In pages that are read to their end: one that the newer client gives up half-way holds up its other reads for ever. */
  async #readAll(step) {
    const { from, direction = 'forwards', count, resolve = false, until } = step;
    const { through, credentials } = this.#login(step);
    const shown = [];
    const maxCount = count ?? 500;
    let fromPosition = this.#place(from);
    let last;
    for (;;) {
      const page = [];
      const options = { direction, fromPosition, maxCount, resolveLinkTos: resolve, credentials };
      for await (const event of await this.client.readAll(options, through)) page.push(event);
      for (const event of page) {
        const { id, position } = event.link ?? event.event;
        if (position.commit === last || !this.isOurs(event)) continue; // forwards, a page begins with the last event of the one before
        shown.push(this.show(event));
        if (until && this.#labelOf.get(id) === until) return shown.join(' ');
      }
      if (!until || page.length < maxCount) return shown.join(' ');
      const end = page.at(-1);
      fromPosition = (end.link ?? end.event).position;
      last = fromPosition.commit;
    }
  }

  #follow({ by = 'subscription' }, subscription, watch = new Watch(this)) {
    this.#subscriptions.get(by)?.end();
    this.#subscriptions.set(by, watch);
    watch.start(subscription);
    return undefined;
  }

  /** An event in the table's words; where it is in the log is remembered. */
  show({ event, link }) {
    const original = link ?? event;
    const label = this.#labelOf.get(original.id);
    if (label && original.position && original.position.commit < LAST_REVISION) this.#places.set(label, original.position);
    const text = ({ revision, id, type }) => `${revision === LAST_REVISION ? 'max' : revision}:${this.#labelOf.get(id) ?? type}`;
    if (!link) return text(event);
    return `${text(link)}>${event ? text(event) : '-'}`;
  }
}

/** What a subscription has delivered so far. */
class Watch {
  #seen = [];
  #checkpoints = [];
  #changed = () => undefined;

  constructor(run) {
    this.run = run;
  }

  start(subscription) {
    this.subscription = subscription;
    subscription.on('data', (event) => this.run.isOurs(event) && this.#add(this.run.show(event)));
    // Later ones say that it had fallen behind, which is up to the load.
    subscription.once('caughtUp', () => this.#add('caught-up'));
    subscription.on('error', (error) => this.#add(`error:${this.run.client.errorOf(error).error}`));
  }

  checkpoint(position) {
    this.#checkpoints.push(position);
    this.#changed();
  }

  /** @returns {Promise<string>} the next `count` things; fewer if they do not come */
  async next(count) {
    await this.#until(() => this.#seen.length >= count);
    return this.#seen.splice(0, count).join(' ');
  }

  async reached(place) {
    const found = () => this.#checkpoints.find(({ commit }) => commit >= place);
    await this.#until(found);
    if (!found()) throw new Error(`no checkpoint at ${place} or behind it; there were ${this.#checkpoints.length}`);
    return found();
  }

  end() {
    this.subscription?.on('error', () => undefined);
    void Promise.resolve(this.subscription?.unsubscribe()).catch(() => undefined);
  }

  #add(text) {
    this.#seen.push(text);
    this.#changed();
  }

  async #until(condition) {
    const end = Date.now() + STEP_MS / 2;
    while (!condition() && Date.now() < end) {
      const timer = new AbortController();
      await Promise.race([
        new Promise((resolve) => (this.#changed = resolve)),
        delay(end - Date.now(), undefined, { signal: timer.signal }).catch(() => undefined),
      ]);
      timer.abort();
    }
  }
}

/** `{ error: { legacy: …, kurrent: … } }` → this client's */
const forClient = (gives, kind) => (typeof gives?.error === 'object' ? { ...gives, error: gives.error[kind] } : gives);

/** True if the answer has everything that is expected; it may have more fields. */
function matches(expected, actual) {
  if (Array.isArray(expected))
    return Array.isArray(actual) && expected.length === actual.length && expected.every((each, i) => matches(each, actual[i]));
  if (expected instanceof Uint8Array || typeof expected !== 'object' || expected === null) return isDeepStrictEqual(expected, actual);
  if (typeof actual !== 'object' || actual === null) return false;
  if (!('error' in expected) && 'error' in actual) return false;
  return Object.entries(expected).every(([key, value]) =>
    value === 'any' && key === 'position'
      ? actual[key] !== 'none'
      : key === 'data' || key === 'metadata'
        ? same(value, actual[key])
        : matches(value, actual[key]),
  );
}

const same = (expected, actual) =>
  isDeepStrictEqual(expected instanceof Uint8Array ? [...expected] : expected, actual instanceof Uint8Array ? [...actual] : actual);

const contentOf = ({ event }) => ({ type: event.type, data: event.data, metadata: event.metadata, isJson: event.isJson });

const plain = (value) => (typeof value === 'bigint' ? Number(value) : value);

/** `{ bytes: 0.5 }` is so many times the server's maximum append size, `{ bytes: 1, plus: 1 }` one byte more. */
function sized(data, { maxAppendSize }) {
  if (typeof data !== 'object' || data === null || !('bytes' in data)) return data;
  return new Uint8Array(Math.floor(data.bytes * maxAppendSize) + (data.plus ?? 0)).fill(7);
}

function withinTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${STEP_MS / 1000} s`)), STEP_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A step in one line: `append to: s, events: a b, expected: any`. */
function describe({ do: what, gives: _gives, ...rest }) {
  if (what === 'eventually') return `eventually ${describe(rest.step)}`;
  const fields = Object.entries(rest).map(([key, value]) => `${key}: ${typeof value === 'string' ? value : short(value)}`);
  return `${what} ${fields.join(', ')}`;
}

const short = (value) => abridged(toText(value), 120);

/** JSON, for people: revisions as numbers, bytes as their count. */
export const toText = (value) =>
  String(
    JSON.stringify(value, (_, each) =>
      typeof each === 'bigint' ? Number(each) : each instanceof Uint8Array ? `${each.length} bytes` : each,
    ),
  );

export const abridged = (text, length) => (text.length > length ? `${text.slice(0, length)}…` : text);
