import {
  analyst,
  anna,
  auditor,
  cny,
  companyOpens,
  dora,
  expectRefusal,
  finance,
  generalManager,
  person,
  policyAdmin,
  technicalSupervisor,
  theAuditorExportsAndVerifies,
  time,
  wang,
} from './company.js';

/** Another company publishes its own matrix: up to 1 000 yuan one of three may sign, from there on the general manager does. */
const matrix = {
  currency: 'CNY',
  bands: [
    { from: 0, scope: 'workshop', roles: [], mode: 'all' },
    { from: 1, scope: 'workshop', roles: ['supervisor', 'technical-supervisor', 'service-director'], mode: 'any', validDays: 14 },
    { from: 100_000, scope: 'company', roles: ['general-manager'], mode: 'all', validDays: 14 },
  ],
  titles: [
    { code: 'supervisor', 'zh-CN': '服务主管', en: 'supervisor' },
    { code: 'technical-supervisor', 'zh-CN': '技术主管', en: 'technical supervisor' },
    { code: 'service-director', 'zh-CN': '服务总监', en: 'service director' },
  ],
  reason: 'Rework is decided in the workshop.',
};

const serviceDirector = person('sui', 'service-director');

const comesBack = {
  channel: 'call-back',
  cause: 'not-repaired',
  product: 'brakes',
  unit: 'workshop-east',
  account: 'The noise was there again the next morning.',
  complainant: { name: 'Zhao Min', phone: '139 5550 0111' },
  respondents: ['wang'],
};

