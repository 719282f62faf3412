import {
  analyst,
  anna,
  auditor,
  ben,
  boardSecretary,
  byPeople,
  cfo,
  channelHead,
  chiefActuary,
  clara,
  cny,
  companyOpens,
  dora,
  expectRefusal,
  finance,
  generalManager,
  operationsDirector,
  someHash,
  theAuditorExportsAndVerifies,
  time,
  wang,
} from './company.js';

const signers = {
  'channel-head': channelHead,
  'operations-director': operationsDirector,
  cfo,
  'general-manager': generalManager,
  'chief-actuary': chiefActuary,
  board: boardSecretary,
} as const;
type Role = keyof typeof signers;

/** How the board decides on a day: nobody votes who has signed already, or has a part in the case. */
const resolvedOn = (date: string) => ({ number: '2026-17', date, minutesHash: someHash, voters: ['bao', 'bei'], recusals: ['gao'] });

const branch: readonly Role[] = ['channel-head', 'operations-director', 'cfo'];
const headOffice: readonly Role[] = [...branch, 'general-manager'];
const withActuary: readonly Role[] = [...headOffice, 'chief-actuary'];
const withBoard: readonly Role[] = [...withActuary, 'board'];

/** A band of the default matrix in fen, what its sentence says of it, whom it asks for, and who signs in the story. */
interface Band {
  readonly band: { readonly from: number; readonly below: number | null; readonly scope: string };
  readonly named: string;
  readonly ask: string;
  readonly asked: readonly Role[];
  readonly sign: readonly Role[];
}

const bands = {
  channel: {
    band: { from: 1, below: 200_000, scope: 'channel' },
    named: 'band 0.01–2000.00 CNY (channel)',
    ask: 'channel head or operations director must sign, any one of them.',
    asked: ['channel-head', 'operations-director'],
    sign: ['channel-head'],
  },
  branch: {
    band: { from: 200_000, below: 1_000_000, scope: 'branch' },
    named: 'band 2000.00–10000.00 CNY (branch)',
    ask: 'channel head, operations director and CFO must all sign.',
    asked: branch,
    sign: branch,
  },
  headOffice: {
    band: { from: 1_000_000, below: 5_000_000, scope: 'head-office' },
    named: 'band 10000.00–50000.00 CNY (head office)',
    ask: 'channel head, operations director, CFO and general manager must all sign.',
    asked: headOffice,
    sign: headOffice,
  },
  withActuary: {
    band: { from: 5_000_000, below: 50_000_000, scope: 'head-office' },
    named: 'band 50000.00–500000.00 CNY (head office)',
    ask: 'channel head, operations director, CFO, general manager and chief actuary must all sign.',
    asked: withActuary,
    sign: withActuary,
  },
  withBoard: {
    band: { from: 50_000_000, below: null, scope: 'head-office' },
    named: 'band 500000.00 CNY and above (head office)',
    ask: 'channel head, operations director, CFO, general manager, chief actuary and board must all sign.',
    asked: withBoard,
    sign: withBoard,
  },
} satisfies Record<string, Band>;

