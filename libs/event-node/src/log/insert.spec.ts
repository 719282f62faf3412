import type { RecordedEvent } from './events.js';
import { insertOf } from './insert.js';
import type { Plan } from './plan.js';

const event = (position: number): RecordedEvent => ({
  position,
  stream: 's',
  revision: position - 1,
  recordedAt: 1_000,
  id: '00000000-0000-4000-8000-000000000001',
  type: 'Happened',
  json: true,
  metadata: Buffer.from('m'),
  data: Buffer.from('d'),
});
const hold = { epoch: 1, row: '(0,1)' };
const planOf = (count: number, newStreams: Plan['newStreams'] = []): Plan => ({
  before: { position: 0, lastStream: 0, recordedAt: 0 },
  after: { position: count, lastStream: newStreams.length, recordedAt: 1_000 },
  events: Array.from({ length: count }, (_, index) => event(index + 1)),
  streamNumbers: Array.from({ length: count }, () => 1),
  newStreams,
  states: new Map(),
  outcomes: [],
});

describe('the statement that writes a group', () => {
  it.each([1, 2, 8, 9, 4_096])('has a value for each parameter, for %s events', (count) => {
    const { text, values } = insertOf(planOf(count), hold);
    const parameters = new Set(text.match(/\$\d+/g));
    expect(parameters.size).toBe(values!.length);
    expect(parameters).toContain(`$${values!.length}`);
  });

  it('has one text for each name, as the driver wants it', () => {
    const plans = [1, 1, 2, 8, 9, 100].map((count) => planOf(count)).concat(planOf(1, [{ number: 1, name: 's' }]));
    const texts = new Map<string, Set<string>>();
    for (const plan of plans) {
      const { name, text } = insertOf(plan, hold);
      texts.set(name!, (texts.get(name!) ?? new Set()).add(text));
    }
    expect([...texts].map(([name, { size }]) => [name, size])).toEqual([
      ['commit-1', 1],
      ['commit-2', 1],
      ['commit-8', 1],
      ['commit', 1],
    ]);
  });
});
