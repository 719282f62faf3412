import {
  analyst,
  anna,
  ben,
  channelHead,
  clara,
  cny,
  companyOpens,
  expectRefusal,
  finance,
  operationsDirector,
  theAuditorExportsAndVerifies,
  time,
  whatFollows,
  type Complaint,
} from './company.js';

describe('scenario 1: fog closes the airport, and thirty passengers complain', () => {
  companyOpens('2026-11-22T06:00:00+08:00');

  it('one incident, one notice, a remedy each; who comes late gets the same, and by themselves', async () => {
    // Whoever complains of a delay before anybody knows why is taken in as always.
    const passengers: Complaint[] = [];
    const delayed = (said: object = {}) =>
      anna.receives({
        channel: 'app',
        cause: 'delay',
        product: 'flight',
        unit: 'beijing',
        language: 'zh-CN',
        complainant: { name: 'A passenger' },
        ...said,
      });
    for (let n = 1; n <= 30; n++) passengers.push(await delayed(n === 30 ? { language: 'en' } : {}));
    const rude = await delayed({ cause: 'staff-attitude' });

    time.passes({ minutes: 40 });
    const incident = await clara.opensIncident({
      title: 'Fog closes Beijing airport',
      cause: 'fog',
      product: 'flight',
      unit: 'beijing',
      startedAt: '2026-11-22T05:30:00+08:00',
      eta: '2026-11-22T12:00:00+08:00',
      joins: { causes: ['delay'], products: ['flight'], units: ['beijing'] },
    });
    await expectRefusal(anna.opensIncident({ title: 'Fog', cause: 'fog' }), 403, 'role-not-allowed');
    const joined = await anna.inIncident('join', incident, { complaints: [...passengers, '0199f000-0000-7000-8000-000000000000'] });
    expect(joined['refused']).toMatchObject([{ complaintId: '0199f000-0000-7000-8000-000000000000', code: 'unknown-complaint' }]);
    expect(await anna.lists({ incident })).toHaveLength(30);

    // One notice: cause, and until when. Each passenger reads it in their language, in their own case.
    await clara.inIncident('tell', incident, {
      texts: { 'zh-CN': '因大雾，机场关闭，预计中午恢复。', en: 'Fog has closed the airport. We expect to fly at noon.' },
      cause: 'fog',
      eta: '2026-11-22T12:00:00+08:00',
      channel: 'sms',
    });
    const texts = await Promise.all(
      [passengers[0]!, passengers[29]!].map(async (one) => {
        const { events } = await anna.readsHistory(one);
        return events.find(({ type }) => type === 'ReplySent')!.data['text'];
      }),
    );
    expect(texts).toEqual(['因大雾，机场关闭，预计中午恢复。', 'Fog has closed the airport. We expect to fly at noon.']);

    // A remedy each. The director who offers it signs for none; nothing is ordered before somebody else has.
    await operationsDirector.inIncident('offer', incident, { remedy: 'meal-voucher', borne: cny(120), reason: 'delay-over-4-hours' });
    expect(await analyst.readsIncident(incident)).toMatchObject({
      status: 'open',
      counts: { members: 30, told: 30, offered: 30, approved: 0, compensated: 0, fulfilled: 0, skipped: 0 },
    });
    await expectRefusal(operationsDirector.does('approve', passengers[0]!), 409, 'self-approval', { because: 'proposer' });
    for (const one of passengers) await channelHead.does('approve', one);
    await whatFollows();
    await finance.does('fulfil', passengers[0]!, { reference: 'voucher-1' });
    expect(await analyst.readsIncident(incident)).toMatchObject({
      counts: { members: 30, told: 30, offered: 30, approved: 30, compensated: 30, fulfilled: 1, skipped: 0 },
    });
    const { events } = await clara.readsHistory(passengers[7]!);
    expect(events.find(({ type }) => type === 'Compensated')!.data).toMatchObject({ borne: cny(120), acceptance: 'mass-incident' });

    // The thirty-first calls when all is decided, in a language that nobody wrote down: the case joins by itself and gets the same.
    time.passes({ hours: 3 });
    const late = await delayed({ channel: 'phone', language: 'und' });
    await whatFollows();
    const [member] = (await ben.readsMembers(incident)).filter(({ complaintId }) => complaintId === late);
    expect(member).toMatchObject({ member: 31, matched: true, notices: [1], offers: [{ offer: 1, status: 'proposed' }], skipped: [] });
    await channelHead.does('approve', late);
    await whatFollows();
    const told = (await anna.readsHistory(late)).events;
    expect(told.find(({ type }) => type === 'ReplySent')!.data).toMatchObject({
      kind: 'holding',
      text: '因大雾，机场关闭，预计中午恢复。\n\nFog has closed the airport. We expect to fly at noon.',
    });
    expect(told.find(({ type }) => type === 'Compensated')!.data).toMatchObject({ remedy: 'meal-voucher', borne: cny(120) });

    // Who was rude was rude in the fog as well: that is another matter.
    expect(await anna.lists({ incident: '', cause: 'staff-attitude' })).toMatchObject([{ complaintId: rude, incident: null }]);

    await clara.inIncident('close', incident, { reason: 'fog-lifted', summary: 'All flights left by one.' });
    expect(await clara.readsIncident(incident)).toMatchObject({
      status: 'closed',
      closedReason: 'fog-lifted',
      counts: { members: 31, told: 31, compensated: 31 },
    });
    const tomorrow = await delayed();
    await whatFollows();
    expect(await anna.lists({ incident })).toHaveLength(31);
    await expectRefusal(anna.inIncident('join', incident, { complaints: [tomorrow] }), 409, 'incident-closed');
  });

  theAuditorExportsAndVerifies();
});
