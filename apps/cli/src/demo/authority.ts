import { defaultMatrix, type AuthorityCommand, type Band, type Delegation, type Matrix } from '@redress/authority';
import { idFrom } from '@redress/commands';
import type { Actor } from '@redress/kernel';
import { dayMs, hourMs, instantOf } from './calendar.js';
import { headOffice, type Team, teamOf } from './company.js';
import type { AuthorityStep, Period } from './step.js';
import { trades } from './trades.js';

/*
 * The authority of the half-year: the default matrix, from its middle on a second one, and some delegations while people are away.
 */

/** Above the branch as before; within it people sign one after the other, and a surrender by way of exception is never signed by one alone. */
const bands: readonly Band[] = [
  ...defaultMatrix.bands.map((band): Band => (band.from === 200_000 ? { ...band, mode: 'ordered', validDays: 20 } : band)),
  ...defaultMatrix.bands.map((band): Band => ({
    ...band,
    ...(band.from === 1 && { mode: 'all' as const }),
    conditions: { remedies: ['surrender-goodwill'] },
    ...(band.roles.includes('cfo') && { substitutes: [{ role: 'cfo', by: ['general-manager'] }] }),
  })),
];

const reason =
  'The first months showed branch cases signed by the CFO before anybody near the customer had looked at them: they now sign in order, ' +
  'within 20 days. A surrender by way of exception 通融退保 takes two signatures at least. Hong Kong and Singapore dollars have a rate.';

/** The matrix that is published, as it is in force from a moment on. */
export const secondMatrix = (from: number): Omit<Matrix, 'version'> => ({
  effectiveFrom: instantOf(from),
  currency: 'CNY',
  bands,
  bodies: defaultMatrix.bodies,
  rates: [
    { currency: 'HKD', rate: '0.92' },
    { currency: 'SGD', rate: '5.42' },
  ],
  titles: defaultMatrix.titles,
  reason,
});

/** Whether a published matrix is that of a demo, whatever its seed. */
export const isSecondMatrix = (matrix: Matrix): boolean => matrix.reason === reason;

interface Leave {
  readonly delegator: Actor;
  readonly role: string;
  readonly delegate: string;
  /** Days from the beginning of the half-year. */
  readonly from: number;
  readonly until: number;
  readonly revokedOn?: number;
  readonly reason: string;
}

const insuranceHead = teamOf(trades[0]!, 'head-office').channelHead;

const leaves: readonly Leave[] = [
  { delegator: headOffice.cfo, role: 'cfo', delegate: 'qian.bo', from: 40, until: 56, reason: 'Annual leave.' },
  {
    delegator: headOffice['operations-director'],
    role: 'operations-director',
    delegate: 'fu.lan',
    from: 80,
    until: 98,
    reason: '外出培训。',
  },
  {
    delegator: headOffice['general-manager'],
    role: 'general-manager',
    delegate: 'cai.ming',
    from: 118,
    until: 150,
    revokedOn: 137,
    reason: 'Abroad until the merger is signed.',
  },
  { delegator: insuranceHead, role: 'channel-head', delegate: 'pan.yu', from: 146, until: 166, reason: '休假。' },
  {
    delegator: headOffice['operations-director'],
    role: 'operations-director',
    delegate: 'fu.lan',
    from: 168,
    until: 205,
    reason: 'Parental leave.',
  },
];

/** Who signs for a role at a moment. */
export interface Signer {
  readonly by: Actor;
  readonly delegation?: string;
}

/** Of one demo: under which matrix is decided, and who signs. */
export class Authority {
  private readonly second: Matrix;
  private readonly delegations: readonly (Delegation & { readonly ends: number; readonly begins: number })[];

  constructor(private readonly period: Period) {
    this.second = { ...secondMatrix(period.matrixFrom), version: 2 };
    this.delegations = leaves.map(({ delegator, role, delegate, from, until, revokedOn = until, reason: why }, i) => ({
      id: idFrom(...period.key, 'delegation', String(i)),
      delegator: delegator.sub,
      delegate,
      role,
      from: instantOf(period.from + from * dayMs),
      until: instantOf(period.from + until * dayMs),
      reason: why,
      begins: period.from + from * dayMs,
      ends: period.from + revokedOn * dayMs,
    }));
  }

  matrixAt(moment: number): Matrix {
    return moment < this.period.matrixFrom ? defaultMatrix : this.second;
  }

  /** The holder of a role, whoever signs for them. */
  holderOf(role: string, team: Team): Actor {
    if (role === 'channel-head') return team.channelHead;
    return headOffice[(role === 'board' ? 'board-secretary' : role) as 'cfo'];
  }

  signer(role: string, team: Team, moment: number): Signer {
    const by = this.holderOf(role, team);
    const given = this.delegations.find(
      ({ delegator, role: delegated, begins, ends }) => delegator === by.sub && delegated === role && begins <= moment && moment < ends,
    );
    return given ? { by: { sub: given.delegate, roles: ['supervisor'], unit: 'head-office' }, delegation: given.id } : { by };
  }

  /** What is asked of the authority over the half-year, some of it refused. */
  steps(publishes: boolean): AuthorityStep[] {
    const { from, matrixFrom } = this.period;
    const steps: AuthorityStep[] = [];
    const tell = (moment: number, by: Actor, type: AuthorityCommand['type'], data: object, refusal?: string): void => {
      const now = instantOf(moment);
      const command = { type, data, by, occurredAt: now, now, origin: 'simulation' } as unknown as AuthorityCommand;
      const commandId = idFrom(...this.period.key, 'authority', now, type, JSON.stringify(data));
      steps.push({ complaintId: null, commandId, command, ...(refusal !== undefined && { refusal }) });
    };
    const admin = headOffice['policy-admin'];
    if (publishes) {
      const publishedAt = matrixFrom - 7 * dayMs + 10 * hourMs;
      const matrix = secondMatrix(matrixFrom);
      tell(publishedAt, admin, 'publishMatrix', { ...matrix, effectiveFrom: instantOf(publishedAt) }, 'effective-too-soon');
      tell(publishedAt, admin, 'publishMatrix', { ...matrix, bands: [...bands].reverse() }, 'ladder-not-from-zero');
      tell(publishedAt, admin, 'publishMatrix', matrix);
    }
    for (const [i, { delegator, role, delegate, revokedOn }] of leaves.entries()) {
      const { id, from: begins, until, reason: why, begins: firstDay } = this.delegations[i]!;
      const givenAt = firstDay - 14 * hourMs;
      const data = { id, delegate, role, from: begins, until, reason: why };
      tell(givenAt, delegator, 'delegateAuthority', { ...data, delegate: delegator.sub }, 'delegation-to-oneself');
      if (i % 2 === 0) tell(givenAt, delegator, 'delegateAuthority', { ...data, role: 'chief-actuary' }, 'role-not-held');
      tell(givenAt, delegator, 'delegateAuthority', data);
      if (revokedOn === undefined) continue;
      const revokedAt = from + revokedOn * dayMs;
      tell(revokedAt - hourMs, headOffice.cfo, 'revokeDelegation', { id, reason: 'Back early.' }, 'not-the-delegator');
      tell(revokedAt, delegator, 'revokeDelegation', { id, reason: 'Back early.' });
      tell(revokedAt + hourMs, delegator, 'revokeDelegation', { id, reason: 'Back early.' }, 'delegation-revoked');
    }
    return steps;
  }
}
