import { evolve as evolveAuthority, noAuthority, type AuthorityEvent, type AuthorityState, type Matrix } from '@redress/authority';
import type { Time } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { evolve as evolvePolicy, noPolicy, type Policy, type PolicyEvent, type PolicyState } from '@redress/policy';

const fromEver = '1900-01-01T00:00:00.000Z';

/** The versions of what complaints are decided under, as far as the log was read. */
export class PoliciesThen {
  private authority: AuthorityState = noAuthority;
  private readonly kinds = new Map<string, PolicyState>();
  /** By how many versions of calendars a decision knew. */
  private times = new Map<number, Time>();

  /** Takes note of an event; false if it is none of a policy. */
  heard(event: Recorded): boolean {
    if (event.stream.startsWith('authority-')) {
      this.authority = evolveAuthority(this.authority, event as Recorded<AuthorityEvent>);
      return true;
    }
    if (!event.stream.startsWith('policy-')) return false;
    const published = event as Recorded<PolicyEvent>;
    const { kind } = published.data;
    this.kinds.set(kind, evolvePolicy(this.kinds.get(kind) ?? noPolicy, published));
    this.times = new Map();
    return true;
  }

  matrix(version: number | undefined): Matrix | undefined {
    return this.authority.matrices.find(({ matrix }) => matrix.version === version)?.matrix;
  }

  /** What a decision on clocks was made under: its calendars are those that its envelope names, else those in force when it was recorded. */
  timeOf({ metadata, recordedAt }: Pick<Recorded, 'metadata' | 'recordedAt'>): Time {
    const calendars = this.versions('calendars');
    const version = metadata.policyVersions['calendars'] ?? calendars.findLast(({ effectiveFrom }) => effectiveFrom <= recordedAt)?.version;
    const known = calendars.findLastIndex((one) => one.version === version) + 1;
    let time = this.times.get(known);
    if (!time) {
      // In force whatever a clock says: the last of these is the one.
      const upTo = calendars.slice(0, known).map((one) => ({ ...one, effectiveFrom: fromEver }));
      this.times.set(known, (time = { packs: this.versions('packs'), calendars: upTo }));
    }
    return time;
  }

  private versions<K extends 'packs' | 'calendars'>(kind: K): readonly Policy<K>[] {
    return (this.kinds.get(kind)?.versions ?? []) as readonly Policy<K>[];
  }
}

/** A version that was in force from ever, and the only one. */
export const only = <V extends object>(version: V): readonly (V & { readonly effectiveFrom: string })[] => [
  { ...version, effectiveFrom: fromEver },
];
