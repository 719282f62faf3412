import { Injectable } from '@nestjs/common';
import { delegationInForce } from '@redress/authority';
import { AuthorityPolicies, ComplaintAggregate, complaintStream, Policies } from '@redress/commands';
import type { ComplaintState } from '@redress/complaint';
import type { Principal } from '@redress/platform';
import { descendants, type Units } from '@redress/policy';
import { Clock } from '../clock.js';
import { HttpProblem } from '../http/problem.js';
import {
  otherRole,
  personalDataReaders,
  relationsOf,
  type Asked,
  type NamesComplaints,
  type PolicyRow,
  type Rule,
  type Who,
} from './policy-table.js';
import { isRelated, type Someone } from './relation.js';

/** Whose complaints a list may show. */
interface Confinement {
  readonly sub: string;
  /** Theirs and all below it. */
  readonly units: readonly string[];
}

/** What of an answer its reader may see. */
export interface Access {
  /** What is personal; else it is withheld. */
  readonly personal: boolean;
  /** Of other complaints than the one that is asked for these only; absent: all. */
  readonly within?: Confinement;
}

/** What is asked for, as far as it matters who may. */
interface Question extends Asked {
  /** Of the path, or of a line of the bulk door; as it came. */
  readonly complaintId?: string;
}

const seesAll: Access = { personal: true };
const seesNoPersons: Access = { personal: false };

const isId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** How many complaints are looked at at once where a request names many. */
const atOnce = 16;
/** As many as any body takes; more would be read before they are refused. */
const mostNamed = 1_000;

/** Decides by the policy table who may do what, and what they may see of the answer. */
@Injectable()
export class Authorisation {
  /** The tree is the same object until another one is published. */
  private readonly below = new WeakMap<Units, Map<string, { readonly list: readonly string[]; readonly set: ReadonlySet<string> }>>();

