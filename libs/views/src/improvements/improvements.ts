import type { ImprovementEvent, MeasurementEvent } from '@redress/improvement';
import type { Recorded } from '@redress/kernel';
import { In, type EntityManager } from 'typeorm';
import { upsert } from '../rows.js';
import type { View } from '../view.js';
import { foldImprovement, improvementPrefix, type ImprovementRow } from './fold-improvement.js';
import { Coverage, Exposure, Improvement, ImprovementStep } from './improvements.entity.js';

/** What is done so that it does not happen again, and did it help? With what rates need: training coverage and exposure. */
export const improvements: View = {
  name: 'improvements',
  version: 1,
  prefixes: [improvementPrefix, 'training-', 'exposure-'],
  entities: [Improvement, ImprovementStep, Coverage, Exposure],
  async write(events, manager) {
    await writeImprovements(events.filter(isOfImprovement), manager);
    const measured = events.filter((event) => !isOfImprovement(event)) as Recorded<MeasurementEvent>[];
    const [coverages, exposures]: [Coverage[], Exposure[]] = [[], []];
    for (const event of measured) keep(event, coverages, exposures);
    await upsert(manager, Coverage, coverages);
    await upsert(manager, Exposure, exposures);
  },
};

function isOfImprovement(event: Recorded): event is Recorded<ImprovementEvent> {
  return event.stream.startsWith(improvementPrefix);
}

async function writeImprovements(events: readonly Recorded<ImprovementEvent>[], manager: EntityManager): Promise<void> {
  if (events.length === 0) return;
  const idOf = ({ stream }: Recorded) => stream.slice(improvementPrefix.length);
  const found = await manager.findBy(Improvement, { improvementId: In([...new Set(events.map(idOf))]) });
  const rows = new Map<string, ImprovementRow>(found.map((row) => [row.improvementId, row]));
  for (const event of events) {
    const row: ImprovementRow | undefined = foldImprovement(rows.get(idOf(event)), event);
    // The fold is exhaustive, so a type that this program does not know gives nothing.
    if (!row) throw unknown(event);
    rows.set(idOf(event), row);
  }
  await upsert<ImprovementRow>(manager, Improvement, [...rows.values()]);
  const steps = events.map((event) => ({
    improvementId: idOf(event),
    revision: event.revision,
    type: event.type,
    data: event.data,
    ...keptOf(event),
  }));
  await upsert<ImprovementStep>(manager, ImprovementStep, steps);
}

function keep(event: Recorded<MeasurementEvent>, coverages: Coverage[], exposures: Exposure[]): void {
  switch (event.type) {
    case 'TrainingCoverageRecorded': {
      const { on: measuredOn, ...data } = event.data;
      coverages.push({ ...data, measuredOn, ...keptOf(event) });
      return;
    }
    case 'ExposureRecorded': {
      const { unit = null, product = null, period, policies, customers, orders, premium } = event.data;
      const text = (value: number | undefined): string | null => value?.toString() ?? null;
      const figures = { policies: text(policies), customers: text(customers), orders: text(orders), premium: text(premium?.amount) };
      const currency = premium?.currency ?? null;
      exposures.push({ unit, product, firstDay: period.from, lastDay: period.to, ...figures, currency, ...keptOf(event) });
      return;
    }
  }
  throw unknown(event);
}

function keptOf({ position, recordedAt, metadata }: Recorded) {
  const { occurredAt, actor } = metadata;
  return { position: position.toString(), recordedAt: new Date(recordedAt), occurredAt: new Date(occurredAt), actor };
}

function unknown({ type }: Pick<Recorded, 'type'>): Error {
  return new Error(`${type} is not an event of improvements that this program knows`);
}
