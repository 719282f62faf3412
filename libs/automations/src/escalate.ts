import { evolve, noComplaint, topLevel, type ComplaintEvent, type ComplaintState, type RiskRaised } from '@redress/complaint';
import type { DeadlineMissed, EscalationTrigger } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import type { EscalateTo } from '@redress/policy';
import type { Automation } from './automation.js';
import { complaintOf, followingFrom, packOf, unless, type Complaints, type KnownPacks } from './following.js';

interface Ladder {
  readonly complaints: Complaints;
  /** The events of a stream. */
  readonly read: (stream: string) => Promise<readonly Recorded[]>;
  readonly packs: KnownPacks;
  readonly now: () => Date;
}

/** It is there already, or there is nothing to handle any more. */
const done: readonly string[] = ['escalation-never-goes-down', 'case-closed', 'case-merged'];

/**
 * A case that has become risky, or in which a deadline was missed, moves up as its pack says. `next` is one above the level at which it
 * happened: what happens at once moves it up once.
 */
export const escalate = ({ complaints, read, packs, now }: Ladder): Automation => ({
  name: 'escalate',
  types: ['RiskRaised', 'DeadlineMissed'],
  origins: ['api', 'automation'],
  concurrency: 16,
  async act(event) {
    const alarm = event as Recorded<RiskRaised> | Recorded<DeadlineMissed>;
    const history = (await read(event.stream)) as readonly Recorded<ComplaintEvent>[];
    // Of what a demo plays, what follows by itself is no alarm either.
    if (history[0]?.metadata.origin === 'simulation') return;
    const then = history.slice(0, event.revision + 1).reduce<ComplaintState>(evolve, noComplaint);
    if (then.status === 'none') throw new Error(`${event.stream} has not got the event that it is acted on for`);
    const at = now();
    const deadline = then.deadlines.find(({ clock }) => alarm.type === 'DeadlineMissed' && clock === alarm.data.clock);
    const pack = await packOf(alarm.type === 'RiskRaised' ? alarm.data.pack : (deadline?.pack ?? then.pack), packs, at.toISOString());
    const wanted: EscalateTo | undefined =
      alarm.type === 'RiskRaised' ? pack?.risk.escalateTo : pack?.clocks.find(({ clock }) => clock === alarm.data.rule)?.onMiss?.escalateTo;
    if (wanted === undefined) return;
    const to = wanted === 'next' ? then.level + 1 : wanted;
    if (to > topLevel || to <= then.level) return;
    const command = { type: 'escalate' as const, data: { track: 'level', to, ...because(alarm) } };
    await unless(done, complaints, followingFrom('escalate', event, complaintOf(event), command, at));
  },
});

/** The signal that weighs most, or the clock. */
function because(alarm: RiskRaised | DeadlineMissed): { readonly reason: string; readonly trigger: EscalationTrigger } {
  if (alarm.type === 'DeadlineMissed') return { reason: alarm.data.rule, trigger: 'deadline' };
  const [heaviest] = alarm.data.signals.toSorted((a, b) => b.points - a.points);
  return { reason: heaviest?.signal ?? 'tipping-point', trigger: 'tipping-point' };
}
