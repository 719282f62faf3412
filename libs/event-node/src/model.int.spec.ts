import { randomUUID } from 'node:crypto';
import {
  ANY,
  BACKWARDS,
  binaryEvent,
  END,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { AppendExpectedRevision, AppendResult, EventData, ReadPosition, ResolvedEvent } from '@eventstore/db-client';
import fc from 'fast-check';
import { Model } from './test-model.js';
import type { Answer, Expected, ModelEvent } from './test-model.js';
import { all, startTestNode } from './test-support.js';
import type { TestNode } from './test-support.js';

let test: TestNode;
beforeAll(async () => (test = await startTestNode()));
afterAll(() => test.end());

type ExpectedStep = Expected | 'current';

type Step =
  | { readonly kind: 'append'; readonly stream: string; readonly ids: readonly number[]; readonly expected: ExpectedStep }
  | { readonly kind: 'settings'; readonly stream: string; readonly settings: object | 'no json'; readonly expected: ExpectedStep }
  | { readonly kind: 'delete' | 'tombstone'; readonly stream: string; readonly expected: ExpectedStep }
  | { readonly kind: 'link'; readonly stream: string; readonly revision: number }
  | { readonly kind: 'read'; readonly stream: string; readonly from: number | 'end'; readonly count: number; readonly backwards: boolean };

const stream = fc.constantFrom('a', 'a', 'b', '$$a', 'links');
const expected = fc.oneof(fc.constantFrom<ExpectedStep>('current', 'current', 'any', 'any', 'no-stream', 'stream-exists'), fc.nat(6));
/** The client's deletions know no `stream-exists`. */
const expectedOfDeletion = expected.filter((each) => each !== 'stream-exists');
const settings = fc.oneof(
  fc.record({ $tb: fc.nat(6), $maxCount: fc.integer({ min: -1, max: 4 }), note: fc.constant('x') }, { requiredKeys: [] }),
  fc.constant<'no json'>('no json'),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  // Few ids, so that they are met again.
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('append' as const), stream, ids: fc.array(fc.nat(6), { maxLength: 3 }), expected }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('settings' as const), stream: fc.constantFrom('a', 'b'), settings, expected }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), stream, expected: expectedOfDeletion }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tombstone' as const), stream, expected: expectedOfDeletion }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('link' as const), stream: fc.constantFrom('a', 'b', 'c'), revision: fc.nat(6) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      stream: fc.constantFrom('a', 'b', 'c', '$$a', 'links'),
      from: fc.oneof(fc.nat(8), fc.constant<'end'>('end')),
      count: fc.integer({ min: 1, max: 8 }),
      backwards: fc.boolean(),
    }),
  },
);

/** What the node says, and what the model does. */
type Comparison = readonly [answer: unknown, truth: unknown];

/** One sequence of steps, played to the node and to the model under stream names of its own. */
class Play {
  private readonly model = new Model();
  private readonly run = randomUUID();
  private readonly ids = Array.from({ length: 7 }, () => randomUUID());

  private start: ReadPosition = START;

