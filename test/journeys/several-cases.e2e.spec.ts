import {
  anna,
  auditor,
  ben,
  cfo,
  channelHead,
  cny,
  companyOpens,
  dora,
  expectRefusal,
  finance,
  operationsDirector,
  theAuditorExportsAndVerifies,
  time,
  type Complaint,
} from './company.js';

const form = { channel: 'phone', cause: 'damaged', product: 'washer', unit: 'store-north', account: 'It leaks.' };
const refund = (yuan: number) => ({ remedy: 'refund', borne: cny(yuan) });

describe('several cases that belong together', () => {
  companyOpens('2026-03-02T09:00:00+08:00');

  /** Proposed, signed for, accepted, ordered and paid. */
  async function isPaid(complaint: Complaint, yuan: number): Promise<void> {
    await anna.does('propose', complaint, refund(yuan));
    await channelHead.does('approve', complaint);
    await anna.does('recordCustomerDecision', complaint, { decision: 'accepted', consent: 'verbal' });
    await anna.does('compensate', complaint, refund(yuan));
    await finance.does('fulfil', complaint, { reference: 'transfer' });
  }

  it('who complains again about the same product within ninety days is recognised, and the two cases are linked', async () => {
    const min = { name: 'Zhang Min', customerNumber: 'M-1', phone: '138 5550 0001' };
    const first = await anna.receives({ ...form, complainant: min });
    time.passes({ days: 40 });
    // Another number of the same telephone is nobody's: the company's own number for her is.
    const again = await ben.receives({ ...form, cause: 'not-repaired', complainant: { ...min, phone: '138 5550 0002' } });
    const stranger = await ben.receives({ ...form, complainant: { name: 'Zhang Min', phone: '138 5550 0001' } });
    expect(await ben.lists({ sameSubjectAs: again })).toMatchObject([{ complaintId: first }]);
    expect(await ben.lists({ sameSubjectAs: stranger })).toEqual([]);

    // The later case names the earlier one by itself.
    expect(await ben.reads(again)).toMatchObject({ links: [{ complaintId: first, kind: 'repeat' }] });
    expect(await ben.readsRelated(again)).toMatchObject([{ complaintId: first }]);
    expect(await auditor.reads(stranger)).toMatchObject({ links: [] });
    await expectRefusal(ben.does('link', again, { complaintId: first, kind: 'repeat' }), 409, 'already-linked');
    await expectRefusal(ben.does('link', again, { complaintId: again, kind: 'repeat' }), 422, 'linked-to-itself');
    await ben.does('unlink', again, { complaintId: first, reason: 'another-machine' });
    await ben.does('link', again, { complaintId: first, kind: 'related', note: 'The same shop.' });
    expect(await ben.reads(again)).toMatchObject({ links: [{ complaintId: first, kind: 'related', note: 'The same shop.' }] });
    // The first case says so too, without anybody having told it.
    expect(await auditor.reads(first)).toMatchObject({ links: [{ complaintId: again, kind: 'related' }] });
    await ben.does('unlink', again, { complaintId: first, reason: 'another-shop' });
    for (const complaint of [first, again]) expect(await auditor.reads(complaint)).toMatchObject({ links: [] });
  });

  it('two cases of one matter are merged, and what was paid in the first counts in the second; un-merged, it counts there only', async () => {
    const li = { name: 'Li Hua', customerNumber: 'M-2' };
    const first = await anna.receives({ ...form, complainant: li });
    await isPaid(first, 1_500);
    const second = await anna.receives({ ...form, complainant: li, account: 'It leaks, and the floor is ruined.' });
    const before = await auditor.reads(first);

    await anna.does('merge', first, { complaintId: second, reason: 'same-matter' });
    await expectRefusal(anna.does('propose', first, refund(100)), 409, 'case-merged', { into: second });
    await expectRefusal(anna.does('merge', second, { complaintId: first, reason: 'same-matter' }), 409, 'target-merged', { into: second });
    // 1 000 yuan alone would need one signature; together with the 1 500 it is a matter for three.
    await ben.does('propose', second, refund(1_000));
    expect(await auditor.readsApprovals({ complaint: second })).toMatchObject([
      {
        already: 150_000,
        now: 100_000,
        total: 250_000,
        band: { from: 200_000, below: 1_000_000, scope: 'branch' },
        missing: [{ role: 'channel-head' }, { role: 'operations-director' }, { role: 'cfo' }],
        reason: { en: expect.stringContaining('1500.00 already (of which 1500.00 in another case) + 1000.00 now = 2500.00') as unknown },
      },
    ]);

    // It was another machine after all: what happened in each case is there as it was, and the next proposal stands for itself.
    await anna.does('unmerge', first, { reason: 'another-machine' });
    expect(await auditor.reads(first)).toMatchObject({ ...still(before), mergedInto: null });
    await ben.does('withdrawProposal', second, { reason: 'counted-wrongly' });
    await ben.does('propose', second, refund(1_000));
    expect(await auditor.readsApprovals({ complaint: second, status: 'requested' })).toMatchObject([
      { round: 2, already: 0, now: 100_000, total: 100_000, band: { from: 1, below: 200_000, scope: 'channel' } },
    ]);
    expect((await auditor.readsHistory(first)).events.slice(-2).map(({ type }) => type)).toEqual(['MergedInto', 'Unmerged']);
    for (const complaint of [first, second]) expect((await auditor.readsHistory(complaint)).chain).toMatchObject({ verified: true });
  });

  it('neighbours complain together: each is recognised again, and what their joint cases cost counts as one', async () => {
    const [wu, sun] = [
      { name: 'Wu Jun', customerNumber: 'M-3' },
      { name: 'Sun Yi', customerNumber: 'M-4' },
    ];
    const joint = await anna.receives({ ...form, complainantKind: 'joint', complainant: { ...wu, others: [sun, { name: 'A third' }] } });
    time.passes({ days: 10 });
    const own = await anna.receives({ ...form, complainant: sun });
    expect(await ben.lists({ sameSubjectAs: own })).toMatchObject([{ complaintId: joint }]);
    await anna.does('link', own, { complaintId: joint, kind: 'joint' });
    await ben.does('propose', own, refund(1_999));
    await channelHead.does('approve', own);
    await ben.does('recordCustomerDecision', own, { decision: 'accepted', consent: 'verbal' });
    await ben.does('compensate', own, refund(1_999));
    await ben.does('propose', joint, refund(1));
    for (const signer of [channelHead, operationsDirector, cfo]) expect(await signer.mustSign(joint)).toHaveLength(1);
  });

  it('a wrong field of the form is corrected: the form stays as it was written, and what counts is what is right', async () => {
    const complaint = await anna.receives({ ...form, complainant: { name: 'Zhou Lan', phone: '1' }, tags: ['shop'] });
    const counted = async (cause: string) => (await ben.lists({ cause })).map(({ complaintId }) => complaintId);
    const wrong = { field: 'cause', old: 'noise', new: 'delivery-damage', reason: 'misheard' };
    await expectRefusal(ben.does('correct', complaint, wrong), 409, 'not-what-stands');
    await ben.does('correct', complaint, { ...wrong, old: 'damaged' });
    await ben.does('correct', complaint, { field: 'complainant', new: { name: 'Zhou Lan', phone: '010 5555 0123' }, reason: 'misheard' });
    await expectRefusal(ben.does('correct', complaint, { ...wrong, old: undefined }), 409, 'nothing-to-correct');
    expect(await counted('delivery-damage')).toEqual([complaint]);
    expect(await auditor.reads(complaint)).toMatchObject({
      received: { cause: 'damaged', complainant: { phone: '1' } },
      corrections: [
        { field: 'cause', old: 'damaged', new: 'delivery-damage', reason: 'misheard' },
        { field: 'complainant', reason: 'misheard' },
      ],
    });
    await dora.does('followUp', complaint, { channel: 'phone', reached: true, satisfaction: 4, solved: true });
  });

  theAuditorExportsAndVerifies();
});

/** What a merge and its undoing leave as it was. */
function still({ status, received, proposals, compensations, fulfilments, borne, owed }: Readonly<Record<string, unknown>>) {
  return { status, received, proposals, compensations, fulfilments, borne, owed };
}
