import {
  analyst,
  anna,
  auditor,
  ben,
  boardSecretary,
  cfo,
  channelHead,
  chiefActuary,
  clara,
  cny,
  companyOpens,
  expectRefusal,
  generalManager,
  operationsDirector,
  person,
  policyAdmin,
  someHash,
  theAuditorExportsAndVerifies,
  time,
  type Complaint,
} from './company.js';

const cancellation = (yuan: number) => ({ remedy: 'policy-cancellation', borne: cny(yuan) });

/** A complaint about mis-selling that was found to be true: what the customer gets for it is open. */
async function investigated(): Promise<Complaint> {
  const complaint = await anna.receives({
    channel: 'counter',
    cause: 'mis-selling',
    product: 'life-policy',
    unit: 'beijing',
    demands: 'The policy cancelled, and my premiums back.',
    complainant: { name: 'Li Hua' },
    respondents: ['wang'],
  });
  await anna.does('assign', complaint, { person: 'ben' });
  await ben.does('investigate', complaint, { finding: 'substantiated', faultParty: 'own', rootCause: 'people' });
  return complaint;
}

describe('scenario 10: where the procedure does not go straight through', () => {
  companyOpens('2026-03-02T09:00:00+08:00');

  it('an approver refuses with a reason, which ends the round; a smaller proposal is signed and ordered', async () => {
    const complaint = await investigated();
    await clara.does('propose', complaint, cancellation(2_500));
    await channelHead.does('approve', complaint);
    await cfo.does('approve', complaint, { decision: 'refused', reason: 'too-much' });
    await expectRefusal(operationsDirector.does('approve', complaint), 409, 'no-open-round', { round: 1, status: 'ended' });
    await expectRefusal(ben.does('compensate', complaint, { ...cancellation(2_500), approvalRound: 1 }), 409, 'no-open-round');

    await clara.does('propose', complaint, cancellation(1_800));
    await operationsDirector.does('approve', complaint);
    await ben.does('recordCustomerDecision', complaint, { decision: 'accepted', consent: 'verbal' });
    await ben.does('compensate', complaint, cancellation(1_800));
    expect(await auditor.reads(complaint)).toMatchObject({
      proposals: [
        { round: 1, status: 'ended', signatures: [{ approver: channelHead.sub }], refusals: [{ role: 'cfo', reason: 'too-much' }] },
        { round: 2, status: 'spent', signatures: [{ approver: operationsDirector.sub, completes: true }] },
      ],
      borne: [cny(1_800)],
    });
  });

  it('the customer refuses, is talked with again 再次与客户进行沟通, and accepts the next proposal before it is approved', async () => {
    const complaint = await investigated();
    await clara.does('propose', complaint, cancellation(1_500));
    await channelHead.does('approve', complaint);
    expect(
      await ben.causes('recordCustomerDecision', complaint, {
        decision: 'refused',
        reason: 'It is less than I paid.',
        newDemand: '2 400 yuan.',
      }),
    ).toEqual(['CustomerRefused', 'ApprovalVoided']);
    await expectRefusal(ben.does('compensate', complaint, { ...cancellation(1_500), approvalRound: 1 }), 409, 'no-open-round');
    await ben.does('recordContact', complaint, {
      channel: 'phone',
      direction: 'outbound',
      reached: true,
      summary: 'She would take 2 400.',
    });

    await clara.does('propose', complaint, cancellation(2_400));
    const accepted = { decision: 'accepted', consent: 'verbal' };
    await expectRefusal(ben.does('recordCustomerDecision', complaint, accepted), 409, 'offer-not-subject-to-approval', { round: 2 });
    await ben.does('recordCustomerDecision', complaint, { ...accepted, subjectToApproval: true });
    for (const signer of [cfo, operationsDirector]) await signer.does('approve', complaint);
    await expectRefusal(ben.does('compensate', complaint, cancellation(2_400)), 409, 'approval-outstanding', { missing: ['channel-head'] });
    await channelHead.does('approve', complaint);
    await ben.does('compensate', complaint, cancellation(2_400));
    expect(await auditor.reads(complaint)).toMatchObject({ compensations: [{ approvalRound: 2, acceptance: 'verbal' }] });
  });

  it('nobody promises money beyond their own authority, and no remedy depends on silence', async () => {
    const complaint = await investigated();
    const promise = { promise: 'You get 3 000 yuan.', due: time.in(7), channel: 'phone', amount: cny(3_000) };
    const required = ['channel-head', 'operations-director', 'cfo'];
    await expectRefusal(ben.does('makePromise', complaint, promise), 409, 'beyond-own-authority', { required });
    await expectRefusal(clara.does('propose', complaint, { ...cancellation(500), terms: ['silence'] }), 409, 'forbidden-term', {
      term: 'silence',
    });
    const { amount: _, ...withoutMoney } = promise;
    await ben.does('makePromise', complaint, { ...withoutMoney, promise: 'You hear from me by Monday.' });
    expect(await auditor.reads(complaint)).toMatchObject({ promises: [{ due: promise.due }], proposals: [] });
  });

  it('more money voids what was signed, in the same append; less does not', async () => {
    const complaint = await investigated();
    await clara.does('propose', complaint, cancellation(3_000));
    await channelHead.does('approve', complaint);
    await operationsDirector.does('approve', complaint);
    expect(await clara.causes('propose', complaint, cancellation(3_500))).toEqual([
      'ApprovalVoided',
      'ResolutionProposed',
      'ApprovalRequested',
    ]);
    await expectRefusal(cfo.does('approve', complaint, { round: 1 }), 409, 'round-superseded', { current: 2 });
    await cfo.does('approve', complaint);
    await ben.does('recordCustomerDecision', complaint, { decision: 'accepted', consent: 'written', subjectToApproval: true });
    await expectRefusal(ben.does('compensate', complaint, cancellation(3_500)), 409, 'approval-outstanding', {
      missing: ['channel-head', 'operations-director'],
    });

    expect(await clara.causes('propose', complaint, cancellation(3_200))).toEqual(['ResolutionProposed']);
    await channelHead.does('approve', complaint);
    await operationsDirector.does('approve', complaint);
    expect(await auditor.readsApprovals({ complaint })).toMatchObject([
      { round: 1, status: 'voided', endedBecause: 'changed' },
      { round: 2, status: 'granted', proposed: cny(3_200) },
    ]);
  });

  it('in two parts it costs the signatures of the whole', async () => {
    const complaint = await investigated();
    await clara.does('propose', complaint, cancellation(1_500));
    await channelHead.does('approve', complaint);
    await ben.does('recordCustomerDecision', complaint, { decision: 'accepted', consent: 'verbal' });
    await ben.does('compensate', complaint, cancellation(1_500));

    await clara.does('propose', complaint, { remedy: 'voucher', borne: cny(500) });
    await channelHead.does('approve', complaint);
    await expectRefusal(
      ben.does('compensate', complaint, { remedy: 'voucher', borne: cny(500), acceptance: 'goodwill' }),
      409,
      'approval-outstanding',
      {
        missing: ['operations-director', 'cfo'],
      },
    );
    expect(await auditor.readsApprovals({ complaint, status: 'requested' })).toMatchObject([
      { already: 150_000, now: 50_000, total: 200_000, band: { from: 200_000 } },
    ]);
  });

  it('what nobody ordered within thirty days lapses, and has to be proposed and signed again', async () => {
    const complaint = await investigated();
    await clara.does('propose', complaint, cancellation(2_500));
    await channelHead.does('approve', complaint);
    time.passes({ days: 29, hours: 23, minutes: 59 });
    await operationsDirector.does('approve', complaint);
    expect(await cfo.mustSign(complaint)).toMatchObject([{ missing: [{ role: 'cfo' }] }]);
    time.passes({ minutes: 1 });
    expect(await cfo.mustSign(complaint)).toEqual([]);
    await expectRefusal(cfo.does('approve', complaint), 409, 'approval-lapsed', { lapsesAt: time.now() });
    await expectRefusal(ben.does('compensate', complaint, { ...cancellation(2_500), acceptance: 'goodwill' }), 409, 'approval-lapsed');
    expect(await auditor.readsApprovals({ complaint, status: 'lapsed' })).toMatchObject([{ round: 1 }]);

    expect(await clara.causes('propose', complaint, cancellation(2_500))).toEqual([
      'ApprovalVoided',
      'ResolutionProposed',
      'ApprovalRequested',
    ]);
    expect(await auditor.readsApprovals({ complaint, status: 'requested' })).toMatchObject([
      { round: 2, signed: [], missing: [{ role: 'channel-head' }, { role: 'operations-director' }, { role: 'cfo' }] },
    ]);
  });

  it('the CFO on leave lets the controller sign, and both names are on the signature; taken back, it counts no more', async () => {
    const begun = time.now();
    const controller = person('kong', 'controller');
    const complaint = await investigated();
    await clara.does('propose', complaint, cancellation(2_500));
    await expectRefusal(controller.does('approve', complaint, { role: 'cfo' }), 409, 'role-not-missing');
    const delegation = await cfo.delegates('cfo', controller, 14, 'On leave.');
    await expectRefusal(controller.delegates('cfo', ben, 7, 'On leave too.'), 409, 'role-not-held', { role: 'cfo' });

    expect(await controller.mustSign(complaint)).toMatchObject([{ signAs: [{ role: 'cfo', delegation }] }]);
    await controller.does('approve', complaint, { delegation });
    await expectRefusal(cfo.does('approve', complaint), 409, 'role-not-missing');
    await expectRefusal(cfo.also('channel-head').does('approve', complaint), 409, 'already-signed', { person: cfo.sub });
    const granted = (await auditor.readsHistory(complaint)).events.find(({ type }) => type === 'ApprovalGranted');
    expect(granted).toMatchObject({
      actor: { sub: controller.sub, actingFor: cfo.sub },
      data: { role: 'cfo', approver: controller.sub, actingFor: cfo.sub, delegation },
    });

    await cfo.revokes(delegation, 'Back already.');
    const another = await investigated();
    await clara.does('propose', another, cancellation(2_500));
    expect(await controller.mustSign(another)).toEqual([]);
    await expectRefusal(controller.does('approve', another, { delegation }), 409, 'no-such-delegation', { delegation });
    time.passes({ minutes: 1 });
    expect(await analyst.readsReport('authority-usage', { from: begun, to: time.now() })).toMatchObject([{ signatures: 1, delegated: 1 }]);
  });

  it('the general manager is related to the customer: the signature is void, and the chief actuary stands in', async () => {
    const complaint = await investigated();
    await clara.does('propose', complaint, cancellation(10_000));
    await generalManager.does('approve', complaint);
    expect(await chiefActuary.mustSign(complaint)).toEqual([]);
    expect(await generalManager.causes('recuse', complaint, { reason: 'related-to-customer', vacates: ['general-manager'] })).toEqual([
      'Recused',
      'ApprovalVoided',
    ]);
    await expectRefusal(generalManager.does('approve', complaint), 409, 'self-approval', { because: 'recused' });
    for (const signer of [channelHead, operationsDirector, cfo]) await signer.does('approve', complaint);
    const order = { ...cancellation(10_000), acceptance: 'goodwill' };
    await expectRefusal(ben.does('compensate', complaint, order), 409, 'approval-outstanding', { missing: ['chief-actuary'] });
    expect(await chiefActuary.mustSign(complaint)).toMatchObject([
      { missing: [{ role: 'chief-actuary', standsInFor: 'general-manager' }] },
    ]);
    await chiefActuary.does('approve', complaint);
    await ben.does('compensate', complaint, order);
    expect((await auditor.readsHistory(complaint)).events.findLast(({ type }) => type === 'ApprovalGranted')).toMatchObject({
      data: { role: 'chief-actuary', standsInFor: 'general-manager', approver: chiefActuary.sub, completes: true },
    });
  });

  it('at 50 000 yuan, where the chief actuary signs anyway, the board stands in for the general manager', async () => {
    const complaint = await investigated();
    await clara.does('propose', complaint, cancellation(50_000));
    await generalManager.does('recuse', complaint, { reason: 'related-to-customer', vacates: ['general-manager'] });
    for (const signer of [channelHead, operationsDirector, cfo, chiefActuary]) await signer.does('approve', complaint);
    const resolution = { number: '2026-18', date: time.now().slice(0, 10), minutesHash: someHash, voters: ['bao', 'bei'], recusals: [] };
    await expectRefusal(
      boardSecretary.does('approve', complaint, { resolution: { ...resolution, voters: ['bao', generalManager.sub] } }),
      409,
      'voter-not-neutral',
    );
    await boardSecretary.does('approve', complaint, { resolution });
    expect(await auditor.readsApprovals({ complaint })).toMatchObject([
      {
        status: 'granted',
        signed: expect.arrayContaining([expect.objectContaining({ role: 'board', standsInFor: 'general-manager' })]) as unknown,
      },
    ]);
  });

  it('a matrix that is published meanwhile changes nothing for the running round, and decides the next one', async () => {
    const running = await investigated();
    await clara.does('propose', running, cancellation(3_000));
    const matrix = {
      currency: 'CNY',
      bands: [
        { from: 0, scope: 'none', roles: [], mode: 'all' },
        { from: 1, scope: 'channel', roles: ['channel-head', 'operations-director'], mode: 'any', validDays: 30 },
        { from: 500_000, scope: 'head-office', roles: ['cfo', 'general-manager'], mode: 'ordered', validDays: 30 },
      ],
      reason: 'Small amounts are decided faster.',
    };
    await expectRefusal(clara.publishes(matrix), 403, 'role-not-allowed', { needed: ['policy-admin'] });
    const tooSoon = new Date(Date.parse(time.now()) + 59_000).toISOString();
    await expectRefusal(policyAdmin.publishes({ ...matrix, effectiveFrom: tooSoon }), 422, 'effective-too-soon');
    const before = time.now();
    expect(await policyAdmin.publishes(matrix)).toMatchObject({ matrixVersion: 2 });

    const meanwhile = await investigated();
    await clara.does('propose', meanwhile, cancellation(3_000));
    time.passes({ seconds: 60 });
    const next = await investigated();
    await clara.does('propose', next, cancellation(3_000));
    const old = { matrixVersion: 1, missing: [{ role: 'channel-head' }, { role: 'operations-director' }, { role: 'cfo' }] };
    expect(await auditor.readsApprovals({ complaint: meanwhile })).toMatchObject([old]);
    expect(await auditor.readsApprovals({ complaint: next })).toMatchObject([
      { matrixVersion: 2, band: { from: 1, below: 500_000 }, mode: 'any' },
    ]);
    expect([await auditor.readsMatrix(before), await auditor.readsMatrix()]).toMatchObject([{ version: 1 }, { version: 2 }]);

    for (const complaint of [running, next]) await channelHead.does('approve', complaint);
    expect(await auditor.readsApprovals({ complaint: running })).toMatchObject([{ matrixVersion: 1, missing: old.missing.slice(1) }]);
    expect(await auditor.readsApprovals({ complaint: next })).toMatchObject([{ status: 'granted' }]);

    // In the new one the order is fixed above 5 000 yuan.
    const large = await investigated();
    await clara.does('propose', large, cancellation(5_000));
    await expectRefusal(generalManager.does('approve', large), 409, 'not-your-turn', { next: ['cfo'] });
    await cfo.does('approve', large);
    await generalManager.does('approve', large);

    await policyAdmin.retires(2, 'Too many were signed by one alone.');
    time.passes({ seconds: 60 });
    expect(await auditor.readsMatrix()).toMatchObject({ version: 1 });
  });

  theAuditorExportsAndVerifies();
});
