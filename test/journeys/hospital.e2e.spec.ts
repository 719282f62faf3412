import {
  analyst,
  anna,
  auditor,
  ben,
  clara,
  cny,
  companyOpens,
  dora,
  expectRefusal,
  finance,
  generalManager,
  person,
  policyAdmin,
  privacyOfficer,
  theAuditorExportsAndVerifies,
  time,
  type Complaint,
} from './company.js';

/** The head signs for what is above 1 000 yuan; where it is about the head, the medical director does. */
const matrix = {
  currency: 'CNY',
  bands: [
    { from: 0, scope: 'ward', roles: [], mode: 'all' },
    { from: 1, scope: 'ward', roles: ['supervisor'], mode: 'all', validDays: 30 },
    {
      from: 100_000,
      scope: 'hospital',
      roles: ['hospital-head'],
      mode: 'all',
      validDays: 30,
      substitutes: [{ role: 'hospital-head', by: ['medical-director'] }],
    },
  ],
  titles: [
    { code: 'hospital-head', 'zh-CN': '院长', en: 'head of the hospital' },
    { code: 'medical-director', 'zh-CN': '医务主任', en: 'medical director' },
  ],
  reason: 'What the head signs, and who signs for the head.',
};
const head = person('yuan', 'hospital-head');
const medicalDirector = person('mei', 'medical-director');

const mrsLin = { name: 'Lin Shu', customerNumber: 'P-2207', representative: { name: 'Lin Tao', capacity: 'son of' } };
const form = {
  channel: 'letter',
  cause: 'privacy',
  product: 'consultation',
  unit: 'hospital',
  complainantKind: 'proxy',
  complainant: mrsLin,
};

