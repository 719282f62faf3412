import { analyst, anna, auditor, ben, companyOpens, dora, expectRefusal, person, theAuditorExportsAndVerifies, time } from './company.js';

/** Who does a department's part; what they may is no more than that. */
const network = person('nan', 'technical-supervisor');
const billing = person('bo', 'handler');
const sales = person('sam', 'handler');

describe('scenario 13: a telecom operator asks three departments at the same time, and hands the case over in the end', () => {
  companyOpens('2026-05-11T09:00:00+08:00');

  it('each department’s wait is its own, whether it answers or refuses, and the case’s belongs to who has it', async () => {
    const begun = time.now();
    const complaint = await anna.receives({
      channel: 'hotline',
      cause: 'slow-connection',
      product: 'broadband',
      unit: 'west',
      account: 'I pay for a hundred and get ten, and was billed twice.',
      complainant: { name: 'He Ping', customerNumber: 'T-77' },
    });
    await anna.does('assign', complaint, { person: ben.sub, unit: 'service-centre' });
    time.passes({ hours: 1 });
    for (const unit of ['network', 'billing', 'sales']) {
      await ben.does('requestContribution', complaint, { of: { unit }, question: `What does ${unit} say?`, answerBy: time.in(2) });
    }
    const twice = { of: { unit: 'network' }, question: 'Once more?' };
    await expectRefusal(ben.does('requestContribution', complaint, twice), 409, 'already-asked', { contribution: 1 });
    expect(await ben.lists({ contributionsFrom: 'billing' })).toMatchObject([
      { complaintId: complaint, contributionsFrom: ['network', 'billing', 'sales'] },
    ]);

    time.passes({ hours: 2 });
    await expectRefusal(billing.does('giveContribution', complaint, { answer: 'Billed once.' }), 409, 'contribution-ambiguous');
    await billing.does('giveContribution', complaint, { contribution: 2, answer: 'The second one is the router.' });
    time.passes({ hours: 1 });
    const asked = time.now();
    time.passes({ hours: 1 });
    await expectRefusal(sales.does('giveContribution', complaint, { contribution: 3, result: 'refused' }), 422, 'refusal-without-reason');
    await sales.does('giveContribution', complaint, { contribution: 3, result: 'refused', reason: 'not-ours' });
    time.passes({ hours: 22 });
    await network.does('giveContribution', complaint, { answer: 'The line is damaged between two poles.' });
    await expectRefusal(network.does('giveContribution', complaint, { answer: 'Both of them.' }), 409, 'no-open-contribution');

    // What is to be done now only those can do who climb poles; then it comes back.
    time.passes({ hours: 3 });
    await ben.does('handOver', complaint, { to: { unit: 'line-maintenance' }, reason: 'repair-needed' });
    await expectRefusal(ben.does('handOver', complaint, { to: { unit: 'line-maintenance' }, reason: 'hurry' }), 409, 'already-holds');
    time.passes({ days: 2 });
    await network.does('handOver', complaint, { to: { person: ben.sub, unit: 'service-centre' }, reason: 'repaired' });
    await ben.does('investigate', complaint, { finding: 'substantiated', faultParty: 'own', rootCause: 'system' });
    await ben.does('reply', complaint, {
      kind: 'final',
      channel: 'phone',
      text: 'The line is mended; the second bill was for the router.',
      reasons: 'It was damaged in the storm.',
      recourse: ['association'],
    });
    time.passes({ hours: 6 });
    await dora.does('followUp', complaint, { channel: 'phone', reached: true, satisfaction: 4, solved: true });
    await ben.does('close', complaint, { outcome: 'partly', summary: 'Mended.', toldVia: 'phone', recourse: ['association'] });

    expect(await auditor.reads(complaint)).toMatchObject({
      status: 'closed',
      assigned: { person: ben.sub, unit: 'service-centre' },
      handOvers: [
        { from: { person: ben.sub, unit: 'service-centre' }, to: { unit: 'line-maintenance' }, reason: 'repair-needed' },
        { from: { unit: 'line-maintenance' }, to: { person: ben.sub, unit: 'service-centre' }, reason: 'repaired' },
      ],
    });
    time.passes({ minutes: 1 });
    const latency = await analyst.readsReport('department-latency', { from: begun, to: time.now(), by: 'kind,department' });
    const hour = 60;
    expect(latency).toMatchObject([
      { kind: 'contribution', department: 'billing', ended: 1, answered: 1, refused: 0, totalMinutes: 2 * hour },
      { kind: 'contribution', department: 'network', ended: 1, answered: 1, refused: 0, totalMinutes: 26 * hour },
      { kind: 'contribution', department: 'sales', ended: 1, answered: 0, refused: 1, totalMinutes: 4 * hour },
      { kind: 'hand-over', department: 'line-maintenance', ended: 1, totalMinutes: 48 * hour },
      { kind: 'hand-over', department: 'service-centre', ended: 2, totalMinutes: (30 + 6) * hour, maxMinutes: 30 * hour },
    ]);
    // While it was under way, whom did everybody wait for?
    const underWay = { from: begun, to: asked, asOf: asked, by: 'department' };
    expect(await analyst.readsReport('department-latency', underWay)).toMatchObject([
      { department: 'billing', ended: 1, waiting: 0 },
      { department: 'network', ended: 0, waiting: 1, longestMinutes: 3 * hour },
      { department: 'sales', ended: 0, waiting: 1, longestMinutes: 3 * hour },
      { department: 'service-centre', ended: 0, waiting: 1, longestMinutes: 4 * hour },
    ]);
  });

  theAuditorExportsAndVerifies();
});
