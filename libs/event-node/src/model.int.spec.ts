import { randomUUID } from 'node:crypto';
import { ANY, BACKWARDS, END, jsonEvent, NO_STREAM, START, STREAM_EXISTS, WrongExpectedVersionError } from '@eventstore/db-client';
import type { AppendExpectedRevision } from '@eventstore/db-client';
import fc from 'fast-check';
import { all, idsOf, startTestNode } from './test-support.js';
import type { TestNode } from './test-support.js';

let test: TestNode;
beforeAll(async () => (test = await startTestNode()));
afterAll(() => test.end());

/** A log as simple as can be: the truth that the node is compared with. */
class Model {
  readonly log: { stream: string; id: string }[] = [];

  stream(name: string): string[] {
    return this.log.filter(({ stream }) => stream === name).map(({ id }) => id);
  }

  /** @returns the revision that is answered, or undefined for a wrong expected revision */
  append(stream: string, ids: string[], expected: AppendExpectedRevision): number | undefined {
    const written = this.stream(stream);
    const revision = written.length - 1;
    const write = (): number => {
      this.log.push(...ids.map((id) => ({ stream, id })));
      return revision + ids.length;
    };
    if (expected === ANY || expected === STREAM_EXISTS) {
      if (revision < 0 && expected === STREAM_EXISTS) return undefined;
      if (!written.includes(ids[0]!)) return write();
      return ids.every((id) => written.includes(id)) ? written.lastIndexOf(ids.at(-1)!) : undefined;
    }
    const start = expected === NO_STREAM ? -1 : Number(expected);
    if (start === revision) return write();
    const again = start < revision && ids.every((id, index) => written[start + 1 + index] === id);
    return again ? start + ids.length : undefined;
  }
}

interface Step {
  stream: number;
  /** Small numbers, so that ids are met again. */
  ids: number[];
  expected: AppendExpectedRevision | 'current';
}

const steps = fc.array(
  fc.record<Step>({
    stream: fc.nat(1),
    ids: fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }),
    expected: fc.oneof(
      fc.constantFrom<Step['expected']>('current', 'current', ANY, NO_STREAM, STREAM_EXISTS),
      fc.bigInt({ min: 0n, max: 6n }),
    ),
  }),
  { minLength: 5, maxLength: 25 },
);

it('answers any sequence of appends as the model does, and reads the same log', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const run = randomUUID();
      const ids = Array.from({ length: 7 }, () => randomUUID());
      const model = new Model();
      for (const step of sequence) {
        const stream = `${run}-${step.stream}`;
        const revision = model.stream(stream).length - 1;
        const expected = step.expected !== 'current' ? step.expected : revision < 0 ? NO_STREAM : BigInt(revision);
        const events = step.ids.map((index) => jsonEvent({ id: ids[index]!, type: 'T', data: {} }));
        const answer = await test.client.appendToStream(stream, events, { expectedRevision: expected }).then(
          ({ nextExpectedRevision }) => Number(nextExpectedRevision),
          (error: unknown) => {
            expect(error).toBeInstanceOf(WrongExpectedVersionError);
            return undefined;
          },
        );
        expect(answer).toBe(model.append(stream, idsOfStep(events), expected));
      }
      for (const stream of [`${run}-0`, `${run}-1`]) {
        const expected = model.stream(stream);
        if (expected.length === 0) continue;
        expect(idsOf(await all(test.client.readStream(stream)))).toEqual(expected);
        expect(idsOf(await all(test.client.readStream(stream, { direction: BACKWARDS, fromRevision: END })))).toEqual(
          expected.toReversed(),
        );
        const middle = BigInt(expected.length >> 1);
        expect(idsOf(await all(test.client.readStream(stream, { fromRevision: middle, maxCount: 2 })))).toEqual(
          expected.slice(Number(middle), Number(middle) + 2),
        );
      }
      const log = await all(test.client.readAll({ fromPosition: START }));
      expect(idsOf(log.filter(({ event }) => event!.streamId.startsWith(run)))).toEqual(model.log.map(({ id }) => id));
    }),
    { numRuns: 40 },
  );
});

function idsOfStep(events: readonly { id: string }[]): string[] {
  return events.map(({ id }) => id);
}
