import {
  analyst,
  anna,
  auditor,
  ben,
  byPeople,
  clara,
  companyOpens,
  dora,
  expectRefusal,
  mailed,
  theAuditorExportsAndVerifies,
  time,
  wang,
} from './company.js';

describe('scenario 14: a rude salesman, and what lay behind it 隐性问题', () => {
  companyOpens('2026-07-06T10:00:00+08:00');

  it('closed after the apology, reopened because the issue was a hidden one, investigated a second time, and closed', async () => {
    const begun = time.now();
    const complaint = await anna.receives({
      channel: 'phone',
      cause: 'staff-attitude',
      product: 'warranty',
      unit: 'showroom',
      account: 'He laughed at my question and walked off.',
      demands: 'An apology.',
      complainant: { name: 'Li Hua', phone: '010 5555 0123' },
      respondents: ['wang'],
    });
    await anna.does('assign', complaint, { person: ben.sub });

    // 显性问题 The visible issue: he did say that, and he says that he is sorry.
    await ben.does('investigate', complaint, { finding: 'substantiated', faultParty: 'own', rootCause: 'people' });
    await wang.does('apologise', complaint, {
      apologist: 'wang',
      channel: 'phone',
      text: 'I am sorry. I should not have laughed.',
      admitsFault: true,
    });
    await ben.does('reply', complaint, {
      kind: 'final',
      channel: 'phone',
      text: 'Mr Wang has apologised and was spoken to.',
      reasons: 'His words were out of place.',
      recourse: ['internal-review'],
    });
    time.passes({ days: 2 });
    await dora.does('followUp', complaint, { channel: 'phone', reached: true, satisfaction: 3, solved: true });
    const closing = { outcome: 'upheld', toldVia: 'phone', recourse: ['internal-review'] };
    await ben.does('close', complaint, { ...closing, summary: 'Apologised.' });
    const closed = time.now();

    // A week later the customer calls: it is not about the words but about not being taken seriously.
    time.passes({ weeks: 1 });
    await expectRefusal(ben.does('investigate', complaint, { finding: 'not' }), 409, 'case-closed', { outcome: 'upheld' });
    await dora.does('followUp', complaint, {
      channel: 'phone',
      reached: true,
      satisfaction: 2,
      solved: false,
      comment: 'Nobody takes us seriously there.',
    });
    await clara.does('reopen', complaint, { reason: 'hidden-issue' });
    const settledNow = { ...closing, summary: 'Apologised once more.', acceptedOnTheSpot: 'verbal' };
    await expectRefusal(ben.does('close', complaint, settledNow), 409, 'not-on-the-spot', { reopenings: 1 });
    await expectRefusal(ben.does('close', complaint, { ...closing, summary: 'As before.' }), 409, 'not-investigated', {
      missing: ['not-investigated', 'no-final-reply', 'not-followed-up'],
    });

    // 隐性问题 The hidden one: salesmen are paid for new customers only. He does not investigate himself.
    await expectRefusal(wang.does('investigate', complaint, { finding: 'not' }), 409, 'respondent-recused');
    await ben.does('investigate', complaint, {
      finding: 'substantiated',
      faultParty: 'own',
      rootCause: 'policy',
      hiddenIssue: true,
      note: { situation: 'Questions about old purchases earn nothing.', lesson: 'What is rewarded is what is done.' },
    });
    time.passes({ days: 1 });
    const letter = await ben.writes(complaint, {
      template: 'final',
      language: 'en',
      recipients: ['li.hua@example.com'],
      sympathy: 'You were right: our salesmen had reason to turn you away.',
      reasons: 'How we paid them was the cause.',
      noRepeat: 'salesmen are paid for answers too.',
      recourse: ['internal-review', 'association'],
    });
    // It says what the company found and when, it went out once, and it is kept as it went out.
    expect(await auditor.looksAt(complaint, letter)).toContain('How we paid them was the cause.');
    expect(await mailed()).toEqual([expect.stringContaining('To: li.hua@example.com')]);
    time.passes({ days: 3 });
    await dora.does('followUp', complaint, { channel: 'phone', reached: true, satisfaction: 5, solved: true, wouldBuyAgain: true });
    await ben.does('close', complaint, { ...closing, summary: 'Pay of the salesmen changed.', toldVia: 'letter' });

    expect(await auditor.reads(complaint)).toMatchObject({
      status: 'closed',
      reopenings: [{ reason: 'hidden-issue', count: 1 }],
      investigations: [
        { rootCause: 'people', hiddenIssue: false },
        { rootCause: 'policy', hiddenIssue: true },
      ],
      closures: [{ summary: 'Apologised.' }, { summary: 'Pay of the salesmen changed.' }],
    });
    expect(byPeople((await auditor.readsHistory(complaint)).events).map(({ type }) => type)).toEqual([
      'Received',
      'Assigned',
      'Investigated',
      'Apologised',
      'ReplySent',
      'FollowedUp',
      'Closed',
      'FollowedUp',
      'Reopened',
      'Investigated',
      'ReplySent',
      'FollowedUp',
      'Closed',
    ]);
    // How it stood between the two closings, and how the reports count it.
    expect(await auditor.reads(complaint, { asOf: closed })).toMatchObject({
      status: 'closed',
      reopenings: [],
      investigations: [{ hiddenIssue: false }],
    });
    time.passes({ minutes: 1 });
    const period = { from: begun, to: time.now() };
    expect(await analyst.readsReport('outcomes', period)).toMatchObject([{ closed: 2, afterReopening: 1, upheld: 2 }]);
    expect(await analyst.readsReport('outcomes', { ...period, asOf: closed })).toMatchObject([{ closed: 1, afterReopening: 0 }]);
    expect(await analyst.readsBehind('satisfaction', { ...period, measure: 'satisfaction5' })).toEqual([complaint]);
    expect(await analyst.readsReport('root-causes', { ...period, by: 'rootCause' })).toMatchObject([
      { rootCause: 'people', investigated: 1, substantiated: 1, hiddenIssue: 0, again: 0, share: 0.5 },
      { rootCause: 'policy', investigated: 1, substantiated: 1, hiddenIssue: 1, again: 1, share: 0.5 },
    ]);
    expect(await analyst.readsBehind('root-causes', { ...period, measure: 'hiddenIssue' })).toEqual([complaint]);
    expect(await analyst.readsReport('repeats', { ...period, by: 'reason' })).toMatchObject([{ reason: 'hidden-issue', reopened: 1 }]);
  });

  theAuditorExportsAndVerifies();
});
