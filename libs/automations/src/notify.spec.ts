import { randomUUID } from 'node:crypto';
import { eventTypes } from '@redress/commands';
import type { EventType, Origin, Recorded } from '@redress/kernel';
import type { DataSource } from 'typeorm';
import { wordsFor } from './notification-words.js';
import { notifiableTypes, notify } from './notify.js';

/** What is noted of an event by a rule for its type. */
async function told(type: string, data: object, origin: Origin = 'api', began?: Origin): Promise<object[]> {
  const query = jest.fn<Promise<unknown>, [string, unknown[]]>().mockResolvedValue([[], 1]);
  const rule = { id: 'all', on: [type], to: { kind: 'webhook' as const, url: 'https://a.example' }, isEnabled: true };
  const automation = notify({
    dataSource: { query } as unknown as DataSource,
    log: {
      read: () =>
        began === undefined
          ? Promise.reject(new Error('there is nothing to ask the log for'))
          : Promise.resolve([{ type: 'Received', metadata: { origin: began } } as Recorded]),
    },
    rules: () =>
      Promise.resolve([
        { kind: 'notifications', version: 1, effectiveFrom: '1900-01-01T00:00:00.000Z', reason: '', document: { rules: [rule] } },
      ]),
    now: () => new Date('2026-03-02T09:00:00Z'),
  });
  await automation.act({
    id: randomUUID(),
    type,
    data,
    stream: 'complaint-1',
    revision: 0,
    position: 1n,
    recordedAt: '2026-03-02T09:00:00.000Z',
    metadata: { occurredAt: '2026-03-02T09:00:00.000Z', origin } as Recorded['metadata'],
  });
  return query.mock.calls.map(([, parameters]) => JSON.parse(String(parameters[6])) as object);
}

const types = eventTypes as Readonly<Record<string, EventType>>;

describe.each(notifiableTypes)('%s', (type) => {
  it('is told without what its type declares personal', async () => {
    const { personal } = types[type]!;
    const sealed = Object.fromEntries(personal.map((field) => [field, { $sealed: 'x', subject: 's' }]));
    const [noted] = await told(type, { ...sealed, plain: 'code' });
    expect(noted).toMatchObject({ type, data: { plain: 'code' } });
    expect(JSON.stringify(noted)).not.toContain('$sealed');
    expect(Object.keys((noted as { data: object }).data)).toEqual(['plain']);
  });

  it('has a name in both languages', () => {
    const words = wordsFor(type);
    expect(words.en).not.toBe(type);
    expect(words['zh-CN']).toMatch(/^\p{Script=Han}+$/u);
  });
});

it('what the company does with its own policies is told to nobody, nor what was imported', () => {
  for (const type of ['PolicyPublished', 'MatrixPublished', 'AuthorityDelegated', 'ExposureRecorded', 'HistoryImported'])
    expect(notifiableTypes).not.toContain(type);
  expect(notifiableTypes).toEqual(expect.arrayContaining(['DeadlineMissed', 'IncidentOpened', 'ImprovementRaised', 'Received']));
});

it('what follows by itself in a case that a demo plays is told to nobody', async () => {
  expect(await told('Linked', { kind: 'merged' }, 'automation', 'simulation')).toEqual([]);
  expect(await told('Linked', { kind: 'merged' }, 'automation', 'api')).toHaveLength(1);
});
