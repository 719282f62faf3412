import { idFrom } from '@redress/commands';
import type { Actor } from '@redress/kernel';
import type { ImprovementCommand, MeasurementCommand } from '@redress/improvement';
import { dayMs, dayOf, hourMs, instantOf } from './calendar.js';
import { headOffice, teamOf } from './company.js';
import type { ImprovementStep, Period } from './step.js';
import { trades } from './trades.js';

/* What the company learns in the half-year: training from 65 to 82 per cent (seed 004), and improvements that go as far as they go. */

type Type = (ImprovementCommand | MeasurementCommand)['type'];
type DataOf<T extends Type> = Extract<ImprovementCommand | MeasurementCommand, { type: T }>['data'];

const [insurance] = trades;

/** By unit: before the training, after half of it, and in the end, per mille. */
const coverage = { beijing: [650, 740, 820], shanghai: [710, 790, 860], guangdong: [580, 690, 770] } as const;
const topic = 'complaint-handling';

/** What happens to improvements over the half-year, and what is measured. */
export function improvementSteps({ key, from }: Period): ImprovementStep[] {
  const steps: ImprovementStep[] = [];
  const team = teamOf(insurance!, 'beijing');
  const tell = <T extends Type>(day: number, by: Actor, type: T, data: DataOf<T>, named: string | null = null): void => {
    const now = instantOf(from + day * dayMs + 10 * hourMs);
    const command = { type, data, by, occurredAt: now, now, origin: 'simulation' } as unknown as ImprovementStep['command'];
    const improvementId = named === null ? null : idFrom(...key, 'improvement', named);
    const commandId = idFrom(...key, 'improvement', now, type, JSON.stringify([named, data]));
    steps.push({ complaintId: null, improvementId, commandId, command });
  };
  const on = (day: number): string => dayOf(from + day * dayMs);

  for (const [i, day] of [12, 80, 160].entries()) {
    for (const [unit, perMille] of Object.entries(coverage)) {
      tell(day, team.supervisor, 'recordTrainingCoverage', { topic, unit, perMille: perMille[i]!, on: on(day) });
    }
  }

  const raised = { from: { trend: 'root-causes by=rootCause' }, unit: 'beijing' } as const;
  const training = {
    ...raised,
    kind: 'training',
    cause: 'people',
    title: '窗口人员投诉处理培训 Complaint handling for the front desk',
  } as const;
  tell(14, team.handlers[0]!, 'raiseImprovement', training, 'training');
  tell(16, team.supervisor, 'planImprovement', { owner: team.supervisor.sub, due: on(120), measure: '每人四课时。' }, 'training');
  tell(17, headOffice['operations-director'], 'adoptImprovement', {}, 'training');
  tell(110, team.supervisor, 'completeImprovement', { result: 'Two courses, 64 people.' }, 'training');
  tell(165, team.supervisor, 'reviewEffectiveness', { weeks: 8, before: 41, after: 29, verdict: 'fallen' }, 'training');

  const leaflet = { ...raised, kind: 'corrective', cause: 'process', title: 'One leaflet per product, checked by compliance' } as const;
  tell(40, team.handlers[1]!, 'raiseImprovement', leaflet, 'leaflet');
  tell(42, team.supervisor, 'planImprovement', { owner: team.technical.sub, due: on(70), measure: 'Withdraw the old ones.' }, 'leaflet');
  tell(43, headOffice['general-manager'], 'adoptImprovement', {}, 'leaflet');
  tell(68, team.technical, 'completeImprovement', { result: 'All branches have the new ones.' }, 'leaflet');
  const saved = { kind: 'money', amount: { amount: 18_400_000, currency: 'CNY' }, period: { from: on(70), to: on(160) } } as const;
  tell(162, headOffice['operations-director'], 'recordBenefit', saved, 'leaflet');

  const counter = {
    ...raised,
    kind: 'opportunity',
    cause: 'environment',
    title: '社区自助服务点 Self-service points in the estates',
  } as const;
  tell(90, team.handlers[2]!, 'raiseImprovement', counter, 'counter');
  tell(
    95,
    team.supervisor,
    'planImprovement',
    { owner: team.supervisor.sub, due: on(150), measure: 'Three estates to begin with.' },
    'counter',
  );
  tell(97, headOffice['general-manager'], 'adoptImprovement', {}, 'counter');

  tell(
    100,
    team.handlers[0]!,
    'raiseImprovement',
    { ...raised, kind: 'preventive', cause: 'system', title: 'Second telephone line' },
    'line',
  );
  tell(112, team.supervisor, 'dropImprovement', { reason: 'covered-by-another' }, 'line');
  return steps;
}
