import { complaintStream, HandleComplaint, idFrom, type Outcome } from '@redress/commands';
import { RuleViolation, type Instant, type Recorded } from '@redress/kernel';
import { NotYet } from './automation.js';
import type { ChosenPack, Pack, PacksVersion } from '@redress/policy';

/** Carries a command out: `ComplaintHandler` does. */
export interface Complaints {
  execute(command: HandleComplaint): Promise<Outcome>;
}

type Said = Pick<HandleComplaint['command'], 'type'> & { readonly data: object };

/** A command on a complaint that follows from an event: the same, by its id, whoever sends it and however often. */
export function followingFrom(automation: string, event: Recorded, complaintId: string, said: Said, now: Date): HandleComplaint {
  const at = now.toISOString();
  const command = { ...said, by: { sub: 'redress', roles: [] }, occurredAt: at, now: at, origin: 'automation' };
  return new HandleComplaint(complaintId, command as HandleComplaint['command'], {
    commandId: idFrom('automation', automation, event.id),
    body: {},
    correlationId: event.metadata.$correlationId,
    causationId: event.id,
  });
}

/** Carries it out, unless the case refuses with one of these codes: then what was to be done is done, or no longer called for. */
export async function unless(codes: readonly string[], complaints: Complaints, command: HandleComplaint): Promise<void> {
  try {
    await complaints.execute(command);
  } catch (error) {
    if (!(error instanceof RuleViolation && codes.includes(error.code))) throw error;
  }
}

/** The complaint that an event is of. */
export const complaintOf = ({ stream }: Recorded): string => stream.slice(complaintStream('').length);

/** Every version of the packs that was published by then, the earliest first. */
export type KnownPacks = (now: Instant) => Promise<readonly PacksVersion[]>;

/** A pack as it was chosen; undefined if none was. @throws NotYet while this process does not know the version */
export async function packOf(chosen: ChosenPack | null, packs: KnownPacks, now: Instant): Promise<Pack | undefined> {
  if (chosen === null) return undefined;
  const version = (await packs(now)).find((one) => one.version === chosen.version);
  if (!version) throw new NotYet(`version ${chosen.version} of the policy packs is not known here yet`);
  return version.document.packs[chosen.name];
}
