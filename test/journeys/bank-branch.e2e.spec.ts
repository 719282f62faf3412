import {
  analyst,
  anna,
  ben,
  clara,
  cny,
  companyOpens,
  expectRefusal,
  operationsDirector,
  theAuditorExportsAndVerifies,
  time,
  type Complaint,
} from './company.js';

const shanghai = (day: string, hour = '10:00') => `2026-${day}T${hour}:00+08:00`;

describe('scenario 7: a bank branch with twelve like cases, and the opportunity 商机 in them', () => {
  companyOpens(shanghai('08-03'));

  it('who asks finds the hot spot and the twelve complaints behind it; what they miss is offered, and what that brings is counted', async () => {
    const receives = (at: string, cause: string, unit: string): Promise<Complaint> => {
      time.comes(at);
      return anna.receives({ channel: 'branch', cause, unit, product: 'deposit', complainant: { name: 'A customer' } });
    };
    // Nobody could draw money at the counter of the branch by the river. Sunday late in the evening still belongs to the week.
    const like: Complaint[] = [];
    const withdrawal = async (at: string) => void like.push(await receives(at, 'counter-withdrawal', 'riverside'));
    await withdrawal(shanghai('08-04'));
    await receives(shanghai('08-05'), 'staff-attitude', 'riverside');
    await withdrawal(shanghai('08-09', '23:30'));
    await receives(shanghai('08-10', '00:30'), 'counter-withdrawal', 'old-town');
    for (const day of ['08-11', '08-12', '08-14']) await withdrawal(shanghai(day));
    await receives(shanghai('08-17', '09:00'), 'fees', 'riverside');
    for (const day of ['08-18', '08-20', '08-21']) await withdrawal(shanghai(day));
    await receives(shanghai('08-24', '09:00'), 'fees', 'old-town');
    for (const day of ['08-25', '08-26', '08-27', '08-28']) await withdrawal(shanghai(day));
    expect(new Set(like).size).toBe(12);

    time.comes(shanghai('08-31', '08:00'));
    const august = { from: '2026-08-03', to: '2026-08-31', tz: 'Asia/Shanghai' };
    const byPlace = await analyst.readsReport('volume', { ...august, by: 'cause,unit' });
    expect(byPlace.toSorted((a, b) => Number(b['received']) - Number(a['received']))[0]).toMatchObject({
      cause: 'counter-withdrawal',
      unit: 'riverside',
      received: 12,
      share: 0.75,
    });

    const hotSpot = { cause: 'counter-withdrawal', unit: 'riverside' };
    const weekly = await analyst.readsReport('volume', { ...august, bucket: 'week', by: 'cause,unit' });
    expect(weekly.filter(({ cause, unit }) => cause === hotSpot.cause && unit === hotSpot.unit)).toMatchObject([
      { bucket: '2026-08-03', received: 2, previous: 0 },
      { bucket: '2026-08-10', received: 3, previous: 2 },
      { bucket: '2026-08-17', received: 3, previous: 3 },
      { bucket: '2026-08-24', received: 4, previous: 3 },
    ]);
    expect(await analyst.readsBehind('volume', { ...august, measure: 'received', ...hotSpot })).toEqual(like);
    expect(
      await analyst.readsBehind('volume', { ...august, measure: 'received', ...hotSpot, bucket: 'week', bucketStart: '2026-08-03' }),
    ).toEqual(like.slice(0, 2));
    // Who handles them finds the same cases in the list.
    const listed = await ben.lists({ ...hotSpot, status: 'open', sort: 'receivedAt' });
    expect(listed.map(({ complaintId }) => complaintId)).toEqual(like);

    // 商机 Whoever cannot wait at a counter would draw money at a machine that takes in coins, too.
    const opportunity = await ben.raises({
      kind: 'opportunity',
      cause: 'product',
      title: 'A machine for cash and coins by the river',
      from: { complaints: like, trend: 'volume by=cause,unit' },
      scope: { causes: [hotSpot.cause], units: [hotSpot.unit] },
      unit: hotSpot.unit,
    });
    expect(await ben.readsImprovement(opportunity)).toMatchObject({ status: 'raised', complaints: like });
    const benefit = { kind: 'money', amount: cny(12_400), period: { from: '2026-10-01', to: '2026-12-31' } };
    await expectRefusal(clara.improves('adopt', opportunity), 409, 'not-planned', { missing: ['measure', 'owner', 'due'] });
    await ben.improves('plan', opportunity, { measure: 'Rent one, and try it for a quarter.', owner: clara.sub, due: '2026-09-30' });
    await expectRefusal(ben.improves('recordBenefit', opportunity, benefit), 409, 'not-adopted', { status: 'planned' });
    time.passes({ days: 2 });
    await operationsDirector.improves('adopt', opportunity, { note: 'Until the end of the year.' });
    time.comes(shanghai('09-25'));
    await clara.improves('complete', opportunity, { result: 'It stands beside the door.' });
    time.comes('2027-01-04T09:00:00+08:00');
    await clara.improves('recordBenefit', opportunity, benefit);
    await clara.improves('recordBenefit', opportunity, { kind: 'volume', value: 31, unit: 'new accounts', period: benefit.period });

    const autumn = { from: '2026-08-31', to: '2027-01-05', tz: 'Asia/Shanghai', by: 'kind,unit' };
    expect(await analyst.readsReport('improvement', autumn)).toMatchObject([
      { kind: 'opportunity', unit: 'riverside', raised: 1, adopted: 1, done: 1, overdue: 0, medianMinutesToAdoption: 2 * 24 * 60 },
    ]);
    expect(await analyst.readsReport('improvement-benefit', autumn)).toMatchObject([
      { kind: 'opportunity', unit: 'riverside', currency: 'CNY', benefits: 1, benefit: 1_240_000 },
    ]);
  });

  theAuditorExportsAndVerifies();
});
