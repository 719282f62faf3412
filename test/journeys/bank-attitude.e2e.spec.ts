import {
  analyst,
  anna,
  auditor,
  ben,
  clara,
  companyOpens,
  dora,
  expectRefusal,
  generalManager,
  theAuditorExportsAndVerifies,
  time,
  wang,
} from './company.js';

describe('scenario 8: an attitude at a bank’s counter, told by the regulator', () => {
  companyOpens('2026-09-07T09:00:00+08:00');

  it('comes with the regulator’s number, is handled by nobody concerned, and is answered to the regulator', async () => {
    const begun = time.now();
    const complaint = await anna.receives({
      channel: 'regulator',
      cause: 'staff-attitude',
      product: 'deposit',
      unit: 'riverside',
      jurisdiction: 'cn',
      sourceReference: 'R-2026-0917',
      account: 'The lobby manager would not say why my mother cannot ask about her account.',
      complainantKind: 'proxy',
      complainant: { name: 'Zhou Lan', representative: { name: 'Zhou Qi', capacity: 'daughter of' } },
      respondents: ['wang'],
    });
    expect(await anna.lists({ sourceReference: 'R-2026-0917' })).toMatchObject([{ complaintId: complaint, channel: 'regulator' }]);
    await anna.does('escalate', complaint, {
      track: 'external',
      body: 'regulator',
      reference: 'R-2026-0917',
      reason: 'passed-on-by-regulator',
      trigger: 'authority',
    });
    expect(await anna.reads(complaint)).toMatchObject({ level: 1, escalations: [{ track: 'external', body: 'regulator' }] });
    await anna.does('acknowledge', complaint, { channel: 'regulator', answerBy: time.in(15), handling: 'Head office looks into it.' });

    // 回避 The lobby manager keeps out of it, and so does the supervisor, who is his wife.
    await expectRefusal(anna.does('assign', complaint, { person: 'wang' }), 409, 'respondent-recused');
    await clara.does('recuse', complaint, { reason: 'related-to-respondent' });
    await expectRefusal(clara.does('recuse', complaint, { reason: 'related-to-respondent' }), 409, 'already-recused');
    await expectRefusal(anna.does('assign', complaint, { person: clara.sub }), 409, 'recused-person', { person: clara.sub });
    await expectRefusal(clara.does('investigate', complaint, { finding: 'not' }), 409, 'recused-person');
    await expectRefusal(
      wang.does('close', complaint, { outcome: 'rejected', summary: 'Nothing.', toldVia: 'phone' }),
      409,
      'respondent-recused',
    );
    await expectRefusal(anna.does('recuse', complaint, { person: ben.sub, reason: 'conflict' }), 403, 'role-not-allowed');
    await anna.does('assign', complaint, { person: ben.sub });

    time.passes({ days: 4 });
    await ben.does('investigate', complaint, {
      finding: 'substantiated',
      faultParty: 'own',
      rootCause: 'people',
      note: { situation: 'He shook his head and said no.', result: 'Two of three were trained.', lesson: 'Say why, and what helps.' },
    });
    await wang.does('apologise', complaint, {
      apologist: 'wang',
      channel: 'letter',
      text: 'I should have explained it.',
      admitsFault: true,
    });
    await ben.does('reply', complaint, {
      kind: 'final',
      channel: 'regulator',
      text: 'We have explained to Ms Zhou how she can ask for her mother.',
      reasons: 'She was turned away without a word.',
      recourse: ['regulator', 'association'],
    });
    const closing = { outcome: 'upheld', summary: 'Explained and apologised.', toldVia: 'regulator', recourse: ['regulator'] };
    await expectRefusal(ben.does('close', complaint, closing), 409, 'not-followed-up');
    await dora.does('followUp', complaint, { reached: false, impossibility: 'through-authority' });
    await ben.does('close', complaint, closing);
    expect(await auditor.reads(complaint)).toMatchObject({
      status: 'closed',
      received: { sourceReference: 'R-2026-0917' },
      recusals: [{ person: clara.sub, reason: 'related-to-respondent' }],
    });

    // The regulator's own decision comes after the case is closed, and does not open it again.
    await ben.does('recordExternalDecision', complaint, {
      body: 'regulator',
      ruling: 'settled',
      reference: 'R-2026-0917',
      decidedAt: time.now(),
    });
    expect(await auditor.reads(complaint)).toMatchObject({
      status: 'closed',
      externalDecisions: [{ body: 'regulator', ruling: 'settled', reference: 'R-2026-0917' }],
    });

    time.passes({ days: 1 });
    const period = { from: begun, to: time.now(), tz: 'Asia/Shanghai' };
    expect(await analyst.readsReport('escalation', { ...period, by: 'track,reached,trigger' })).toMatchObject([
      { track: 'external', reached: 'regulator', trigger: 'authority', escalations: 1, outside: 1, medianMinutes: 0 },
    ]);
    expect(await analyst.readsReport('outcomes', { ...period, by: 'channel,outcome' })).toMatchObject([
      { channel: 'regulator', outcome: 'upheld', closed: 1, upholdRate: 1, medianMinutes: 4 * 24 * 60 },
    ]);
    expect(await analyst.readsReport('satisfaction', period)).toMatchObject([{ followUps: 1, impossible: 1, reached: 0 }]);

    // 培训覆盖率 Two of three were trained, where four of five should be: that is what is improved.
    const gap = (asOf = time.now()) =>
      analyst.readsReport('training-gap', { from: begun, to: time.in(1), asOf, tz: 'Asia/Shanghai', by: 'unit' });
    await clara.recordsTraining('third-party-accounts', 'riverside', 65);
    const untrained = time.now();
    const missing = { unit: 'riverside', topic: 'third-party-accounts', coverage: 0.65, target: 0.8, gap: 0.15 };
    expect(await gap()).toMatchObject([missing]);
    const training = await ben.raises({
      kind: 'training',
      cause: 'people',
      title: 'Everybody at the counter can say who may ask about an account',
      from: { complaints: [complaint], trend: 'training-gap by=unit' },
      unit: 'riverside',
    });
    await ben.improves('plan', training, { measure: 'Two evenings.', owner: clara.sub, due: time.in(30).slice(0, 10) });
    await generalManager.improves('adopt', training);
    time.passes({ weeks: 4 });
    await clara.recordsTraining('third-party-accounts', 'riverside', 82);
    await clara.improves('complete', training, { result: 'Nine of eleven came.' });
    expect(await gap()).toMatchObject([{ ...missing, coverage: 0.82, earlier: 0.65, gap: -0.02 }]);
    expect(await gap(untrained)).toMatchObject([missing]);
    expect(await auditor.readsImprovement(training)).toMatchObject({
      status: 'done',
      complaints: [complaint],
      adoptedBy: generalManager.sub,
    });
  });

  theAuditorExportsAndVerifies();
});
