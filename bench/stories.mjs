// What happened in a company over years, made up from a seed: the appends of every stream, in the words of the events. No two seeds are alike, one
// seed is always the same. Nothing here decides: the shares are those of a busy service department (domain §5), the rules of the house are kept.
import { defaultMatrix, requirementOf } from '../dist/libs/authority/src/index.js';
import { Random } from '../dist/apps/cli/src/demo/random.js';
import { kinds, policyKinds } from '../dist/libs/policy/src/index.js';

const [second, minute, hour, day] = [1e3, 6e4, 36e5, 864e5];
const began = Date.parse('2020-01-01T00:00:00.000Z');
/** Complaints come over six years. */
const span = 2_191 * day;

const codesOf = ({ entries }) => entries.map(({ code }) => code);
const { channels, causes, categories, products } = kinds.taxonomy.standard;
const lists = { channel: codesOf(channels), cause: codesOf(causes), category: codesOf(categories), product: codesOf(products) };
const units = Array.from({ length: 50 }, (_, n) => `unit-${n + 1}`);
const staff = Array.from({ length: 200 }, (_, n) => `u-${n + 1}`);
const pack = { name: 'default', version: 1 };
const calendar = { name: 'cn', version: 1 };
const policyVersions = { taxonomy: 1, keywords: 1, packs: 1, calendars: 1 };
const says = [
  'The parcel came twelve days late and the box was open; nobody answered the phone, and the shop sent me away.',
  'I was told that the money would be on my account within a week. That was in spring, and nothing has come since.',
  '客户反映保单到期后未能按约定退还保费，多次致电客服未得到明确答复，要求尽快核实并书面回复处理结果。',
  '快递延误三周且外包装破损，客服承诺回电但一直没有联系，客户要求退款并对服务态度进行道歉。',
];

const instant = (at) => new Date(at).toISOString();

/** One by one, by when they begin: a stream's name, whom it concerns, and its appends `{ at, by, origin, events }`, in order. */
export function* streams({ complaints, seed }) {
  yield* policies();
  const step = span / complaints;
  for (let n = 0; n < complaints; n++) {
    const at = Math.floor(began + day + n * step);
    yield complaint(new Random(seed, 'complaint', n), at);
    const monthly = Math.floor((n * step) / (30 * day));
    if (n === 0 || Math.floor(((n - 1) * step) / (30 * day)) !== monthly) yield* measurements(new Random(seed, 'month', monthly), at);
    if (n % 2_000 === 1_000) yield improvement(new Random(seed, 'improvement', n), at);
    if (n % 20_000 === 10_000) yield* incident(new Random(seed, 'incident', n), at);
  }
}

