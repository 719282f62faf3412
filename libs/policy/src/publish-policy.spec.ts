import type { Facts } from '@redress/kernel';
import { decisions } from '@redress/testing';
import { standardTaxonomy } from './default-taxonomy.js';
import { kinds, policyKinds, type PolicyKind } from './kinds.js';
import type { Policy, PolicyEvent, PublishPolicy } from './policy.js';
import { publishPolicy } from './publish-policy.js';
import { evolve, noPolicy, policyInForce, type PolicyState } from './state.js';

const given = decisions<PolicyState, PublishPolicy, PolicyEvent>({ initial: noPolicy, evolve, decide: publishPolicy });
const now = '2026-11-22T08:00:00.000Z';
const inAMinute = '2026-11-22T08:01:00.000Z';
const ever = '1900-01-01T00:00:00.000Z';

function publish<K extends PolicyKind>(kind: K, said: Partial<PublishPolicy<K>['data']> = {}, occurredAt = now): PublishPolicy {
  const data = { kind, reason: 'Ours.', document: kinds[kind].standard, ...said };
  return { type: 'publishPolicy', data, by: { sub: 'u-admin', roles: ['policy-admin'] }, occurredAt, now, origin: 'api' } as PublishPolicy;
}
const published = (said: Partial<Policy> & { kind: PolicyKind }): PolicyEvent => ({
  type: 'PolicyPublished',
  data: { version: 1, effectiveFrom: ever, reason: 'Ours.', document: kinds[said.kind].standard, ...said },
});
const first = published({ kind: 'units' });

describe.each(policyKinds)('a policy of kind %s', (kind) => {
  it('begins with the standard, which may have been in force from ever', () => {
    given()
      .when(publish(kind, { effectiveFrom: ever }))
      .thenHappens(published({ kind }));
  });
});

describe('a version', () => {
  it('is the next, in force as soon as every process can know of it', () => {
    given(first)
      .when(publish('units'))
      .thenHappens(published({ kind: 'units', version: 2, effectiveFrom: inAMinute }));
  });

  it('is in force later than the version before', () => {
    const second = published({ kind: 'units', version: 2, effectiveFrom: '2027-01-01T00:00:00.000Z' });
    given(first, second)
      .when(publish('units'))
      .thenHappens(published({ kind: 'units', version: 3, effectiveFrom: '2027-01-01T00:00:00.001Z' }));
    given(first, second)
      .when(publish('units', { effectiveFrom: '2027-01-01T00:00:00.000Z' }))
      .thenRefused('effective-before-version-before', {
        effectiveFrom: '2027-01-01T00:00:00.000Z',
        version: 2,
        from: '2027-01-01T00:00:00.000Z',
      });
  });

  it('is not in force before some process knows of it', () => {
    const value = '2026-11-22T08:00:59.999Z';
    given(first)
      .when(publish('units', { effectiveFrom: value }))
      .thenContradicts('effective-too-soon', { field: 'effectiveFrom', value, earliest: inAMinute });
  });

  it.each<[string, PublishPolicy, Facts]>([
    ['text-missing', publish('units', { reason: ' ' }), { field: 'reason' }],
    ['invalid-time', publish('units', { effectiveFrom: '2026-02-30T00:00:00.000Z' }), { field: 'effectiveFrom' }],
    ['future-time', publish('units', {}, inAMinute), { field: 'occurredAt', value: inAMinute, now }],
  ])('is refused with %s', (code, command, facts) => {
    given().when(command).thenContradicts(code, facts);
  });
});

it('carries the lists of a taxonomy over that a publication does not name, and the strictness of those that it names', () => {
  const channels = { strict: true, entries: [{ code: 'post', labels: { 'zh-CN': '信', en: 'post' } }] };
  const changed = { ...standardTaxonomy, channels };
  given(published({ kind: 'taxonomy' }))
    .when(publish('taxonomy', { document: { channels } }))
    .thenHappens(published({ kind: 'taxonomy', version: 2, effectiveFrom: inAMinute, document: changed }));
  const products = { entries: channels.entries };
  given(published({ kind: 'taxonomy' }), published({ kind: 'taxonomy', version: 2, effectiveFrom: now, document: changed }))
    .when(publish('taxonomy', { document: { products } }))
    .thenHappens(
      published({
        kind: 'taxonomy',
        version: 3,
        effectiveFrom: inAMinute,
        document: { ...changed, products: { strict: false, entries: products.entries } },
      }),
    );
});

describe('the version in force', () => {
  const state = [first, published({ kind: 'units', version: 2, effectiveFrom: now })].reduce(evolve, noPolicy);
  it.each([
    [ever, 1],
    ['2026-11-22T07:59:59.999Z', 1],
    [now, 2],
    ['2099-01-01T00:00:00.000Z', 2],
  ])('at %s is %s', (at, version) => {
    expect(policyInForce(state, at).version).toBe(version);
  });

  it('is none before the first', () => {
    expect(() => policyInForce(state, '1899-12-31T23:59:59.999Z')).toThrow(
      expect.objectContaining({ code: 'no-policy-in-force', facts: { at: '1899-12-31T23:59:59.999Z' } }) as Error,
    );
  });
});
