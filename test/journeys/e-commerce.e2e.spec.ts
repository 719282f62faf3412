import { analyst, anna, ben, clara, companyOpens, theAuditorExportsAndVerifies, time, whatFollows, type Complaint } from './company.js';

describe('scenario 2: a shop takes complaints on its web site and in its app, calls back in time, and sees where they come from', () => {
  companyOpens('2026-10-05T09:00:00+08:00');

  it('each customer is called within the deadline; the hot spot is on top of the report', async () => {
    const receives = (channel: string, cause: string, product: string): Promise<Complaint> =>
      anna.receives({ channel, cause, product, unit: 'shop', account: 'Please help.' });
    // A month as usual, then one product's charger begins to melt.
    for (let week = 0; week < 4; week += 1) {
      for (const [channel, cause, product] of [
        ['web', 'late', 'book'],
        ['app', 'wrong-item', 'shoes'],
        ['web', 'defect', 'charger'],
      ] as const) {
        const complaint = await receives(channel, cause, product);
        await ben.does('recordContact', complaint, { channel: 'phone', direction: 'outbound', reached: true });
      }
      time.passes({ weeks: 1 });
    }
    const lately = time.now();
    const cases: Complaint[] = [];
    for (let n = 0; n < 8; n += 1) {
      cases.push(await receives(n % 2 === 0 ? 'web' : 'app', 'defect', 'charger'));
      time.passes({ minutes: 1 });
    }
    await receives('web', 'late', 'book');

    // Who is to be called, the most urgent first; whoever is called is off the list.
    await whatFollows();
    const owed = await clara.readsDeadlines({ status: 'running', clock: 'first-reply' });
    expect(owed).toHaveLength(9);
    time.passes({ hours: 20 });
    await whatFollows();
    for (const complaint of cases.slice(1)) {
      await ben.does('recordContact', complaint, { channel: 'phone', direction: 'outbound', reached: true, summary: 'Told to unplug it.' });
    }
    time.passes({ hours: 5 });
    await whatFollows();
    expect(await clara.readsDeadlines({ status: 'overdue', clock: 'first-reply' })).toMatchObject([{ complaintId: cases[0] }, {}]);

    time.passes({ days: 6 });
    const question = { from: lately, to: time.now(), tz: 'Asia/Shanghai', by: 'cause,product' };
    const [top] = await analyst.readsReport('hot-spots', question);
    expect(top).toMatchObject({ cause: 'defect', product: 'charger', received: 8, previous: 1 });
    expect(await analyst.readsBehind('hot-spots', { ...question, measure: 'received', cause: 'defect', product: 'charger' })).toHaveLength(
      8,
    );
    const byClock = await analyst.readsReport('timeliness', { from: lately, to: time.now() });
    expect(byClock.find(({ clock }) => clock === 'first-reply')).toMatchObject({ set: 9, inTime: 7 });
  });

  theAuditorExportsAndVerifies();
});