/** Version 4 or, in the order of time, version 7. */
function uuid(random, at) {
  const digits = (n) => Array.from({ length: n }, () => random.whole(0, 15).toString(16)).join('');
  if (at === undefined) return `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`;
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-8${digits(3)}-${digits(12)}`;
}

function* policies() {
  const at = began;
  const by = { sub: 'redress', roles: [] };
  const of = (stream, event) => ({
    stream,
    subject: undefined,
    appends: [{ at, by, origin: 'automation', policyVersions: {}, events: [event] }],
  });
  const effectiveFrom = instant(began);
  yield of('authority-default', { type: 'MatrixPublished', data: { ...defaultMatrix, version: 1, effectiveFrom } });
  for (const kind of policyKinds) {
    const data = { kind, version: 1, effectiveFrom, reason: 'As delivered.', document: kinds[kind].standard };
    yield of(`policy-${kind}`, { type: 'PolicyPublished', data });
  }
}

/** About eight events, of what most views fold. */
function complaint(random, received) {
  const imported = random.chance(0.1);
  const id = uuid(random, imported ? undefined : received);
  const subject = uuid(random);
  const unit = random.pick(units);
  const product = random.pick(lists.product);
  const handler = { sub: random.pick(staff), roles: ['handler'], unit };
  const appends = [];
  let at = received;
  const after = (from, to) => (at += Math.floor(random.between(from, to)));
  const append = (...events) => appends.push({ at, by: handler, origin: 'api', policyVersions, events });
  const by = (sub, ...roles) => (appends.at(-1).by = { sub, roles });
  const of = (type, data) => ({ type, data });
  const words = () => random.pick(says);
  const form = {
    channel: random.pick(lists.channel),
    cause: random.pick(lists.cause),
    demands: 'An answer in writing, and my money back.',
    firstReceiver: handler.sub,
    account: words(),
    product,
    unit,
    jurisdiction: 'cn',
    complainantKind: 'customer',
    complainant: { name: `Customer ${random.whole(1, 1e6)}`, phone: `+86 10 ${random.whole(1e7, 1e8 - 1)}` },
    respondents: random.chance(0.1) ? [random.pick(staff)] : [],
    grade: random.chance(0.3) ? 'grievance' : 'complaint',
    tags: random.chance(0.1) ? ['vip'] : [],
    language: random.chance(0.8) ? 'zh-CN' : 'en',
  };
  if (imported) return history({ random, id, subject, form, received, unit });

  const clock = (name, length, from = at) => ({
    due: from + length,
    set: of('DeadlineSet', {
      clock: name,
      rule: name,
      pack,
      calendar,
      moment: name === 'investigation' ? 'classified' : 'received',
      from: instant(from),
      length: { hours: length / hour },
      due: instant(from + length),
      warnings: [{ percent: 80, at: instant(from + 0.8 * length) }],
      statutory: name === 'investigation',
      responsible: 'handler',
      source: 'seed 003, 1. 快速响应',
    }),
  });
  const met = (name, due, moment) =>
    of('DeadlineMet', { clock: name, rule: name, moment, due: instant(due), ...(at > due && { late: true }) });
  const first = clock('acknowledgement', day);
  const suggestion = { category: random.pick(lists.category), library: 1 };
  append(of('Received', { ...form, suggestion, pack }), first.set);

  after(5 * minute, random.chance(0.9) ? 20 * hour : 40 * hour);
  if (at > first.due) {
    const late = at;
    at = Math.min(late, first.due + second);
    append(of('DeadlineMissed', { clock: 'acknowledgement', rule: 'acknowledgement', due: instant(first.due) }));
    Object.assign(appends.at(-1), { by: { sub: 'redress', roles: [] }, origin: 'automation' });
    at = late;
  }
  const acknowledged = { channel: form.channel, answerBy: instant(at + 5 * day), handling: words(), contact: handler.sub };
  append(of('Acknowledged', acknowledged), met('acknowledgement', first.due, 'acknowledged'));

  if (random.chance(0.02)) {
    after(minute, hour);
    const corrected = random.pick(lists.product);
    append(of('Corrected', { correction: 1, field: 'product', replaces: 0, old: product, new: corrected, reason: 'mistyped' }));
  }
  if (random.chance(0.03)) {
    // A doubled form: it goes on in a case from before.
    after(minute, hour);
    append(of('MergedInto', { complaintId: uuid(random, received - day), reason: 'same-matter' }));
    return { stream: `complaint-${id}`, subject, appends };
  }
  if (random.chance(0.25)) {
    after(minute, 2 * hour);
    append(of('Closed', { outcome: 'upheld', summary: words(), toldVia: form.channel, recourse: [], acceptedOnTheSpot: 'verbal' }));
    return { stream: `complaint-${id}`, subject, appends };
  }

  after(minute, 4 * hour);
  const severity = random.weighted({ low: 4, medium: 4, high: 1.5, critical: 0.5 });
  const kind = {
    severity,
    urgency: severity === 'critical' ? 'urgent' : 'normal',
    directness: 'direct',
    needs: ['redress'],
    sensitive: false,
  };
  append(of('Classified', { category: random.pick(lists.category), ...kind }));
  if (random.chance(0.5)) {
    after(minute, hour);
    append(of('Assigned', { person: random.pick(staff), unit }));
  }
  if (random.chance(0.15)) {
    after(hour, day);
    append(of('HandedOver', { from: { unit }, to: { unit: random.pick(units) }, reason: 'other-department' }));
  }
  if (random.chance(0.2)) {
    after(hour, day);
    append(
      of('ContactMade', { channel: 'phone', direction: 'outbound', reached: random.chance(0.8), summary: words(), preReceipt: false }),
    );
  }
  if (random.chance(0.1)) append(of('NoteAdded', { text: words() }));
  if (random.chance(0.08)) {
    after(hour, 2 * day);
    append(of('Escalated', { track: 'level', from: 1, to: 2, reason: 'complexity', trigger: 'person' }));
  }
  const investigate = () => {
    after(hour, 3 * day);
    const finding = random.weighted({ substantiated: 5, partly: 3, not: 2 });
    const fault =
      finding === 'not' ? {} : { faultParty: 'own', rootCause: random.pick(['people', 'process', 'product', 'policy', 'system']) };
    append(
      of('Investigated', { finding, ...fault, evidence: [], note: { situation: words() }, hiddenIssue: false, unfavourableReading: false }),
    );
    return finding;
  };
  const finding = investigate();
  if (finding !== 'not' && random.chance(0.2)) compensate();
  const settle = () => {
    after(hour, 2 * day);
    append(of('ReplySent', { kind: 'final', channel: form.channel, text: words(), reasons: words(), recourse: ['association'] }));
    after(day, 4 * day);
    const satisfaction = random.whole(1, 5);
    append(of('FollowedUp', { channel: 'phone', reached: true, satisfaction, solved: satisfaction > 2 }));
    if (random.chance(0.04)) return; // never closed
    after(minute, day);
    const outcome = finding === 'not' ? 'rejected' : finding === 'partly' ? 'partly' : 'upheld';
    append(of('Closed', { outcome, summary: words(), toldVia: 'phone', recourse: ['association'] }));
  };
  settle();
  if (random.chance(0.03) && appends.at(-1).events[0].type === 'Closed') {
    after(day, 20 * day);
    append(of('Reopened', { reason: 'new-facts', count: 1 }));
    investigate();
    settle();
  }
  return { stream: `complaint-${id}`, subject, appends };

  function compensate() {
    after(hour, day);
    const remedy = random.pick(['refund', 'voucher', 'replacement']);
    const borne = { amount: random.chance(0.85) ? random.whole(1_000, 150_000) : random.whole(200_000, 900_000), currency: 'CNY' };
    const requirement = requirementOf({ ...defaultMatrix, version: 1 }, { already: [], now: borne, remedy, product, unit });
    const lapsesAt = instant(at + 30 * day);
    append(
      of('ResolutionProposed', { round: 1, remedy, borne, beneficiary: 'customer', terms: [], proposer: handler.sub }),
      of('ApprovalRequested', { round: 1, ...requirement, lapsesAt }),
    );
    const roles = requirement.required.map(({ role }) => role);
    const signers = requirement.mode === 'any' ? roles.slice(0, 1) : roles;
    for (const role of signers) {
      after(hour, day);
      const approver = `${role}-${random.whole(1, 5)}`;
      append(of('ApprovalGranted', { round: 1, role, approver, completes: role === signers.at(-1) }));
      by(approver, role);
    }
    after(hour, day);
    append(of('CustomerAccepted', { round: 1, consent: 'verbal', acceptedBy: 'customer', subjectToApproval: false }));
    append(of('Compensated', { remedy, borne, approvalRound: 1, acceptance: 'verbal', acceptedBy: 'customer' }));
    after(hour, 3 * day);
    append(of('RemedyFulfilled', { compensation: 1, confirmedBy: 'finance-1', reference: `transfer-${random.whole(1, 1e6)}` }));
    by('finance-1', 'finance');
  }
}

/** A row of another system, long over when it is taken over: one append. */
function history({ random, id, subject, form, received, unit }) {
  const happened = received - Math.floor(random.between(100, 1_000)) * day;
  const then = (days) => instant(happened + days * day);
  const waived = ['acceptance', 'approval', 'final-reply', 'follow-up', 'investigation'];
  const source = { system: 'legacy', id: `${received}-${random.whole(1, 1e6)}`, file: 'complaints.csv', line: 1 };
  const { demands, account, complainant, ...rest } = form;
  const events = [
    { type: 'Received', data: { ...rest, firstReceiver: null, account, complainant }, occurredAt: then(0), precision: 'day' },
    ...(random.chance(0.3)
      ? [{ type: 'Compensated', data: { remedy: 'refund', borne: null, acceptance: 'not-stated' }, occurredAt: then(4), precision: 'day' }]
      : []),
    { type: 'Closed', data: { outcome: 'not-stated', toldVia: null, recourse: [] }, occurredAt: then(5), precision: 'not-before' },
    { type: 'HistoryImported', data: { source, columns: { branch: unit, state: 'done' }, waived, warnings: [] } },
  ];
  const by = { sub: 'importer', roles: ['importer'] };
  return { stream: `complaint-${id}`, subject, appends: [{ at: received, by, origin: 'import', policyVersions: {}, events }] };
}

function* measurements(random, at) {
  const by = { sub: 'u-1', roles: ['analyst'] };
  const of = (stream, event) => ({ stream, appends: [{ at, by, origin: 'api', policyVersions: {}, events: [event] }] });
  const period = { from: instant(at - 30 * day).slice(0, 10), to: instant(at - day).slice(0, 10) };
  for (const unit of units) {
    yield of(`exposure-${uuid(random)}`, { type: 'ExposureRecorded', data: { unit, period, customers: random.whole(1_000, 90_000) } });
    const data = { topic: 'complaint-handling', unit, perMille: random.whole(300, 1_000), on: period.to };
    yield of(`training-${uuid(random)}`, { type: 'TrainingCoverageRecorded', data });
  }
}

function improvement(random, at) {
  const by = { sub: random.pick(staff), roles: ['quality'] };
  const append = (days, type, data) => ({ at: at + days * day, by, origin: 'api', policyVersions: {}, events: [{ type, data }] });
  const scope = { products: [random.pick(lists.product)] };
  return {
    stream: `improvement-${uuid(random, at)}`,
    subject: uuid(random),
    appends: [
      append(0, 'ImprovementRaised', {
        kind: 'corrective',
        cause: 'process',
        title: 'Call before closing a depot',
        from: { trend: 'volume by=product' },
        scope,
      }),
      append(3, 'ImprovementPlanned', { owner: by.sub, due: instant(at + 60 * day).slice(0, 10), measure: random.pick(says) }),
      append(30, 'ImprovementDone', { result: random.pick(says) }),
      append(40, 'ImprovementAdopted', {}),
    ],
  };
}

/** With three members, whose cases say the same. */
function* incident(random, at) {
  const by = { sub: random.pick(staff), roles: ['supervisor'] };
  const incidentId = uuid(random, at);
  const append = (hours, type, data) => ({ at: at + hours * hour, by, origin: 'api', policyVersions: {}, events: [{ type, data }] });
  const members = [1, 2, 3]
    .map(() => complaint(new Random('member', random.next()), at + hour))
    .filter(({ appends }) => appends[0].origin === 'api');
  yield {
    stream: `incident-${incidentId}`,
    subject: uuid(random),
    appends: [
      append(0, 'IncidentOpened', { title: 'The line is down', cause: 'outage', startedAt: instant(at - hour) }),
      ...members.map(({ stream }, i) =>
        append(3 + i, 'ComplaintJoined', { complaintId: stream.slice('complaint-'.length), member: i + 1 }),
      ),
      append(8, 'NoticeSent', { notice: 1, texts: { en: 'We are on it.' }, channel: 'sms' }),
      append(100, 'IncidentClosed', { reason: 'over' }),
    ],
  };
  for (const member of members) {
    const [first, ...rest] = member.appends;
    const joined = {
      ...first,
      at: first.at + 3 * hour,
      by: { sub: 'redress', roles: [] },
      origin: 'automation',
      events: [{ type: 'JoinedIncident', data: { incidentId } }],
    };
    yield { ...member, appends: [first, joined, ...rest].sort((a, b) => a.at - b.at) };
  }
}
