import { SetMetadata } from '@nestjs/common';
import { roles, type Role } from '@redress/platform';

const allowed = 'redress:allowed-roles';

/** Who may call a route. A route that says nothing is closed to everybody. */
export const Allow = (...who: readonly Role[]): MethodDecorator & ClassDecorator => SetMetadata(allowed, who);

/** Open without a token: health and documentation. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(allowed, 'public');

/** What `Allow` or `Public` said of a route. */
export const allowedOf = (route: object): readonly Role[] | 'public' | undefined =>
  Reflect.getMetadata(allowed, route) as readonly Role[] | 'public' | undefined;

/** Those who work on cases, and the machines that send for them. */
export const caseWorkers: readonly Role[] = [
  'handler',
  'supervisor',
  'callback-agent',
  'technical-supervisor',
  'general-manager',
  'service',
];

/** Those who may see who complained and what was said. */
export const personalDataReaders: ReadonlySet<Role> = new Set<Role>([
  'handler',
  'supervisor',
  'callback-agent',
  'technical-supervisor',
  'general-manager',
  'privacy-officer',
  'auditor',
]);

/** Those who may read cases; what is personal is withheld from some. */
export const caseReaders: readonly Role[] = [...caseWorkers, 'finance', 'privacy-officer', 'auditor', 'operator', 'analyst'];

/** Those who may read reports. */
export const reportReaders: readonly Role[] = roles;
