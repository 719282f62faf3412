import type { ComplaintCommand } from '@redress/complaint';
import { roles, type Role } from '@redress/platform';

/*
 * Who may do what: the one table that the one guard reads. Its rows are the operations as the router has them, and the commands of the bulk door;
 * docs/authorisation.md is written from it, and a spec sends every combination (docs/adr/0045).
 */

/**
 * How somebody stands to what is asked for.
 *
 * - `own`: they took the complaint in, or wrote it down; or what is asked for is about themselves: what waits for their signature, their delegations.
 * - `assigned`: the complaint is in their hands; or they or their unit were asked for a contribution to it; or its latest round of approval asks for a
 *   role of theirs, also one that was delegated to them, or has their signature.
 * - `unit`: the complaint is about their unit or one below it, or is in the hands of one of these; or it names no unit and is in the hands of none yet.
 * - `none`: none is needed: the whole company.
 *
 * Who has several roles may do what any of them may. A token that names no unit is somebody's for the whole company: nothing confines it.
 */
export const relations = ['own', 'assigned', 'unit', 'none'] as const;
export type Relation = (typeof relations)[number];

/** Stands in the table for roles that this program does not know: an authority matrix is data, and may ask for others. */
export const otherRole = '*';

/** By role, any of these relations is enough; roles that are not there may not. */
export type Who = ReadonlyMap<string, readonly Relation[]>;

/**
 * What is asked for: one complaint, by the `id` of the path; a list of complaints, or of what belongs to some; what is the caller's own; or what belongs to no
 * complaint, and so to no unit. `public` needs no token.
 */
type About = 'complaint' | 'complaints' | 'self' | 'company' | 'public';

/** What a request says beside its path, as it came: nothing of it was checked yet. */
export interface Asked {
  readonly body: unknown;
  readonly query: unknown;
}

/** Where a request names further complaints: each has to be the caller's as well. */
export type NamesComplaints = 'body.complaintId' | 'body.complaints' | 'body.from.complaints' | 'query.sameSubjectAs';

export interface Rule {
  readonly about: About;
  readonly who: Who;
  readonly names?: NamesComplaints;
}

export interface PolicyRow extends Rule {
  /** `GET /v1/complaints/:id` */
  readonly route: string;
  /** The line of the bulk door that means the same. */
  readonly command?: ComplaintCommand['type'];
  /** Another rule counts for some requests. */
  readonly otherwise?: Rule & {
    readonly when: (asked: Asked, caller: { readonly sub: string; readonly roles: readonly string[] }) => boolean;
    /** Which these are, in words. */
    readonly says: string;
  };
}

/** People who work on cases. */
const people = ['handler', 'supervisor', 'callback-agent', 'technical-supervisor', 'general-manager'] as const satisfies readonly Role[];
/** Those whose signatures the standard matrix asks for beside them. */
const approvers = ['channel-head', 'operations-director', 'cfo', 'chief-actuary', 'board-secretary'] as const satisfies readonly Role[];
/** Those who work for the whole company, whatever unit their token names. */
const companyWide = [
  'policy-admin',
  'finance',
  'privacy-officer',
  'auditor',
  'operator',
  'analyst',
  'service',
] as const satisfies readonly Role[];
/** Those who read and change nothing. */
const onlyReaders: readonly string[] = ['auditor', 'analyst'] satisfies readonly Role[];

type Part = readonly [who: readonly string[], by: readonly Relation[]];

const any = ['own', 'assigned', 'unit'] as const;
/** What is theirs. */
const theirs = (...who: readonly string[]): Part => [who, any];
/** Whatever there is. */
const whole = (...who: readonly string[]): Part => [who, ['none']];
/** What they are asked for, or have to do with. */
const who = (...parts: readonly Part[]): Who => new Map(parts.flatMap(([names, by]) => names.map((name) => [name, by] as const)));

const everybody = who(whole(...roles, otherRole));
const only = (...names: readonly Role[]): Who => who(whole(...names));
const workers = who(theirs(...people), whole('service'));
const writers = who(theirs(...people, ...approvers, otherRole), whole(...companyWide.filter((role) => !onlyReaders.includes(role))));
const readers = who(theirs(...people, ...approvers), whole(...companyWide));
/** Those who may see who complained and what was said. */
const openTo: readonly Role[] = [...people, 'privacy-officer', 'auditor'];
export const personalDataReaders: ReadonlySet<string> = new Set(openTo);
const whoMayReadAll = who(theirs(...people), whole('privacy-officer', 'auditor'));

/** Those who say that a case has to stay as it is, and when it no longer has to. */
const holders = who(theirs('general-manager'), whole('privacy-officer'));