describe('scenario 11: an auto repair shop with three levels of handling 投诉处理的三个层次', () => {
  companyOpens('2026-04-06T08:30:00+08:00');
  beforeAll(async () => {
    await policyAdmin.publishes(matrix);
    time.passes({ minutes: 1 });
  });

  it('own fault: up to the technical supervisor and the general manager, handed back, and repaired again free of charge 返修', async () => {
    const begun = time.now();
    // 第一层 Customer service, which is neutral, listens and thanks for the call.
    const complaint = await dora.receives({ ...comesBack, demands: 'Brakes that make no noise.' });
    await dora.does('acknowledge', complaint, {
      channel: 'call-back',
      answerBy: time.in(2),
      handling: 'The workshop looks at it tomorrow.',
    });
    await expectRefusal(dora.does('assign', complaint, { person: 'wang' }), 409, 'respondent-recused');
    await dora.does('assign', complaint, { person: anna.sub });
    await anna.does('apologise', complaint, {
      apologist: anna.sub,
      channel: 'phone',
      text: 'We are sorry for the second way.',
      admitsFault: false,
    });

    // 第二层 What is wrong with the car the technical supervisor knows.
    await anna.does('escalate', complaint, { track: 'level', to: 2, reason: 'technical', trigger: 'person' });
    await anna.does('assign', complaint, { person: technicalSupervisor.sub });
    await expectRefusal(wang.does('investigate', complaint, { finding: 'not' }), 409, 'respondent-recused');
    time.passes({ days: 1 });
    await technicalSupervisor.does('investigate', complaint, {
      finding: 'substantiated',
      faultParty: 'own',
      rootCause: 'people',
      note: { situation: 'A pad was fitted the wrong way round.', lesson: 'A second pair of eyes on brakes.' },
    });

    // 第三层 The customer wants to hear it from the top, which says yes and hands it back to those who do it.
    await technicalSupervisor.does('escalate', complaint, { track: 'level', to: 3, reason: 'customer-insists', trigger: 'customer' });
    await expectRefusal(
      anna.does('escalate', complaint, { track: 'level', to: 2, reason: 'technical', trigger: 'person' }),
      409,
      'escalation-never-goes-down',
      {
        level: 3,
      },
    );
    await generalManager.does('recordContact', complaint, {
      channel: 'phone',
      direction: 'outbound',
      reached: true,
      summary: 'It will be put right.',
    });
    await expectRefusal(generalManager.does('handBack', complaint, { to: 3, reason: 'decided' }), 409, 'hand-back-goes-up', { level: 3 });
    await expectRefusal(
      generalManager.does('handBack', complaint, { to: 1, reason: 'decided', person: 'wang' }),
      409,
      'respondent-recused',
    );
    await generalManager.does('handBack', complaint, { to: 1, reason: 'decided', person: anna.sub });
    expect(await anna.reads(complaint)).toMatchObject({ level: 1, assigned: { person: anna.sub } });

    // 马上安排返修，并承担相关的费用 The shop repairs it again at once and bears what it costs: parts and hours for 480 yuan.
    const rework = { remedy: 'rework', borne: cny(480) };
    await anna.does('propose', complaint, rework);
    await expectRefusal(technicalSupervisor.does('approve', complaint), 409, 'self-approval', { because: 'handler' });
    await serviceDirector.does('approve', complaint);
    await anna.does('recordCustomerDecision', complaint, { decision: 'accepted', consent: 'verbal' });
    await anna.does('makePromise', complaint, { promise: 'The car is ready at five.', due: time.in(1), channel: 'phone' });
    await anna.does('compensate', complaint, rework);
    time.passes({ days: 1 });
    await finance.does('fulfil', complaint, { reference: 'job-2217' });
    await anna.does('reply', complaint, {
      kind: 'final',
      channel: 'counter',
      text: 'Your brakes are repaired again; you owe us nothing.',
      reasons: 'A pad was fitted the wrong way round: our fault.',
      recourse: ['association'],
    });
    time.passes({ days: 3 });
    await dora.does('followUp', complaint, { channel: 'call-back', reached: true, satisfaction: 5, solved: true, wouldBuyAgain: true });
    await anna.does('close', complaint, {
      outcome: 'upheld',
      summary: 'Repaired again free of charge.',
      toldVia: 'counter',
      recourse: ['association'],
    });

    const rounds = await auditor.readsApprovals({ complaint });
    expect(rounds).toMatchObject([
      {
        matrixVersion: 2,
        status: 'spent',
        reason: { en: expect.stringContaining('supervisor, technical supervisor or service director must sign') as unknown },
      },
    ]);
    const period = { from: begun, to: time.now() };
    expect(await analyst.readsReport('escalation', { ...period, by: 'reached,reason' })).toMatchObject([
      { reached: 'level-1', reason: 'decided', escalations: 0, handedBack: 1 },
      { reached: 'level-2', reason: 'technical', escalations: 1, handedBack: 0 },
      { reached: 'level-3', reason: 'customer-insists', escalations: 1, handedBack: 0 },
    ]);
    expect(await analyst.readsReport('compensation', { ...period, by: 'remedy' })).toMatchObject([
      { remedy: 'rework', currency: 'CNY', ordered: 1, borne: 48_000, fulfilled: 1 },
    ]);
  });

  it('not own fault: explained patiently, and inspected free of charge once the customer consents 征得客户同意', async () => {
    const complaint = await dora.receives({ ...comesBack, cause: 'warning-light', product: 'battery', demands: 'A new battery.' });
    await dora.does('assign', complaint, { person: anna.sub });
    await anna.does('escalate', complaint, { track: 'level', to: 2, reason: 'technical', trigger: 'person' });
    await technicalSupervisor.does('investigate', complaint, { finding: 'partly', faultParty: 'customer', rootCause: 'environment' });
    await anna.does('reply', complaint, {
      kind: 'interim',
      channel: 'phone',
      text: 'The light was left on; we gladly check the car, for nothing.',
    });

    // It costs nothing, so nobody signs; but nothing is done to the car that its owner did not agree to.
    const inspection = { remedy: 'free-inspection', borne: cny(0) };
    await anna.does('propose', complaint, inspection);
    expect(await auditor.readsApprovals({ complaint })).toMatchObject([{ status: 'granted', missing: [] }]);
    await expectRefusal(anna.does('compensate', complaint, inspection), 409, 'not-accepted');
    await anna.does('recordCustomerDecision', complaint, { decision: 'accepted', consent: 'verbal' });
    await anna.does('compensate', complaint, inspection);
    time.passes({ days: 1 });
    await technicalSupervisor.does('fulfil', complaint, { reference: 'job-2218' });

    await anna.does('reply', complaint, {
      kind: 'final',
      channel: 'phone',
      text: 'The battery is sound and was charged.',
      reasons: 'The light was left on over night; nothing is wrong with the car.',
      recourse: ['internal-review', 'association'],
    });
    await dora.does('followUp', complaint, { channel: 'call-back', reached: true, satisfaction: 4, solved: true });
    await anna.does('close', complaint, {
      outcome: 'rejected',
      summary: 'Explained and inspected.',
      toldVia: 'phone',
      recourse: ['association'],
    });
    expect(await auditor.reads(complaint)).toMatchObject({
      status: 'closed',
      level: 2,
      compensations: [{ acceptance: 'verbal' }],
      borne: [cny(0)],
    });
  });

  theAuditorExportsAndVerifies();
});