describe('scenario 15: a complaint about the head of a hospital, and the patient who wants to be forgotten', () => {
  companyOpens('2026-06-01T09:00:00+08:00');
  beforeAll(async () => {
    await policyAdmin.publishes(matrix);
    time.passes({ minutes: 1 });
  });

  async function isAnswered(complaint: Complaint): Promise<void> {
    await ben.does('investigate', complaint, { finding: 'substantiated', faultParty: 'own', rootCause: 'people' });
    await ben.does('reply', complaint, {
      kind: 'final',
      channel: 'letter',
      text: 'Dear Mr Lin, you are right, and we are sorry.',
      reasons: 'It was said where others could hear it.',
      recourse: ['regulator'],
    });
    time.passes({ days: 3 });
    await dora.does('followUp', complaint, {
      channel: 'phone',
      reached: true,
      satisfaction: 4,
      solved: true,
      comment: 'Mrs Lin is content.',
    });
  }
  const isClosed = async (complaint: Complaint) =>
    ben.does('close', complaint, { outcome: 'upheld', summary: 'Mrs Lin has our apology.', toldVia: 'letter', recourse: ['regulator'] });

  it('a stand-in signs for the head; what is open, held by a court or to be kept is not erased, then everything is, and no number changes', async () => {
    const begun = time.now();
    const earlier = await anna.receives({ ...form, cause: 'waiting-time', account: 'Mrs Lin waited for five hours.' });
    await isAnswered(earlier);
    await isClosed(earlier);
    time.passes({ weeks: 2 });

    const complaint = await anna.receives({
      ...form,
      account: 'The head told us in the corridor what my mother has, and ten people heard it.',
      demands: 'An apology, and what the second opinion cost.',
      respondents: [head.sub],
    });
    await anna.does('classify', complaint, {
      category: 'privacy',
      severity: 'high',
      urgency: 'urgent',
      directness: 'direct',
      sensitive: true,
    });
    await anna.does('assign', complaint, { person: ben.sub });
    const letter = await ben.handsIn(complaint, 'text/plain', 'What the second opinion says of Mrs Lin.');
    expect(await auditor.looksAt(complaint, letter)).toContain('Mrs Lin');
    await expectRefusal(analyst.looksAt(complaint, letter), 403, 'role-not-allowed');
    expect(await ben.lists({ sensitive: 'true', status: 'open' })).toMatchObject([{ complaintId: complaint }]);
    expect(JSON.stringify(await analyst.reads(complaint))).not.toContain('corridor');

    // 回避 The head keeps out, and so the role is empty: the medical director, whom the matrix names, signs in it.
    await clara.does('recuse', complaint, { person: head.sub, reason: 'respondent', vacates: ['hospital-head'] });
    const remedy = { remedy: 'reimbursement', borne: cny(1_200) };
    await ben.does('propose', complaint, remedy);
    expect(await head.mustSign(complaint)).toEqual([]);
    await expectRefusal(head.does('approve', complaint), 409, 'self-approval', { because: 'respondent' });
    expect(await medicalDirector.mustSign(complaint)).toMatchObject([
      { missing: [{ role: 'medical-director', standsInFor: 'hospital-head' }] },
    ]);
    await medicalDirector.does('approve', complaint, { note: 'Mrs Lin should have it.' });
    await ben.does('recordCustomerDecision', complaint, { decision: 'accepted', consent: 'verbal' });
    await ben.does('compensate', complaint, remedy);
    await finance.does('fulfil', complaint, { reference: 'transfer-31' });
    await isAnswered(complaint);

    // 依法保留 The court wants the earlier file, and the law of the hospital keeps complaints for three years: all reasons are told at once.
    await generalManager.does('placeLegalHold', earlier, { reason: 'litigation', reference: 'Mrs Lin against the hospital, file 11' });
    await policyAdmin.publishesPolicy('retention-rules', {
      rules: [
        {
          rule: 'complaint-files',
          labels: { 'zh-CN': '投诉档案', en: 'complaint files' },
          when: { outcomes: ['upheld', 'partly', 'rejected'] },
          keep: { years: 3 },
          source: { paragraph: 'house rule 7', document: 'The hospital’s rules', read: '2026-11-22', status: 'own' },
        },
      ],
    });
    const open = { complaintId: complaint, code: 'case-open' };
    const held = { complaintId: earlier, code: 'under-legal-hold', hold: 1, reason: 'litigation' };
    const kept = (one: Complaint) => ({ complaintId: one, code: 'under-retention', rule: 'complaint-files', version: 2 });
    for (const one of [complaint, earlier])
      await expectRefusal(privacyOfficer.proposesErasure(one), 409, 'case-open', {
        reasons: expect.arrayContaining([open, held, kept(earlier)].map((reason) => expect.objectContaining(reason) as unknown)) as unknown,
        possibleFrom: null,
      });
    await expectRefusal(clara.proposesErasure(complaint), 403, 'role-not-allowed');
    await isClosed(complaint);
    await expectRefusal(privacyOfficer.proposesErasure(complaint), 409, 'under-legal-hold');
    await privacyOfficer.liftsHold(earlier, 1, 'judgment-final');
    // Three years from the day on which the last of them was closed, which is over when the next one begins.
    const until = '2029-06-22T00:00:00.000Z';
    await expectRefusal(privacyOfficer.proposesErasure(complaint), 409, 'under-retention', { possibleFrom: until });
    time.comes(until);

    const period = { from: begun, to: time.now(), asOf: time.now(), tz: 'Asia/Shanghai', format: 'csv' };
    const counted = () =>
      Promise.all([
        analyst.printsReport('volume', { ...period, by: 'cause' }),
        analyst.printsReport('outcomes', { ...period, by: 'outcome' }),
        analyst.printsReport('compensation', { ...period, by: 'remedy' }),
        analyst.printsReport('satisfaction', period),
        analyst.printsReport('repeats', { ...period, by: 'product' }),
      ]);
    const before = await counted();
    const request = await privacyOfficer.proposesErasure(complaint);
    await expectRefusal(privacyOfficer.also('general-manager').approvesErasure(request), 409, 'four-eyes', {
      proposer: privacyOfficer.sub,
    });
    expect(await auditor.readsErasure(complaint)).toMatchObject({
      status: 'not-erased',
      request: { requestId: request, status: 'proposed' },
    });
    expect(await generalManager.approvesErasure(request)).toMatchObject({ complaints: [complaint, earlier], alsoNamedIn: [] });
    expect(await counted()).toEqual(before);

    for (const erased of [complaint, earlier]) {
      const [detail, { chain, ...history }] = [await auditor.reads(erased), await auditor.readsHistory(erased)];
      expect(detail).toMatchObject({ status: 'closed', received: { account: { $erased: true }, complainant: { $erased: true } } });
      expect(JSON.stringify([detail, history])).not.toMatch(/Lin\b|corridor|waited/);
      expect(chain).toMatchObject({ verified: true });
      expect(await auditor.readsErasure(erased)).toMatchObject({ status: 'erased', by: generalManager.sub, erasedAt: time.now() });
    }
    await expectRefusal(auditor.looksAt(complaint, letter), 410, 'personal-data-erased');
    await expectRefusal(privacyOfficer.proposesErasure(earlier), 409, 'already-erased');
    await expectRefusal(ben.does('addNote', complaint, { text: 'He called again.' }), 409, 'personal-data-erased');

    // Still on the list, still a repeat; but who complains now is somebody new.
    expect(await ben.lists({ sameSubjectAs: complaint })).toMatchObject([{ complaintId: earlier }]);
    const later = await anna.receives({ ...form, account: 'Once more.' });
    expect(await ben.lists({ sameSubjectAs: later })).toEqual([]);
    expect(await auditor.reads(later)).toMatchObject({ received: { complainant: mrsLin } });
  });

  theAuditorExportsAndVerifies();
});