  async begin(): Promise<void> {
    const [last] = await all(test.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    this.start = last?.event!.position ?? START;
  }

  name(stream: string): string {
    return stream.startsWith('$$') ? `$$${this.run}-${stream.slice(2)}` : `${this.run}-${stream}`;
  }

  async take(step: Step): Promise<Comparison> {
    if (step.kind === 'read') return this.read(step);
    const stream = this.name(step.kind === 'link' ? 'links' : step.kind === 'settings' ? `$$${step.stream}` : step.stream);
    const expected = this.expectedOf(step.kind === 'link' ? 'any' : step.expected, stream);
    switch (step.kind) {
      case 'append':
        return this.append(
          stream,
          expected,
          step.ids.map((id) => jsonEvent({ id: this.ids[id]!, type: 'T', data: { id } })),
        );
      case 'settings':
        return this.append(stream, expected, [
          step.settings === 'no json'
            ? binaryEvent({ type: '$metadata', data: Buffer.from('null') })
            : jsonEvent({ type: '$metadata', data: step.settings as never }),
        ]);
      case 'link':
        return this.append(stream, expected, [
          binaryEvent({ type: '$>', data: Buffer.from(`${step.revision}@${this.name(step.stream)}`) }),
        ]);
      case 'delete':
      case 'tombstone': {
        const call = step.kind === 'delete' ? 'deleteStream' : 'tombstoneStream';
        const answer = await test.client[call](stream, { expectedRevision: onWire(expected) as never }).then(
          () => ({ revision: -1 }),
          asAnswer,
        );
        return [answer, this.model[step.kind](stream, expected)];
      }
    }
  }

  /** All that there is. */
  async end(): Promise<Comparison> {
    const mine = (events: ResolvedEvent[]) => events.filter((each) => (each.link ?? each.event)!.streamId.includes(this.run));
    const log = mine(await all(test.client.readAll({ fromPosition: this.start })));
    const backwards = mine(
      await all(test.client.readAll({ direction: BACKWARDS, fromPosition: END, resolveLinkTos: true, maxCount: log.length + 5 })),
    );
    const positions = log.map(({ event }) => event!.position!.commit);
    return [
      [log.map(({ event }) => placeOf(event!)), backwards.map(resolvedPlaces), positions],
      [
        this.model.log.map(placeInModel),
        this.model.log.map((event) => this.resolvedInModel(event)).toReversed(),
        positions.toSorted((a, b) => (a < b ? -1 : 1)),
      ],
    ];
  }

  private async append(stream: string, expected: Expected, events: EventData[]): Promise<Comparison> {
    const proposed = events.map(({ id, type, data }) => ({
      id,
      type,
      data: data instanceof Uint8Array ? Buffer.from(data).toString() : JSON.stringify(data),
    }));
    const before = this.model.log.length;
    const answer: AppendResult | Answer = await test.client
      .appendToStream(stream, events, { expectedRevision: onWire(expected) })
      .catch(asAnswer);
    const truth = this.model.append(stream, expected, proposed);
    const answered = typeof answer === 'string' || 'revision' in answer ? answer : { revision: Number(answer.nextExpectedRevision) };
    // The client says 0 for a stream that has no events.
    const expectedAnswer = typeof truth === 'string' ? truth : { revision: Math.max(0, truth.revision) };
    const isNew = this.model.log.length > before && events.length > 0;
    if (!isNew || typeof answer === 'string' || !('position' in answer) || !answer.position) return [answered, expectedAnswer];
    const [found] = await all(test.client.readAll({ fromPosition: answer.position, maxCount: 1 }));
    return [
      [answered, found!.event!.id],
      [expectedAnswer, events.at(-1)!.id],
    ];
  }

  private async read({ stream: short, from, count, backwards }: Extract<Step, { kind: 'read' }>): Promise<Comparison> {
    const stream = this.name(short);
    const start = from === 'end' ? (backwards ? END : START) : BigInt(from);
    const answer = await all(
      test.client.readStream(stream, {
        direction: backwards ? BACKWARDS : FORWARDS,
        fromRevision: start,
        maxCount: count,
        resolveLinkTos: true,
      }),
    ).catch((error: unknown) => {
      if (error instanceof StreamNotFoundError) return 'missing' as const;
      if (error instanceof StreamDeletedError) return 'deleted' as const;
      throw error;
    });
    const readable = this.model.readable(stream);
    const wanted =
      typeof readable === 'string'
        ? readable
        : (backwards
            ? readable.toReversed().filter(({ revision }) => from === 'end' || revision <= from)
            : readable.filter(({ revision }) => from === 'end' || revision >= from)
          )
            .slice(0, count)
            .map((event) => this.resolvedInModel(event));
    return [typeof answer === 'string' ? answer : answer.map(resolvedPlaces), wanted];
  }

  private resolvedInModel(event: ModelEvent) {
    if (event.type !== '$>') return [placeInModel(event)];
    const target = this.model.resolve(event);
    return [target && placeInModel(target), placeInModel(event)];
  }

  private expectedOf(step: ExpectedStep, stream: string): Expected {
    if (step !== 'current') return step;
    const last = this.model.log.findLast((event) => event.stream === stream);
    return last ? Math.max(0, last.revision) : 'no-stream';
  }
}

const placeInModel = ({ stream, revision, type, data, id }: ModelEvent) =>
  // What the log adds by itself has an id of its own.
  [stream, revision, type, data, type === '$metadata' || revision < 0 ? undefined : id];

const placeOf = ({ streamId, revision, type, data, id }: NonNullable<ResolvedEvent['event']>) => {
  const tombstone = revision === 9_223_372_036_854_775_807n;
  // JavaScript reads the mark of a deleted stream as the next number that it has.
  const text =
    data instanceof Uint8Array ? Buffer.from(data).toString() : JSON.stringify(data).replace('9223372036854776000', '9223372036854775807');
  return [streamId, tombstone ? -1 : Number(revision), type, text, type === '$metadata' || tombstone ? undefined : id];
};

const resolvedPlaces = ({ event, link }: ResolvedEvent) => (link ? [event && placeOf(event), placeOf(link)] : [placeOf(event!)]);

function onWire(expected: Expected): AppendExpectedRevision {
  if (typeof expected === 'number') return BigInt(expected);
  return ({ any: ANY, 'no-stream': NO_STREAM, 'stream-exists': STREAM_EXISTS } as const)[expected];
}

function asAnswer(error: unknown): Answer {
  if (error instanceof WrongExpectedVersionError) return 'wrong-revision';
  if (error instanceof StreamDeletedError) return 'deleted';
  throw error;
}

it('answers any sequence of operations as the model does, and holds the same log', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const play = new Play();
      await play.begin();
      for (const each of steps) {
        const [answer, truth] = await play.take(each);
        expect(answer).toEqual(truth);
      }
      const [answer, truth] = await play.end();
      expect(answer).toEqual(truth);
    }),
    { numRuns: 50 },
  );
});
