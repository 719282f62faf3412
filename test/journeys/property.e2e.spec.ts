import {
  analyst,
  anna,
  auditor,
  byPeople,
  clara,
  companyOpens,
  dora,
  expectRefusal,
  person,
  policyAdmin,
  technicalSupervisor,
  theAuditorExportsAndVerifies,
  time,
  type Complaint,
} from './company.js';

/** The handbook 投诉处理手册: which steps a repair takes, and who does each. */
const handbook = {
  category: 'maintenance',
  steps: [
    { code: 'acknowledge', role: 'handler', labels: { 'zh-CN': '接收投诉', en: 'take it in, and say when it will be seen to' } },
    { code: 'investigate', role: 'technical-supervisor', labels: { 'zh-CN': '调查核实', en: 'look at it on site' } },
    { code: 'fulfil', role: 'technical-supervisor', labels: { 'zh-CN': '解决问题', en: 'put it right' } },
    { code: 'reply', role: 'supervisor', labels: { 'zh-CN': '反馈投诉人', en: 'tell the owner what was done' } },
    { code: 'followUp', role: 'callback-agent', labels: { 'zh-CN': '回访', en: 'call back' } },
  ],
  remedies: [{ remedy: 'rework', note: { 'zh-CN': '免费维修', en: 'repaired free of charge' } }],
};

/** Who has which role, and how each step of the handbook is done. */
const staff = { handler: anna, supervisor: clara, 'callback-agent': dora, 'technical-supervisor': technicalSupervisor };
const steps = {
  acknowledge: () => ({ channel: 'phone', answerBy: time.in(5), handling: 'Somebody comes and looks.' }),
  investigate: () => ({ finding: 'substantiated', faultParty: 'own', rootCause: 'process' }),
  fulfil: () => ({ reference: 'job' }),
  reply: () => ({ kind: 'final', channel: 'phone', text: 'The lift runs.', reasons: 'A relay was worn.', recourse: ['association'] }),
  followUp: () => ({ channel: 'phone', reached: true, satisfaction: 5, solved: true }),
};
type Step = { readonly code: keyof typeof steps; readonly role: keyof typeof staff };

const form = { channel: 'phone', cause: 'lift-stands-still', product: 'lift', unit: 'garden-court', complainant: { name: 'Owner Qian' } };
const maintenance = { category: 'maintenance', severity: 'medium', urgency: 'normal', directness: 'direct' };
const settled = { outcome: 'upheld', summary: 'Repaired.', toldVia: 'phone', recourse: ['association'] };

describe('scenario 5: a property company writes a handbook, and its repairs are settled sooner', () => {
  companyOpens('2026-01-05T08:00:00+08:00');

  /** Taken in and classified, with the repair promised: nobody signs for what costs nothing. */
  async function isTakenIn(): Promise<Complaint> {
    const complaint = await anna.receives(form);
    await anna.does('classify', complaint, maintenance);
    await anna.does('compensate', complaint, { remedy: 'rework', borne: { amount: 0, currency: 'CNY' }, acceptance: 'verbal' });
    return complaint;
  }
  const does = (complaint: Complaint, { code, role }: Step) => staff[role].does(code, complaint, steps[code]());
  /** Closings of a period, and how long half of them took. */
  const resolution = async (from: string, to: string) => {
    const [row] = await analyst.readsReport('outcomes', { from, to, tz: 'Asia/Shanghai' });
    return { closed: row!['closed'], medianMinutes: row!['medianMinutes'] };
  };
  const daysInMinutes = (days: number) => days * 24 * 60;

  it('each case shows which step is whose; half of the cases take two days instead of nine', async () => {
    const january = time.now();
    // Before, everybody waits for somebody.
    const muddled = await isTakenIn();
    await expectRefusal(anna.readsPlaybook(muddled), 404, 'no-playbook', { category: 'maintenance' });
    for (const days of [4, 9, 20]) {
      const complaint = days === 4 ? muddled : await isTakenIn();
      await does(complaint, { code: 'acknowledge', role: 'handler' });
      time.passes({ days });
      for (const step of handbook.steps.slice(1) as Step[]) await does(complaint, step);
      await clara.does('close', complaint, settled);
    }
    time.passes({ minutes: 1 });
    const written = time.now();

    await expectRefusal(clara.publishesPolicy('playbooks', { playbooks: [handbook] }), 403, 'role-not-allowed', {
      needed: ['policy-admin'],
    });
    const twice = { playbooks: [{ ...handbook, steps: [...handbook.steps, handbook.steps[0]!] }] };
    await expectRefusal(policyAdmin.publishesPolicy('playbooks', twice), 422, 'duplicate-step', { code: 'acknowledge' });
    const version = await policyAdmin.publishesPolicy('playbooks', { playbooks: [handbook] });

    for (const hours of [36, 48, 60]) {
      const complaint = await isTakenIn();
      const playbook = await person('new', 'handler').readsPlaybook(complaint);
      expect(playbook).toMatchObject({ complaintId: complaint, version, ...handbook });
      for (const step of playbook['steps'] as Step[]) {
        if (step.code === 'reply') time.passes({ hours });
        await does(complaint, step);
      }
      await clara.does('close', complaint, settled);
      const by = byPeople((await auditor.readsHistory(complaint)).events).map(({ type, actor }) => [type, actor.roles[0]]);
      expect(by.slice(3)).toEqual([
        ['Acknowledged', 'handler'],
        ['Investigated', 'technical-supervisor'],
        ['RemedyFulfilled', 'technical-supervisor'],
        ['ReplySent', 'supervisor'],
        ['FollowedUp', 'callback-agent'],
        ['Closed', 'supervisor'],
      ]);
    }
    time.passes({ minutes: 1 });
    expect(await resolution(january, written)).toEqual({ closed: 3, medianMinutes: daysInMinutes(9) });
    expect(await resolution(written, time.now())).toEqual({ closed: 3, medianMinutes: daysInMinutes(2) });
  });

  theAuditorExportsAndVerifies();
});
