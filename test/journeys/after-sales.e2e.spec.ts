import {
  anna,
  auditor,
  ben,
  companyOpens,
  supervisorOnCall,
  theAuditorExportsAndVerifies,
  time,
  whatFollows,
  type Complaint,
} from './company.js';

const form = {
  channel: 'web',
  cause: 'repair-overdue',
  product: 'washing-machine',
  unit: 'after-sales',
  account: 'It has stood here for a week.',
};

describe('scenario 9: an after-sales service does not answer, and the case comes to its tipping point by waiting alone', () => {
  companyOpens('2026-03-02T09:00:00+08:00');

  const types = async (complaint: Complaint) => (await auditor.readsHistory(complaint)).events.map(({ type }) => type);

  it('is silent at 23 h 59, and after 24 h the case is above, with the one signal that explains it', async () => {
    const complaint = await anna.receives(form);
    await whatFollows();
    // The acknowledgement that went out by itself is nobody who got through to the customer.
    expect(await types(complaint)).toContain('Acknowledged');
    time.passes({ hours: 23, minutes: 59 });
    await whatFollows();
    expect(await types(complaint)).not.toContain('RiskRaised');
    expect(await anna.readsRisk(complaint)).toMatchObject({ score: 0, threshold: 100 });
    expect(await supervisorOnCall.readsDeadlines({ status: 'running', complaint })).toMatchObject([{ clock: 'first-reply', warned: 90 }]);

    time.passes({ minutes: 2 });
    await whatFollows();
    const { events } = await auditor.readsHistory(complaint);
    expect(events.filter(({ type }) => type === 'DeadlineMissed')).toMatchObject([{ data: { clock: 'first-reply' } }]);
    expect(events.filter(({ type }) => type === 'RiskRaised')).toMatchObject([
      { data: { score: 100, threshold: 100, signals: [{ signal: 'waiting', count: 1, points: 100 }] } },
    ]);
    expect(events.filter(({ type }) => type === 'Escalated')).toMatchObject([
      { data: { track: 'level', to: 3, trigger: 'tipping-point' } },
    ]);
    expect(await supervisorOnCall.readsDeadlines({ status: 'overdue', complaint })).toMatchObject([{ clock: 'first-reply' }]);

    // Nothing is fired twice, however long it goes on.
    time.passes({ days: 3 });
    await whatFollows();
    const later = await types(complaint);
    expect(later.filter((type) => ['DeadlineMissed', 'RiskRaised', 'Escalated'].includes(type))).toHaveLength(3);

    await ben.does('recordContact', complaint, { channel: 'phone', direction: 'outbound', reached: true, summary: 'She is told when.' });
    await whatFollows();
    expect(await types(complaint)).toEqual(expect.arrayContaining(['DeadlineMet', 'RiskEased']));
    const [met] = (await auditor.readsHistory(complaint)).events.filter(
      ({ type, data }) => type === 'DeadlineMet' && data['clock'] === 'first-reply',
    );
    expect(met).toMatchObject({ data: { late: true, moment: 'contacted' } });
  });

  it('has nothing to say where somebody calls within the day', async () => {
    const complaint = await anna.receives(form);
    time.passes({ hours: 23 });
    await ben.does('recordContact', complaint, { channel: 'phone', direction: 'outbound', reached: true });
    time.passes({ days: 2 });
    await whatFollows();
    expect(await types(complaint)).not.toContain('RiskRaised');
    expect(await types(complaint)).not.toContain('DeadlineMissed');
  });

  theAuditorExportsAndVerifies();
});