const incidentManagers = [
  'supervisor',
  'technical-supervisor',
  'general-manager',
  'operations-director',
] as const satisfies readonly Role[];
const improvers = [...people, 'channel-head', 'operations-director'] as const satisfies readonly Role[];

const company = (route: string, may: Who, more: Partial<PolicyRow> = {}): PolicyRow => ({ route, about: 'company', who: may, ...more });
const list = (route: string, may: Who, more: Partial<PolicyRow> = {}): PolicyRow => ({ route, about: 'complaints', who: may, ...more });
const ofCase = (route: string, may: Who, more: Partial<PolicyRow> = {}): PolicyRow => {
  const [method, path] = route.split(' ');
  return { route: `${method} /v1/complaints/:id${path}`, about: 'complaint', who: may, ...more };
};
const command = (name: ComplaintCommand['type'], path: string, may = workers, more: Partial<PolicyRow> = {}): PolicyRow =>
  ofCase(`POST /${path}`, may, { command: name, ...more });
const open = (route: string): PolicyRow => ({ route, about: 'public', who: everybody });

const said = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const isNotMine = ({ query }: Asked): boolean => said(query)['mine'] !== 'true';

/** Every kind of policy is read by everybody, and published by those who keep policies. */
const policyRoutes = (name: string): PolicyRow[] => [
  company(`GET /v1/${name}`, everybody),
  company(`GET /v1/${name}/versions`, everybody),
  company(`POST /v1/${name}`, only('policy-admin')),
];

const notificationReaders = only('operator', 'policy-admin', 'auditor');
/** Those who may ask the log itself, and say what for. */
const auditing = only('auditor', 'privacy-officer');
/** Those who may see who read what for that. */
const watching = only('auditor', 'privacy-officer', 'operator');
const automationReaders = only('operator', 'supervisor', 'auditor', 'policy-admin');
const measurers = only('supervisor', 'operations-director', 'policy-admin');
const raisers = who(theirs(...improvers), whole('service', 'policy-admin'));
const improving = only(...improvers, 'service', 'policy-admin');
const adopting = only(...incidentManagers);
const joining = who(theirs(...people, 'operations-director'), whole('service'));

