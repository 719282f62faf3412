import { seatsOf } from '@redress/authority';
import type { ClosedComplaint, OpenComplaint } from '@redress/complaint';
import type { Relation } from './policy-table.js';

/** Whose relation to a complaint is asked for. */
export interface Someone {
  readonly sub: string;
  /** Of the token, and those that were delegated to them. */
  readonly roles: readonly string[];
  /** The unit of the token and all below it. */
  readonly units: ReadonlySet<string>;
}

/** Whether somebody stands to a complaint like that: what each relation means is said at `relations`. Pure. */
export function isRelated(relation: Relation, complaint: OpenComplaint | ClosedComplaint, { sub, roles, units }: Someone): boolean {
  const { form, holder, contributions, proposal, unit, vacant, receivedBy } = complaint;
  const isOfTheirs = (one: string | undefined) => one !== undefined && units.has(one);
  switch (relation) {
    case 'none':
      return true;
    case 'own':
      return receivedBy === sub || form.firstReceiver === sub;
    case 'assigned': {
      if (holder?.person === sub || contributions.some(({ of }) => of.person === sub || isOfTheirs(of.unit))) return true;
      if (!proposal) return false;
      if (proposal.signatures.some(({ approver, actingFor, voters }) => approver === sub || actingFor === sub || voters.includes(sub)))
        return true;
      if (!proposal.request) return false;
      const { required, bodies } = proposal.request;
      const signed = proposal.signatures.map(({ role }) => role);
      return seatsOf(required, vacant, signed).some(({ role }) =>
        roles.includes(bodies.find((body) => body.role === role)?.recordedBy ?? role),
      );
    }
    case 'unit':
      return isOfTheirs(unit) || isOfTheirs(holder?.unit) || (unit === undefined && holder?.unit === undefined);
  }
}
