import { anna, auditor, ben, companyOpens, person, theAuditorExportsAndVerifies, time, whatFollows } from './company.js';

/** The merchant's own people, who answer for it on the platform. */
const merchant = person('mei', 'handler');

describe('scenario 4: a parcel arrives broken, and the merchant refuses to pay', () => {
  companyOpens('2026-06-18T10:00:00+08:00');

  it('two refusals and a word about the regulator bring it to the top before the regulator hears of it', async () => {
    const complaint = await anna.receives({
      channel: 'app',
      cause: 'damaged',
      product: 'tea-set',
      unit: 'marketplace',
      account: '收到时茶具已经碎了，箱子也是湿的。',
      demands: '赔偿。',
      language: 'zh-CN',
      complainant: { name: '何平', customerNumber: 'M-17' },
    });
    await anna.does('assign', complaint, { person: ben.sub, unit: 'marketplace' });
    await ben.does('recordContact', complaint, { channel: 'app', direction: 'outbound', reached: true });
    for (const question of ['Will you replace it?', 'Will you at least take it back?']) {
      await ben.does('requestContribution', complaint, { of: { unit: 'merchant-17' }, question, answerBy: time.in(1) });
      time.passes({ hours: 2 });
      await merchant.does('giveContribution', complaint, { result: 'refused', reason: 'carrier-is-to-blame' });
      await whatFollows();
    }
    expect(await anna.readsRisk(complaint)).toMatchObject({
      score: 40,
      signals: expect.arrayContaining([expect.objectContaining({ signal: 'refusals', count: 1, points: 40 })]) as unknown,
    });
    expect((await anna.reads(complaint))['level']).toBe(1);

    time.passes({ hours: 1 });
    await ben.does('recordContact', complaint, {
      channel: 'phone',
      direction: 'inbound',
      reached: true,
      summary: '客户说再不处理就向12315和监管部门投诉。',
    });
    await whatFollows();
    const raised = (await auditor.readsHistory(complaint)).events;
    expect(raised.filter(({ type }) => type === 'RiskRaised')).toMatchObject([
      {
        data: {
          score: 100,
          signals: [
            { signal: 'refusals', count: 1, points: 40 },
            { signal: 'regulator-or-media', count: 1, points: 60 },
          ],
        },
      },
    ]);
    // What was said stays sealed; that a word was in it is a fact.
    const told = raised.find(({ type, data }) => type === 'ContactMade' && data['direction'] === 'inbound');
    expect(told).toMatchObject({ data: { words: ['regulator-or-media'] } });
    expect((await anna.reads(complaint))['level']).toBe(3);

    time.passes({ hours: 20 });
    await ben.does('escalate', complaint, {
      track: 'external',
      body: 'regulator',
      reason: 'customer-went-there',
      trigger: 'customer',
      reference: 'R-1',
    });
    const { events } = await auditor.readsHistory(complaint);
    const escalations = events.filter(({ type }) => type === 'Escalated');
    expect(escalations).toMatchObject([{ data: { track: 'level', to: 3, trigger: 'tipping-point' } }, { data: { track: 'external' } }]);
  });

  theAuditorExportsAndVerifies();
});
