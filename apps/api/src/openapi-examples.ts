const money = { amount: 20_000, currency: 'CNY' };

/** A body for an operation, by its id, as somebody who tries the API would send it; each is held against its schema (test/contract.e2e.spec.ts). */
export const examples: Readonly<Record<string, object>> = {
  complaints_receive: {
    occurredAt: '2026-11-03T09:12:00+08:00',
    channel: 'phone',
    cause: 'late-delivery',
    product: 'parcel',
    unit: 'beijing',
    account: 'The parcel came twelve days late, and nobody called.',
    demands: 'An explanation.',
    complainant: { name: 'Li Hua', phone: '+86 10 5555 0123' },
  },
  complaints_acknowledge: {
    channel: 'phone',
    contact: 'anna',
    answerBy: '2026-11-07T18:00:00+08:00',
    handling: 'Anna asks the depot and calls back.',
  },
  complaints_classify: { category: 'service', severity: 'medium', urgency: 'normal', directness: 'direct' },
  complaints_assign: { person: 'anna' },
  complaints_investigate: { finding: 'substantiated', faultParty: 'own', rootCause: 'process' },
  complaints_propose: { remedy: 'refund', borne: money },
  complaints_approve: { decision: 'granted' },
  complaints_compensate: { remedy: 'refund', borne: money },
  complaints_close: { outcome: 'upheld', summary: 'Explained, and refunded.', toldVia: 'phone' },
  authorityMatrix_evaluate: { remedy: 'refund', now: money },
  improvements_raise: {
    kind: 'corrective',
    cause: 'process',
    title: 'Tell customers before a depot closes.',
    from: { trend: 'late-delivery' },
  },
};