export const policyTable: readonly PolicyRow[] = [
  open('GET /health/live'),
  open('GET /health/ready'),
  open('GET /v1/progress/:trackingCode'),
  company('GET /metrics', only('operator', 'service')),

  // Whoever takes a complaint in has it as their own, whatever unit it is about.
  company('POST /v1/complaints', only(...people, 'service'), { command: 'receive' }),
  // Another system's cases come without a route of their own.
  company('NDJSON importHistory', only('service', 'operator'), { command: 'importHistory' }),
  // Each line's command has its own row.
  company('POST /v1/commands', everybody),
  command('acknowledge', 'acknowledgement'),
  command('classify', 'classification'),
  command('assign', 'assignment'),
  command('handBack', 'hand-backs'),
  command('recuse', 'recusals', writers, {
    otherwise: {
      about: 'complaint',
      who: who(theirs('supervisor', 'general-manager'), whole('privacy-officer')),
      says: 'of somebody else, or to say that nobody is left in a role that is not one’s own',
      when: ({ body }, { sub, roles: own }) => {
        const { person = sub, vacates = [] } = said(body);
        return person !== sub || !Array.isArray(vacates) || !vacates.every((role) => own.includes(role as string));
      },
    },
  }),
  command('addEvidence', 'evidence'),
  command('addNote', 'notes'),
  command('recordContact', 'contacts'),
  command('makePromise', 'promises'),
  command('keepPromise', 'promises/kept'),
  command('pauseDeadline', 'deadlines/:clock/pause'),
  command('resumeDeadline', 'deadlines/:clock/resumption'),
  // Packs are data and name roles of their own: the decision says who approves.
  command('extendDeadline', 'deadlines/:clock/extension', writers),
  command('apologise', 'apologies'),
  command('investigate', 'investigations'),
  command('propose', 'proposals'),
  command('withdrawProposal', 'proposals/current/withdrawal'),
  // Matrices are data and name roles of their own: the decision says who may sign.
  command('approve', 'approvals', writers),
  command('recordCustomerDecision', 'customer-decision'),
  command('compensate', 'compensations'),
  // Where money is paid the decision asks for finance.
  command('fulfil', 'fulfilments', who(theirs(...people), whole('service', 'finance'))),
  command('failPayment', 'payment-failures', who(theirs(...people), whole('service', 'finance'))),
  command('cancelCompensation', 'cancellations'),
  command('escalate', 'escalations'),
  command('reply', 'replies'),
  command('followUp', 'follow-ups'),
  command('close', 'closure'),
  command('withdraw', 'withdrawal'),
  command('reopen', 'reopening'),
  command('handOver', 'hand-overs'),
  command('requestContribution', 'contributions'),
  // Whoever was asked answers: other departments have roles of their own.
  command('giveContribution', 'contribution-answers', writers),
  command('takeInterimMeasure', 'interim-measures'),
  command('arrive', 'arrivals'),
  command('depart', 'departures'),
  command('recordExternalDecision', 'external-decisions'),
  command('correct', 'corrections'),
  command('link', 'links', workers, { names: 'body.complaintId' }),
  command('unlink', 'unlinkings', workers, { names: 'body.complaintId' }),
  command('merge', 'merge', workers, { names: 'body.complaintId' }),
  command('unmerge', 'unmerging'),
  command('placeLegalHold', 'legal-holds', holders),
  command('liftLegalHold', 'legal-holds/:hold/lifting', holders),

  list('GET /v1/complaints', readers, { names: 'query.sameSubjectAs' }),
  ofCase('GET ', readers),
  ofCase('GET /history', readers),
  ofCase('GET /related', readers),
  ofCase('GET /deadlines', readers),
  ofCase('GET /risk', readers),
  ofCase('GET /playbook', readers),
  list('GET /v1/deadlines', readers),

  ofCase('POST /evidence/files', workers),
  ofCase('GET /evidence/:hash', whoMayReadAll),
  ofCase('OPTIONS /evidence/uploads', workers),
  ofCase('POST /evidence/uploads', workers),
  ofCase('HEAD /evidence/uploads/:upload', workers),
  ofCase('PATCH /evidence/uploads/:upload', workers),
  ofCase('DELETE /evidence/uploads/:upload', workers),
  ofCase('POST /letters/preview', who(theirs(...people))),
  ofCase('POST /letters', workers, {
    otherwise: {
      about: 'complaint',
      who: who(theirs(...people)),
      says: 'that name recipients or copies: who may not read the letter does not say where it goes',
      when: ({ body }) => {
        const { recipients, cc } = said(body);
        return recipients !== undefined || (cc !== undefined && !(Array.isArray(cc) && cc.length === 0));
      },
    },
  }),

  {
    route: 'GET /v1/approvals',
    about: 'self',
    who: who([[...roles, otherRole], ['own']]),
    otherwise: {
      about: 'complaints',
      who: who(theirs(...approvers, 'supervisor', 'technical-supervisor', 'general-manager'), whole('auditor', 'policy-admin', 'operator')),
      says: 'without `mine=true`: what waits for others',
      when: isNotMine,
    },
  },
  {
    route: 'GET /v1/delegations',
    about: 'self',
    who: who([[...roles, otherRole], ['own']]),
    otherwise: {
      about: 'company',
      who: only(...people, 'service', ...approvers, 'auditor', 'policy-admin'),
      says: 'without `mine=true`: those of others',
      when: isNotMine,
    },
  },
  {
    route: 'POST /v1/delegations',
    about: 'self',
    who: who([[...roles.filter((role) => !onlyReaders.includes(role)), otherRole], ['own']]),
  },
  // Who gave it, or a policy-admin: the decision knows who did.
  {
    route: 'POST /v1/delegations/:id/revocation',
    about: 'self',
    who: who([[...roles.filter((role) => !onlyReaders.includes(role)), otherRole], ['own']], whole('policy-admin')),
  },
  ...policyRoutes('authority-matrix'),
  company('POST /v1/authority-matrix/retirements', only('policy-admin')),
  company('POST /v1/authority-matrix/evaluations', everybody),

  ...[
    'taxonomies',
    'units',
    'calendars',
    'packs',
    'playbooks',
    'keywords',
    'letter-templates',
    'return-taxonomies',
    'retention-rules',
  ].flatMap(policyRoutes),
  company('GET /v1/calendars/:name/due', everybody),
  company('GET /v1/packs/choice', everybody),
  company('GET /v1/packs/:name', everybody),
  company('GET /v1/remedy-menu', everybody),
  company('POST /v1/classification-suggestions', everybody),
  company('GET /v1/notification-rules', notificationReaders),
  company('GET /v1/notification-rules/versions', notificationReaders),
  company('GET /v1/notification-rules/:id/secret', only('operator')),
  company('POST /v1/notification-rules', only('policy-admin')),
  company('GET /v1/notifications/deliveries', notificationReaders),
  company('POST /v1/notifications/deliveries/:id/retry', only('operator')),
  company('GET /v1/automations', automationReaders),
  company('GET /v1/automations/:name/parked', automationReaders),
  company('POST /v1/automations/:name/parked/:eventId/retry', only('operator')),
  company('POST /v1/automations/:name/parked/:eventId/dismissal', only('operator')),

  company('POST /v1/improvements', raisers, { names: 'body.from.complaints' }),
  company('POST /v1/improvements/:id/plan', improving),
  company('POST /v1/improvements/:id/adoption', adopting),
  company('POST /v1/improvements/:id/completion', improving),
  company('POST /v1/improvements/:id/benefits', improving),
  company('POST /v1/improvements/:id/effectiveness-reviews', improving),
  company('POST /v1/improvements/:id/drop', adopting),
  company('GET /v1/improvements', who(whole(...readers.keys()))),
  company('GET /v1/improvements/:id', who(whole(...readers.keys()))),
  company('GET /v1/improvements/:id/effectiveness', who(whole(...readers.keys()))),
  company('POST /v1/training-coverage', measurers),
  company('GET /v1/training-coverage', everybody),
  company('POST /v1/exposures', measurers),
  company('GET /v1/exposures', everybody),

  // An incident is the company's: what is said and offered in it holds for its members wherever they are.
  company('POST /v1/incidents', adopting),
  company('POST /v1/incidents/:id/members', joining, { names: 'body.complaints' }),
  company('POST /v1/incidents/:id/departures', joining, { names: 'body.complaintId' }),
  company('POST /v1/incidents/:id/notices', adopting),
  company('POST /v1/incidents/:id/remedies', adopting),
  company('POST /v1/incidents/:id/closing', adopting),
  company('GET /v1/incidents', who(whole(...readers.keys()))),
  company('GET /v1/incidents/:id', who(whole(...readers.keys()))),
  list('GET /v1/incidents/:id/members', readers),

  company('GET /v1/reports', who(whole(...roles))),
  // Numbers are of the whole company; which complaints they count is not for everybody.
  company('GET /v1/reports/headlines', who(whole(...roles))),
  company('GET /v1/reports/:name', who(whole(...roles))),
  list('GET /v1/reports/:name/complaints', readers),
  company('GET /v1/management-report', who(whole(...roles))),
  company('POST /v1/what-if', only('policy-admin', 'auditor', 'analyst')),

  company('GET /v1/audit/complaints/:id', auditing),
  company('GET /v1/audit/complaints/:id/why', auditing),
  company('GET /v1/audit/complaints/:id/difference', auditing),
  company('GET /v1/audit/streams/:stream', auditing),
  // What leaves the house, for those who are to prove it; who looks after privacy has no need of it.
  company('GET /v1/audit/bundles', only('auditor')),
  company('GET /v1/audit/reads', watching),
  company('GET /v1/audit/reads/report', watching),

  company('POST /v1/tokens/revocations', only('operator', 'privacy-officer')),
  company('GET /v1/tokens/revocations', only('operator', 'privacy-officer', 'auditor')),

  company('POST /v1/privacy/erasures', only('privacy-officer')),
  company('GET /v1/privacy/erasures', only('privacy-officer', 'general-manager', 'auditor')),
  company('GET /v1/privacy/erasures/due', only('privacy-officer', 'general-manager', 'auditor')),
  company('POST /v1/privacy/erasures/due/proposals', only('privacy-officer')),
  company('POST /v1/privacy/erasures/approvals', only('privacy-officer', 'general-manager')),
  company('POST /v1/privacy/erasures/:id/approval', only('privacy-officer', 'general-manager')),
  company('POST /v1/privacy/erasures/:id/rejection', only('privacy-officer', 'general-manager')),
  company('GET /v1/privacy/erasures/:id', only('privacy-officer', 'general-manager', 'auditor')),
  company('GET /v1/privacy/access', only('privacy-officer')),
  company('GET /v1/privacy/access/archive', only('privacy-officer')),
];

const byRoute: ReadonlyMap<string, PolicyRow> = new Map(policyTable.map((row) => [row.route, row]));
const byCommand: ReadonlyMap<string, PolicyRow> = new Map(policyTable.flatMap((row) => (row.command ? [[row.command, row] as const] : [])));

/** @param route `GET /v1/complaints/:id`, as the router has it */
export const rowOfRoute = (route: string): PolicyRow | undefined => byRoute.get(route);

/** @throws Error for a command that nobody may send */
export function rowOfCommand(name: ComplaintCommand['type']): PolicyRow {
  const row = byCommand.get(name);
  if (!row) throw new Error(`the policy table has no row for the command ${name}`);
  return row;
}

const known: ReadonlySet<string> = new Set(roles);

/** By which relations somebody in this role may; undefined if not at all. */
export function relationsOf(may: Who, role: string): readonly Relation[] | undefined {
  return may.get(role) ?? (known.has(role) ? undefined : may.get(otherRole));
}
