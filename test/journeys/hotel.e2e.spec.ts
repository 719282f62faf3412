import {
  analyst,
  anna,
  auditor,
  clara,
  cny,
  companyOpens,
  expectRefusal,
  finance,
  operationsDirector,
  theAuditorExportsAndVerifies,
  time,
} from './company.js';

const guest = {
  channel: 'counter',
  grade: 'grievance',
  product: 'room',
  unit: 'harbour-hotel',
  complainant: { name: 'Sun Yi', phone: '138 5550 0123' },
};
const settled = { outcome: 'upheld', summary: 'Settled at the front desk.', toldVia: 'counter', acceptedOnTheSpot: 'verbal' };
const content = { channel: 'counter', reached: true, satisfaction: 5, solved: true };

describe('scenario 12: a hotel settles what it can on the spot 当场解决', () => {
  companyOpens('2026-05-04T18:00:00+08:00');

  it('the guest of a noisy room is listened to, apologised to, moved, asked, and content, all within the hour', async () => {
    const complaint = await anna.receives({ ...guest, cause: 'noise', demands: 'Sleep.' });
    // What may be offered is on the menu.
    expect(await anna.readsMenu('hotel-room')).toEqual(expect.arrayContaining(['other-room', 'free-night']));
    await anna.does('apologise', complaint, {
      apologist: anna.sub,
      channel: 'counter',
      text: 'I am sorry, and see what is free.',
      admitsFault: true,
    });
    await anna.does('compensate', complaint, { remedy: 'other-room', borne: cny(0), acceptance: 'verbal', acceptedBy: 'customer' });
    await expectRefusal(anna.does('close', complaint, settled), 409, 'not-followed-up', {
      missing: ['not-followed-up', 'remedy-outstanding'],
    });
    time.passes({ minutes: 20 });
    await anna.does('fulfil', complaint, { reference: 'room-1204' });
    time.passes({ minutes: 25 });
    await anna.does('followUp', complaint, content);
    await anna.does('close', complaint, settled);
    expect(await auditor.reads(complaint)).toMatchObject({
      status: 'closed',
      closed: { acceptedOnTheSpot: 'verbal' },
      investigations: [],
      replies: [],
    });
  });

  it('a free night is signed for at once by who may, and the desk promises none before', async () => {
    const complaint = await anna.receives({ ...guest, cause: 'cleanliness', demands: 'My money back.' });
    const night = { remedy: 'free-night', borne: cny(680) };
    await expectRefusal(anna.does('compensate', complaint, { ...night, acceptance: 'verbal' }), 409, 'approval-required', {
      required: ['channel-head', 'operations-director'],
    });
    await anna.does('propose', complaint, night);
    await operationsDirector.does('approve', complaint, { note: 'Of course.' });
    await anna.does('recordCustomerDecision', complaint, { decision: 'accepted', consent: 'verbal' });
    await anna.does('compensate', complaint, night);
    await finance.does('fulfil', complaint, { reference: 'folio-77' });
    await anna.does('followUp', complaint, content);
    await anna.does('close', complaint, settled);
    expect(await auditor.reads(complaint)).toMatchObject({ closed: { outcome: 'upheld' }, borne: [cny(680)], owed: [] });
  });

  it('what the front desk cannot settle goes up, and is then not closed as settled on the spot', async () => {
    const complaint = await anna.receives({ ...guest, cause: 'billing', demands: 'The bill put right, in writing.' });
    await anna.does('escalate', complaint, { track: 'level', to: 2, reason: 'not-settled-on-the-spot', trigger: 'person' });
    await anna.does('followUp', complaint, content);
    await expectRefusal(clara.does('close', complaint, settled), 409, 'not-on-the-spot', { level: 2 });
  });

  it('the management sees how often which cause comes up, and which remedies were given', async () => {
    // June, of which the stories above are no part.
    time.comes('2026-06-01T12:00:00+08:00');
    for (const cause of ['noise', 'breakfast', 'noise', 'cleanliness', 'noise', 'breakfast', 'noise', 'cleanliness']) {
      const complaint = await anna.receives({ ...guest, cause });
      const remedy = cause === 'breakfast' ? 'room-service' : 'other-room';
      await anna.does('compensate', complaint, { remedy, borne: cny(0), acceptance: 'verbal' });
      await anna.does('fulfil', complaint);
      await anna.does('followUp', complaint, content);
      await anna.does('close', complaint, settled);
      time.passes({ days: 3 });
    }
    const june = { from: '2026-06-01', to: '2026-07-01', tz: 'Asia/Shanghai' };
    expect(await analyst.readsReport('volume', { ...june, by: 'cause' })).toMatchObject([
      { cause: 'breakfast', received: 2, share: 0.25, previous: 0 },
      { cause: 'cleanliness', received: 2, share: 0.25, previous: 1 },
      { cause: 'noise', received: 4, share: 0.5, previous: 1 },
    ]);
    expect(await analyst.readsReport('outcomes', june)).toMatchObject([{ closed: 8, onTheSpot: 8, upholdRate: 1, medianMinutes: 0 }]);
    expect(await analyst.readsReport('compensation', { ...june, by: 'remedy' })).toMatchObject([
      { remedy: 'other-room', ordered: 6, borne: 0, fulfilled: 6 },
      { remedy: 'room-service', ordered: 2, borne: 0, fulfilled: 2 },
    ]);
    expect(await analyst.readsReport('satisfaction', { ...june, by: 'resolution' })).toMatchObject([
      { resolution: 'quickly', reached: 8, meanSatisfaction: 5, solvedShare: 1, buyAgainAnchor: 0.82 },
    ]);
  });

  theAuditorExportsAndVerifies();
});