describe('scenario 10: a policy is cancelled by way of exception 通融退保, along the whole standard procedure 制式化流程', () => {
  companyOpens('2026-03-02T09:00:00+08:00');

  const amounts: [yuan: string, signed: string, band: keyof typeof bands][] = [
    ['1 999.99', 'any one of channel head and operations director signs', 'channel'],
    ['2 000', 'channel head, operations director and CFO sign', 'branch'],
    ['9 999.99', 'channel head, operations director and CFO sign', 'branch'],
    ['10 000', 'the general manager signs as well', 'headOffice'],
    ['49 999.99', 'the general manager signs as well', 'headOffice'],
    ['50 000', 'the chief actuary signs as well', 'withActuary'],
    ['499 999.99', 'the chief actuary signs as well', 'withActuary'],
    ['500 000', 'the board resolves as well', 'withBoard'],
  ];

  it.each(amounts)('at %s yuan %s, finance pays, and the case is closed', async (written, _, name) => {
    const yuan = Number(written.replace(' ', ''));
    const { band, named, ask, asked, sign }: Band = bands[name];
    const borne = cny(yuan);
    const remedy = { remedy: 'policy-cancellation', borne };
    const begun = time.now();

    // 接待 Reception: written down, acknowledged, classified, and given to somebody neutral.
    const complaint = await anna.receives({
      channel: 'counter',
      cause: 'mis-selling',
      product: 'life-policy',
      unit: 'beijing',
      happenedAt: '2025-06-01T10:00:00+08:00',
      account: 'He told me it was a deposit with free insurance.',
      demands: 'The policy cancelled, and all my premiums back.',
      complainant: { name: 'Li Hua', customerNumber: `L-${yuan}` },
      respondents: ['wang'],
      language: 'zh-CN',
    });
    await anna.does('acknowledge', complaint, { channel: 'counter', answerBy: time.in(15), handling: 'Ben looks into it and calls back.' });
    await anna.does('classify', complaint, {
      category: 'sales',
      severity: 'high',
      urgency: 'normal',
      directness: 'direct',
      needs: ['redress'],
    });
    await expectRefusal(anna.does('assign', complaint, { person: 'wang' }), 409, 'respondent-recused', { respondent: 'wang' });
    await anna.does('assign', complaint, { person: 'ben' });
    await wang.does('apologise', complaint, { apologist: 'wang', channel: 'phone', text: 'I should have said so.', admitsFault: true });

    // 无法当场解决 It cannot be settled on the spot: it goes to the channel head, and what was recorded is fetched 调取相关资料.
    time.passes({ days: 1 });
    await ben.does('escalate', complaint, { track: 'level', to: 2, reason: 'not-settled-on-the-spot', trigger: 'authority' });
    await ben.does('addEvidence', complaint, {
      hash: someHash,
      locator: 'archive/call-back-recording',
      occurredAt: '2025-06-03T10:00:00+08:00',
    });
    await expectRefusal(wang.does('investigate', complaint, { finding: 'not' }), 409, 'respondent-recused');
    await ben.does('investigate', complaint, {
      finding: 'substantiated',
      faultParty: 'own',
      rootCause: 'people',
      unfavourableReading: true,
    });

    // 讨论处理结果 What is proposed is judged by the matrix, which says in a sentence who has to sign.
    const amount = yuan.toFixed(2);
    const reason = {
      en: `Matrix 1, ${named}: 0.00 already + ${amount} now = ${amount}; ${ask}`,
      'zh-CN': expect.stringContaining('权限矩阵第1版') as unknown,
    };
    expect(await clara.evaluates({ remedy: remedy.remedy, now: borne })).toMatchObject({ matrixVersion: 1, band, reason });
    expect(await clara.causes('propose', complaint, { ...remedy, claimed: cny(yuan + 1_000) })).toEqual([
      'ResolutionProposed',
      'ApprovalRequested',
    ]);
    const resolution = resolvedOn(time.now().slice(0, 10));
    const waiting = { complaintId: complaint, round: 1, status: 'requested', matrixVersion: 1, band, total: borne.amount };
    expect(await auditor.readsApprovals({ complaint })).toMatchObject([{ ...waiting, missing: asked.map((role) => ({ role })), reason }]);

    // 公司审批 Nobody orders it before, and nobody with a part in the case signs, whatever their roles.
    const isMissing = (roles: readonly Role[]) =>
      expectRefusal(ben.does('compensate', complaint, remedy), 409, 'approval-outstanding', { round: 1, missing: roles });
    await isMissing(asked);
    for (const [person, because] of [
      [clara, 'proposer'],
      [ben, 'handler'],
      [wang, 'respondent'],
    ] as const) {
      await expectRefusal(person.also('operations-director').does('approve', complaint), 409, 'self-approval', { because });
    }
    for (const role of withBoard.filter((other) => !asked.includes(other))) {
      expect(await signers[role].mustSign(complaint)).toEqual([]);
      await expectRefusal(signers[role].does('approve', complaint), 409, 'role-not-missing', { missing: asked });
    }

    for (const [i, role] of sign.entries()) {
      if (i > 0) {
        await isMissing(sign.slice(i));
        if (role !== 'board')
          await expectRefusal(signers[sign[i - 1]!].also(role).does('approve', complaint, { role }), 409, 'already-signed');
      }
      const signer = signers[role];
      expect(await signer.mustSign(complaint)).toMatchObject([{ ...waiting, signAs: [{ role }] }]);
      if (role === 'board') {
        await expectRefusal(signer.does('approve', complaint), 409, 'resolution-required', { role });
        const withVoter = (voter: string) => ({ resolution: { ...resolution, voters: ['bao', voter], recusals: [] } });
        await expectRefusal(signer.does('approve', complaint, withVoter('wang')), 409, 'voter-not-neutral', { voters: ['wang'] });
        await expectRefusal(signer.does('approve', complaint, withVoter('gao')), 409, 'already-signed', { person: 'gao' });
      }
      time.passes({ days: 1 });
      await signer.does('approve', complaint, role === 'board' ? { resolution } : {});
      expect(await signer.mustSign(complaint)).toEqual([]);
    }
    for (const role of asked) expect(await signers[role].mustSign(complaint)).toEqual([]);

    // 客户同意 Nothing is ordered that the customer does not accept.
    await expectRefusal(ben.does('compensate', complaint, remedy), 409, 'not-accepted');
    await ben.does('recordCustomerDecision', complaint, { decision: 'accepted', consent: 'written' });
    await expectRefusal(ben.does('compensate', complaint, { ...remedy, borne: cny(yuan + 0.01) }), 409, 'exceeds-approved');
    await ben.does('compensate', complaint, remedy);

    // 财务付费 Finance pays, and none of those who signed; before, the case cannot be closed.
    const closing = { outcome: 'goodwill', summary: 'Cancelled, premiums paid back.', toldVia: 'phone', recourse: ['regulator'] };
    await expectRefusal(ben.does('fulfil', complaint), 409, 'finance-confirms');
    await expectRefusal(signers[sign[0]!].also('finance').does('fulfil', complaint), 409, 'approver-confirms-payment');
    await expectRefusal(ben.does('close', complaint, closing), 409, 'no-final-reply', {
      missing: ['no-final-reply', 'not-followed-up', 'remedy-outstanding'],
    });
    time.passes({ days: 1 });
    await finance.does('fulfil', complaint, { reference: 'transfer-889' });

    // 解决投诉 The final reply, the question whether it was solved 跟踪服务, the end.
    await ben.does('reply', complaint, {
      kind: 'final',
      channel: 'phone',
      text: 'Your policy is cancelled, and your premiums are paid back.',
      reasons: 'You were not told that it is insurance.',
      recourse: ['regulator', 'association'],
    });
    time.passes({ days: 7 });
    await dora.does('followUp', complaint, { channel: 'phone', reached: true, satisfaction: 4, solved: true, wouldBuyAgain: true });
    await ben.does('close', complaint, closing);

    // What an auditor finds years later.
    expect(await auditor.reads(complaint)).toMatchObject({ status: 'closed', closed: { outcome: 'goodwill' }, borne: [borne], owed: [] });
    const { chain, events: history } = await auditor.readsHistory(complaint);
    expect(chain).toMatchObject({ verified: true, events: history.length });
    expect(byPeople(history).map(({ type }) => type)).toEqual([
      'Received',
      'Acknowledged',
      'Classified',
      'Assigned',
      'Apologised',
      'Escalated',
      'EvidenceAdded',
      'Investigated',
      'ResolutionProposed',
      'ApprovalRequested',
      ...sign.map(() => 'ApprovalGranted'),
      'CustomerAccepted',
      'Compensated',
      'RemedyFulfilled',
      'ReplySent',
      'FollowedUp',
      'Closed',
    ]);
    expect(history.find(({ type }) => type === 'ApprovalRequested')).toMatchObject({
      policyVersions: { authority: 1 },
      data: { matrixVersion: 1, band, required: asked.map((role) => expect.objectContaining({ role }) as unknown) },
    });
    expect(history.filter(({ type }) => type === 'ApprovalGranted').map(({ data }) => data)).toEqual(
      sign.map((role, i) => ({
        round: 1,
        role,
        approver: signers[role].sub,
        ...(role === 'board' && { resolution }),
        completes: i === sign.length - 1,
      })),
    );

    // What the management sees of it.
    const period = { from: begun, to: time.now(), tz: 'Asia/Shanghai' };
    expect(await analyst.readsReport('authority-usage', { ...period, by: 'scope,band,matrixVersion' })).toMatchObject([
      {
        scope: band.scope,
        band: `${band.from}-${band.below ?? ''}`,
        matrixVersion: '1',
        currency: 'CNY',
        requests: 1,
        granted: 1,
        total: borne.amount,
        nearEdge: yuan % 1 === 0 ? 0 : 1,
        medianMinutes: sign.length * 24 * 60,
        signatures: sign.length,
        delegated: 0,
      },
    ]);
    expect(await analyst.readsBehind('authority-usage', { ...period, measure: 'granted' })).toEqual([complaint]);
  });

  theAuditorExportsAndVerifies();
});