  constructor(
    private readonly complaints: ComplaintAggregate,
    private readonly authority: AuthorityPolicies,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /**
   * What the caller may see of what is asked for. Nothing is read, and nothing allocated, for a caller whom no unit confines; else each
   * complaint is read as far as it went on since it was read last.
   *
   * A complaint that is none of the caller's is answered as one that does not exist, after the same reading.
   * @throws HttpProblem 403 `role-not-allowed`, 404 `no-such-complaint`; what the event store throws
   */
  admit(row: PolicyRow, caller: Principal, question: Question): Access | Promise<Access> {
    const rule = row.otherwise?.when(question, caller) ? row.otherwise : row;
    const isOfComplaints = rule.about === 'complaint' || rule.about === 'complaints' || rule.names !== undefined;
    let isAllowed = false;
    let isConfined = false;
    let isWhole = false;
    let mayReadPersons = false;
    let mightReadPersons = false;
    for (const role of caller.roles) {
      const by = relationsOf(rule.who, role);
      if (by === undefined) continue;
      isAllowed = true;
      const reads = personalDataReaders.has(role);
      if (isOfComplaints && caller.unit !== undefined && by[0] !== 'none') {
        isConfined = true;
        mightReadPersons ||= reads;
      } else {
        isWhole = true;
        mayReadPersons ||= reads;
      }
    }
    if (!isAllowed) throw notAllowed(rule.who, caller);
    if (!isConfined || (isWhole && (rule.about !== 'complaint' || mayReadPersons || !mightReadPersons)))
      return mayReadPersons ? seesAll : seesNoPersons;
    return this.confined(rule, caller, question, isWhole);
  }

  /** The caller's own units, and all below them; undefined for whom no unit confines. */
  private async unitsOf({ unit }: Principal) {
    const { document } = await this.policies.at('units', this.clock.now().toISOString());
    let known = this.below.get(document);
    if (!known) this.below.set(document, (known = new Map()));
    let units = known.get(unit!);
    if (!units) {
      const list = descendants(document, unit!);
      known.set(unit!, (units = { list, set: new Set(list) }));
    }
    return units;
  }

  private async confined(rule: Rule, caller: Principal, question: Question, isWhole: boolean): Promise<Access> {
    const units = await this.unitsOf(caller);
    const named = [...(rule.about === 'complaint' ? [question.complaintId] : []), ...namedIn(question, rule.names)];
    if (named.length > mostNamed) throw new HttpProblem(400, 'invalid-body', `a request names at most ${mostNamed} complaints`);
    if (named.length > 0) {
      const delegated = await this.delegatedTo(caller.sub);
      const someone: Someone = {
        sub: caller.sub,
        roles: delegated.length > 0 ? [...caller.roles, ...delegated] : caller.roles,
        units: units.set,
      };
      let reads = true;
      for (let first = 0; first < named.length; first += atOnce) {
        const found = await Promise.all(named.slice(first, first + atOnce).map((id) => this.relationTo(id, rule.who, caller, someone)));
        found.forEach((relation, i) => {
          if (relation === 'foreign' && !isWhole) throw noSuchComplaint(named[first + i]);
          if (relation !== 'reader') reads = false;
        });
      }
      if (rule.about === 'complaint') {
        const personal = reads || this.wholeReader(rule.who, caller);
        return isWhole ? (personal ? seesAll : seesNoPersons) : { personal, within: { sub: caller.sub, units: units.list } };
      }
    }
    const personal = caller.roles.some((role) => relationsOf(rule.who, role) !== undefined && personalDataReaders.has(role));
    return isWhole ? { personal } : { personal, within: { sub: caller.sub, units: units.list } };
  }

  /** Whether one of their roles lets them read what is personal in every complaint. */
  private wholeReader(may: Who, { roles }: Principal): boolean {
    return roles.some((role) => personalDataReaders.has(role) && relationsOf(may, role)?.[0] === 'none');
  }

  /** How they stand to a complaint: it is none of theirs, or is, and perhaps so that they may read who complained. */
  private async relationTo(id: unknown, may: Who, { roles }: Principal, someone: Someone): Promise<'foreign' | 'related' | 'reader'> {
    // What is no id is refused for that, as it is to everybody.
    if (typeof id !== 'string' || !isId.test(id)) return 'related';
    const complaint = await this.complaintOf(id.toLowerCase());
    if (complaint.status === 'none') return 'foreign';
    let found: 'foreign' | 'related' | 'reader' = 'foreign';
    for (const role of roles) {
      if (!relationsOf(may, role)?.some((relation) => isRelated(relation, complaint, someone))) continue;
      if (personalDataReaders.has(role)) return 'reader';
      found = 'related';
    }
    return found;
  }

  private complaintOf(id: string): Promise<ComplaintState> {
    return this.complaints.latest(complaintStream(id));
  }

  /** Roles that others let them sign in at this moment. */
  private async delegatedTo(sub: string): Promise<string[]> {
    const now = this.clock.now().toISOString();
    const state = await this.authority.latest(now);
    return state.delegations.flatMap(({ delegation: { id, delegate, role } }) =>
      delegate === sub && delegationInForce(state, id, now) ? [role] : [],
    );
  }
}

function namedIn({ body, query }: Asked, names: NamesComplaints | undefined): readonly unknown[] {
  if (names === undefined) return [];
  const [from, ...path] = names.split('.');
  let value: unknown = from === 'query' ? query : body;
  for (const name of path) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function notAllowed(may: Who, { roles }: Principal): HttpProblem {
  const needed = [...may.keys()].filter((role) => role !== otherRole);
  return new HttpProblem(403, 'role-not-allowed', `this needs one of the roles ${needed.join(', ')}`, { needed, has: roles });
}

/** The same whether it exists and is somebody else's, or does not. */
function noSuchComplaint(complaintId: unknown): HttpProblem {
  return new HttpProblem(404, 'no-such-complaint', 'no complaint of yours is known under this id', { complaintId });
}
