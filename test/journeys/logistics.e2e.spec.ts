import {
  anna,
  auditor,
  ben,
  clara,
  companyOpens,
  customer,
  dora,
  expectRefusal,
  theAuditorExportsAndVerifies,
  time,
  whatFollows,
} from './company.js';

describe('scenario 3: a parcel is late, and the customer follows by a code who sees to it and until when', () => {
  companyOpens('2026-11-12T14:00:00+08:00');

  it('goes to who has the skill, by the playbook; the promise has a clock of its own and is kept early', async () => {
    const { complaintId: complaint, trackingCode: code } = await anna.takesIn({
      channel: 'phone',
      cause: 'late-delivery',
      product: 'parcel',
      unit: 'hub-east',
      account: 'It was to come on Monday.',
      complainant: { name: 'Zhao Lan', phone: '+86 10 5555 0188' },
    });
    await whatFollows();
    expect(await customer.readsProgress(code)).toMatchObject({ stage: 'acknowledged' });
    await anna.does('classify', complaint, { category: 'logistics-delay', severity: 'medium', urgency: 'urgent', directness: 'direct' });
    await clara.does('assign', complaint, { skill: 'tracing' });
    expect(await ben.lists({ assignedSkill: 'tracing' })).toMatchObject([{ complaintId: complaint }]);
    const playbook = (await ben.readsPlaybook(complaint)) as { readonly steps: readonly { readonly code: string }[] };
    expect(playbook.steps.map((step) => step.code)).toEqual([
      'name-contact',
      'trace',
      'show-progress',
      'keep-promise',
      'ask-after-delivery',
    ]);

    // The customer is to know by name who sees to it: a clock says until when.
    expect(await clara.readsDeadlines({ status: 'running', complaint })).toEqual(
      expect.arrayContaining([expect.objectContaining({ clock: 'named-contact' })]),
    );
    time.passes({ hours: 1 });
    await ben.does('handOver', complaint, { to: { person: ben.sub, unit: 'hub-east' }, reason: 'takes-it' });
    const due = time.in(2);
    const { events } = await ben.does('makePromise', complaint, { promise: 'On your doorstep by Saturday.', due, channel: 'phone' });
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['PromiseMade', 'DeadlineSet', 'DeadlineMet']));
    const told = await customer.readsProgress(code);
    expect(told).toMatchObject({ contact: ben.sub, promisedBy: due });
    expect(JSON.stringify(told)).not.toMatch(/Zhao|5555|Monday|late-delivery/);
    await expectRefusal(customer.readsProgress('0000-0000-0000-0000-0000-0000-00'), 404, 'unknown-tracking-code');

    time.passes({ days: 1 });
    await ben.does('keepPromise', complaint, { note: 'Signed for at noon.' });
    const met = (await auditor.readsHistory(complaint)).events.find(
      ({ type, data }) => type === 'DeadlineMet' && data['clock'] === 'promise-1',
    );
    expect(met).toMatchObject({ data: { due, moment: 'promise-kept' } });
    expect(met!.data).not.toHaveProperty('late');
    await expectRefusal(ben.does('keepPromise', complaint), 409, 'no-promise-open');
    await ben.does('investigate', complaint, { finding: 'substantiated', faultParty: 'third', rootCause: 'process' });
    await ben.does('reply', complaint, {
      kind: 'final',
      channel: 'phone',
      text: 'It is there.',
      reasons: 'A lorry broke down.',
      recourse: ['association'],
    });
    await dora.does('followUp', complaint, { channel: 'phone', reached: true, satisfaction: 5, solved: true });
    await clara.does('close', complaint, { outcome: 'upheld', summary: 'Delivered.', toldVia: 'phone', recourse: ['association'] });
    await whatFollows();
    expect(await customer.readsProgress(code)).toMatchObject({ stage: 'closed' });
    expect(await clara.readsDeadlines({ status: 'running', complaint })).toEqual([]);
  });

  theAuditorExportsAndVerifies();
});
