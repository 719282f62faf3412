import { SetMetadata } from '@nestjs/common';
import { roles, type Role } from '@redress/platform';

const allowed = 'redress:allowed-roles';

/** A role; or whoever has one at all, or one that does more than read: where the decision or the answer itself says who may. */
export type Allowed = Role | 'any-role' | 'any-writer';

/** Those who read and change nothing. */
const onlyReaders: readonly string[] = ['auditor', 'analyst'] satisfies readonly Role[];

/** Whether somebody with this role may do what is open to these. */
export function isAllowed(role: string, allowed: readonly string[]): boolean {
  return allowed.includes(role) || allowed.includes('any-role') || (allowed.includes('any-writer') && !onlyReaders.includes(role));
}

/** Who may call a route. A route that says nothing is closed to everybody. */
export const Allow = (...who: readonly Allowed[]): MethodDecorator & ClassDecorator => SetMetadata(allowed, who);

/** Open without a token: health and documentation. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(allowed, 'public');

/** What `Allow` or `Public` said of a route. */
export const allowedOf = (route: object): readonly Allowed[] | 'public' | undefined =>
  Reflect.getMetadata(allowed, route) as readonly Allowed[] | 'public' | undefined;

/** Those who work on cases, and the machines that send for them. */
export const caseWorkers: readonly Role[] = [
  'handler',
  'supervisor',
  'callback-agent',
  'technical-supervisor',
  'general-manager',
  'service',
];

/** Those whose signatures the matrix asks for, beside case workers. */
const approvers: readonly Role[] = ['channel-head', 'operations-director', 'cfo', 'chief-actuary', 'board-secretary'];

/** Those who may see what waits for others to sign. */
export const approvalReaders: readonly Role[] = [
  ...approvers,
  'supervisor',
  'technical-supervisor',
  'general-manager',
  'auditor',
  'policy-admin',
  'operator',
];

/** Those who may see who signs for whom; everybody may see their own delegations. */
export const delegationReaders: readonly Role[] = [...caseWorkers, ...approvers, 'auditor', 'policy-admin'];

/** Those who confirm that money was paid, or was not. */
export const payers: readonly Role[] = [...caseWorkers, 'finance'];

/** Those who may keep somebody else out of a case; everybody may keep out themselves. */
export const recusers: readonly Role[] = ['supervisor', 'general-manager', 'privacy-officer'];

/** Those who may raise, plan and carry out what should be better. */
export const improvers: readonly Role[] = [...caseWorkers, 'channel-head', 'operations-director', 'policy-admin'];

/** Those who decide whether it is done. */
export const improvementAdopters: readonly Role[] = ['supervisor', 'technical-supervisor', 'general-manager', 'operations-director'];

/** Those who see that many complaints have one cause, and decide what all are told and offered. */
export const incidentManagers: readonly Role[] = ['supervisor', 'technical-supervisor', 'general-manager', 'operations-director'];

/** Those who say which complaints are of it. */
export const incidentJoiners: readonly Role[] = [...caseWorkers, 'operations-director'];

/** Those who report how many were trained, and how much there was to complain about. */
export const measurers: readonly Role[] = ['supervisor', 'operations-director', 'policy-admin'];

/** Those who may see who complained and what was said. */
export const personalDataReaders: ReadonlySet<string> = new Set<Role>([
  'handler',
  'supervisor',
  'callback-agent',
  'technical-supervisor',
  'general-manager',
  'privacy-officer',
  'auditor',
]);

/** Case workers who may see what they write to a customer; machines may not. */
export const letterWriters: readonly Role[] = caseWorkers.filter((role) => personalDataReaders.has(role));

/** Those who may read cases; what is personal is withheld from some. */
export const caseReaders: readonly Role[] = [
  ...caseWorkers,
  ...approvers,
  'policy-admin',
  'finance',
  'privacy-officer',
  'auditor',
  'operator',
  'analyst',
];

/** Those who may see what follows by itself, and what could not be done. */
export const automationReaders: readonly Role[] = ['operator', 'supervisor', 'auditor', 'policy-admin'];

/** Those who may see who is told of what, and whether it got there. */
export const notificationReaders: readonly Role[] = ['operator', 'policy-admin', 'auditor'];

/** Those who may read reports. */
export const reportReaders: readonly Role[] = roles;
