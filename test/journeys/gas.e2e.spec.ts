import {
  analyst,
  anna,
  auditor,
  ben,
  clara,
  companyOpens,
  expectRefusal,
  generalManager,
  policyAdmin,
  theAuditorExportsAndVerifies,
  time,
  type Complaint,
} from './company.js';

describe('scenario 6: a gas company whose fitters leave dirt behind', () => {
  companyOpens('2026-03-02T09:00:00+08:00');

  it('an improvement is raised from the complaints and adopted within three days; eight weeks later its cause has become rare', async () => {
    const receives = (cause: string): Promise<Complaint> =>
      anna.receives({ channel: 'phone', cause, product: 'gas-meter', unit: 'fitters', account: 'The hall was black.' });
    // Two of three who had a fitter in the house complain about dirt, week after week.
    const begun = time.now();
    const dirt: Complaint[] = [];
    for (let week = 0; week < 8; week += 1) {
      dirt.push(await receives('dirt'), await receives('dirt'));
      await receives('late');
      time.passes({ weeks: 1 });
    }
    const raised = time.now();
    const improvement = await ben.raises({
      kind: 'corrective',
      cause: 'process',
      title: 'Fitters leave the house as they found it',
      description: 'Mrs Qian has sent pictures.',
      from: { complaints: dirt, trend: 'volume by=cause unit=fitters' },
      scope: { causes: ['dirt'], units: ['fitters'] },
      unit: 'fitters',
    });
    expect(JSON.stringify(await analyst.readsImprovement(improvement))).not.toContain('Mrs Qian');
    time.passes({ days: 1 });
    await ben.improves('plan', improvement, { measure: 'A mat under every tool.', owner: clara.sub, due: time.in(14).slice(0, 10) });
    await expectRefusal(ben.improves('adopt', improvement), 403, 'role-not-allowed');
    time.passes({ days: 1 });
    await generalManager.improves('adopt', improvement);
    const effect = { weeks: '8', tz: 'Asia/Shanghai' };
    expect(await analyst.readsEffectiveness(improvement, effect)).toMatchObject({ verdict: 'too-early' });
    time.passes({ weeks: 1 });
    await clara.improves('complete', improvement, { result: 'Mats in all twelve vans.' });

    for (let week = 0; week < 8; week += 1) {
      if (week % 4 === 0) await receives('dirt');
      await receives('late');
      time.passes({ weeks: 1 });
    }
    const told = await analyst.readsEffectiveness(improvement, effect);
    expect(told).toMatchObject({
      since: 'adoption',
      verdict: 'fallen',
      before: { complaints: 14, perWeek: 1.75 },
      after: { complaints: 2, perWeek: 0.25 },
    });
    await policyAdmin.recordsExposure({ unit: 'fitters', period: { from: '2026-01-01', to: '2026-12-31' }, orders: 500 });
    expect(await analyst.readsEffectiveness(improvement, effect)).toMatchObject({ basis: 'orders', verdict: 'fallen' });
    await clara.improves('reviewEffectiveness', improvement, { weeks: 8, before: 14, after: 2, verdict: 'fallen' });
    expect(await auditor.readsImprovement(improvement)).toMatchObject({ status: 'done', complaints: dirt, verdict: 'fallen' });

    time.passes({ minutes: 1 });
    expect(await analyst.readsReport('improvement', { from: begun, to: time.now(), by: 'cause' })).toMatchObject([
      {
        cause: 'process',
        raised: 1,
        adopted: 1,
        done: 1,
        overdue: 0,
        medianMinutesToAdoption: 2 * 24 * 60,
        medianMinutesToDone: 7 * 24 * 60,
        reviewed: 1,
        fallen: 1,
      },
    ]);
    expect(await analyst.readsReport('volume', { from: raised, to: time.now(), by: 'cause' })).toMatchObject([
      { cause: 'dirt', received: 2 },
      { cause: 'late', received: 8 },
    ]);
  });

  theAuditorExportsAndVerifies();
});
