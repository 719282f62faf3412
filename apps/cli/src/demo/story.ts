import type { Finding, Outcome, Recourse } from '@redress/complaint';
import type { Actor } from '@redress/kernel';
import { dayMs, hourMs, instantOf, minuteMs } from './calendar.js';
import type { CaseFile } from './case-file.js';
import { headOffice, sha256 } from './company.js';
import { complainantOf, customer } from './customers.js';
import { demoTag } from './step.js';
import { Settlement } from './settlement.js';
import { additions } from './trades.js';

const paths = {
  handled: 62,
  onTheSpot: 15,
  inSummary: 9,
  withdrawn: 6,
  transferred: 3,
  duplicate: 3,
  inadmissible: 2,
} as const;

/** What became of the matter in the customer's eyes, and how they speak of it then. */
const satisfaction = {
  quickly: [1, 2, 8, 34, 55],
  resolved: [4, 9, 27, 40, 20],
  unresolved: [45, 34, 15, 5, 1],
} as const;
/** Who would buy again: 82 % if it was solved at once, 54 % if it was solved, 19 % if not. */
const loyalty = { quickly: 0.82, resolved: 0.54, unresolved: 0.19 } as const;

const outside = { cn: ['regulator', 'association'], hk: ['regulator', 'ombudsman'], sg: ['ombudsman', 'court'] } as const;

/** The life of one complaint, from what happened before it came in to its end. */
export function tell(file: CaseFile): void {
  new Story(file).tell();
}

class Story {
  private readonly settlement: Settlement;
  private readonly handler: Actor;
  private readonly colleague: Actor;
  private readonly respondent: string | undefined;
  private readonly jurisdiction: 'cn' | 'hk' | 'sg';
  private readonly receivedAt: number;
  private level = 1;
  /** A dissatisfied customer sent it back: the final reply names a way outside from then on (rule 7). */
  private isSentBack = false;
  /** A promise was made and not kept yet. */
  private isPromised = false;

  constructor(private readonly file: CaseFile) {
    const { random, team, cause, unit, script } = file;
    this.settlement = new Settlement(file);
    const first = random.whole(0, 2);
    this.handler = team.handlers[first]!;
    this.colleague = team.handlers[(first + 1) % 3]!;
    this.respondent = random.chance(cause.personal ?? 0) ? random.pick(team.front) : undefined;
    this.jurisdiction = unit === 'hong-kong' ? 'hk' : unit === 'singapore' ? 'sg' : 'cn';
    this.receivedAt = script.now;
  }

  tell(): void {
    const { random, kind, channel } = this.file;
    let path = random.weighted(paths);
    // A letter from outside, or from somebody who stays unknown, is not settled in a conversation.
    if ((path === 'onTheSpot' || path === 'inSummary') && (kind === 'anonymous' || isAuthority(channel) || channel === 'letter'))
      path = 'handled';
    this.receive(path === 'onTheSpot');
    switch (path) {
      case 'onTheSpot':
        return this.onTheSpot();
      case 'inSummary':
        return this.inSummary();
      case 'withdrawn':
        return this.withdrawn();
      case 'handled':
        return this.handled();
      case 'transferred':
      case 'duplicate':
      case 'inadmissible':
        return this.withoutInvestigation(path);
    }
  }

  private receive(isSmall: boolean): void {
    const { script, random, trade, cause, channel, product, unit, language, kind, seed } = this.file;
    const [account, demands] = cause.said[language];
    const complainant = complainantOf(customer(seed, language, this.file.customer), kind, language, random);
    const addition = random.pick(additions[language]);
    const isVisit = channel === 'branch' || channel === 'bank-branch' || channel === 'on-site';
    const stay = random.between(10, 150) * minuteMs;
    const tags = [
      demoTag,
      ...(random.chance(0.08) ? ['elderly'] : []),
      ...(random.chance(0.06) ? ['threatens-exposure'] : []),
      ...(random.chance(0.05) ? ['long-standing-customer'] : []),
    ];
    if (random.chance(0.004)) script.refused('not-received', this.handler, 'addNote', { text: this.file.words.note });
    const form = {
      channel,
      cause: cause.code,
      demands,
      firstReceiver: this.handler.sub,
      account: language === 'en' ? `${account} ${addition}`.trim() : account + addition,
      happenedAt: instantOf(script.now - Math.floor(random.between(1, 240) * hourMs)),
      ...(isVisit && { arrivedAt: instantOf(script.now - Math.floor(stay)), departedAt: instantOf(script.now) }),
      ...(isVisit && { place: `${trade.code}, ${unit}` }),
      ...(this.respondent !== undefined && random.chance(0.5) && { personsInvolved: [this.respondent] }),
      product,
      unit,
      jurisdiction: this.jurisdiction,
      complainantKind: kind,
      ...(complainant && { complainant }),
      respondents: this.respondent === undefined ? [] : [this.respondent],
      grade: isSmall && random.chance(0.6) ? ('grievance' as const) : ('complaint' as const),
      tags,
      ...(isAuthority(channel) && { sourceReference: `${this.jurisdiction.toUpperCase()}-${random.whole(100_000, 999_999)}` }),
      language,
    };
    if (random.chance(0.005))
      script.refused('anonymous-named', this.handler, 'receive', { ...form, complainantKind: 'anonymous', complainant: { name: '?' } });
    script.tell(this.handler, 'receive', form);
    if (random.chance(0.01)) script.refused('already-received', this.colleague, 'receive', { ...form, firstReceiver: this.colleague.sub });
    if (random.chance(0.01)) script.reused({ ...form, demands: `${demands} ${addition}` });
    if (random.chance(0.05)) {
      script.soon(1, 5);
      const early = Math.floor(random.between(1, 30) * hourMs);
      script.tell(
        this.handler,
        'recordContact',
        { channel: 'phone', direction: 'inbound', reached: true, summary: this.file.words.backDated },
        early,
      );
    }
  }

  private onTheSpot(): void {
    const { script, random } = this.file;
    script.soon(5, 40);
    if (random.chance(0.6)) this.apologise();
    script.soon(5, 30);
    if (random.chance(0.5)) this.settlement.gesture(this.handler);
    script.soon(10, 240);
    if (this.followUp('quickly')) return this.handled();
    script.soon(1, 10);
    this.close(random.weighted({ upheld: 5, partly: 2, goodwill: 3 }), { acceptedOnTheSpot: random.chance(0.8) ? 'verbal' : 'written' });
    this.afterwards();
  }

  private inSummary(): void {
    const { script, random, words: say, channel } = this.file;
    this.acknowledge();
    script.soon(20, 300);
    if (random.chance(0.5)) this.apologise();
    if (random.chance(0.4)) this.settlement.gesture(this.handler);
    script.tell(this.handler, 'reply', { kind: 'summary', channel: answerOn(channel), text: say.summary, recourse: ['internal-review'] });
    script.soon(30, 600);
    if (script.now > this.receivedAt + 2.8 * dayMs) return this.handled(true);
    if (this.followUp('quickly')) return this.handled(true);
    script.soon(1, 20);
    this.close(random.weighted({ upheld: 5, partly: 3, goodwill: 2 }), { acceptedInSummary: 'verbal' });
    this.afterwards();
  }

  private withdrawn(): void {
    const { script, random, words: say, channel } = this.file;
    this.acknowledge();
    if (random.chance(0.7)) this.classify();
    if (random.chance(0.7)) this.assign();
    if (random.chance(0.3)) {
      this.investigate('substantiated');
      if (random.chance(0.7)) {
        script.pass(1, 20);
        const remedy = { remedy: random.pick(this.file.trade.remedies), borne: { amount: random.whole(10, 900) * 100, currency: 'CNY' } };
        script.tell(this.handler, 'propose', { ...remedy, beneficiary: 'customer', terms: [] });
      }
    }
    script.pass(4, 90);
    if (random.chance(0.15)) {
      const summary = { summary: say.withdrawal, toldVia: 'phone', recourse: [] };
      script.refused('use-withdrawal', this.handler, 'close', { outcome: 'withdrawn', ...summary });
    }
    script.tell(this.handler, 'withdraw', { channel: answerOn(channel), ...(random.chance(0.7) && { reason: say.withdrawal }) });
    this.tryOnClosed();
  }

  /** Somebody else is competent, it is handled elsewhere, or it is no complaint. */
  private withoutInvestigation(outcome: 'transferred' | 'duplicate' | 'inadmissible'): void {
    const { script, random } = this.file;
    this.acknowledge();
    if (random.chance(0.6)) this.classify();
    script.pass(2, 50);
    if (random.chance(0.1)) this.tryToClose('no-final-reply', { outcome });
    this.finalReply();
    script.pass(2, 60);
    this.followUp('resolved', true);
    this.close(outcome);
  }

  /** The standard procedure 制式化流程. */
  private handled(isAcknowledged = false): void {
    const { script, random, trade, words: say, channel } = this.file;
    if (!isAcknowledged) this.acknowledge();
    if (random.chance(0.9)) this.classify();
    this.assign();
    this.contacts();
    if (random.chance(0.45)) this.apologise();
    if (random.chance(isAuthority(channel) ? 0.5 : 0.2)) this.escalate();
    if (random.chance(0.25)) {
      const text = random.chance(0.5) ? say.interim : say.promise;
      script.pass(2, 40);
      script.tell(this.handler, 'reply', { kind: random.pick(['interim', 'holding']), channel: answerOn(channel), text, recourse: [] });
    }
    if (random.chance(0.03)) this.tryToClose('not-investigated');
    const finding = random.weighted({ substantiated: 50, partly: 24, not: 26 });
    this.investigate(finding);
    if (random.chance(0.02)) this.tryToClose('no-final-reply');

    const isGoodwill = finding === 'not' && random.chance(0.2);
    let outcome: Outcome = isGoodwill ? 'goodwill' : finding === 'substantiated' ? 'upheld' : finding === 'partly' ? 'partly' : 'rejected';
    let isSettled = false;
    let isAnswered = false;
    if ((finding !== 'not' || isGoodwill) && random.chance(trade.amounts === 'small' ? 0.55 : 0.75)) {
      script.pass(1, 30);
      const early = this.file.kind !== 'anonymous' && random.chance(0.06);
      isSettled = this.settlement.settle(this.handler, early ? (at) => (isAnswered = this.answerWhileUnderWay(at, isAnswered)) : undefined);
      if (isSettled && random.chance(0.04)) {
        script.pass(20, 90);
        this.settlement.settle(this.handler);
      }
    } else if (finding !== 'not' && random.chance(0.5)) {
      script.pass(1, 20);
      this.settlement.gesture(this.handler);
      isSettled = true;
    }
    if (outcome === 'goodwill' && !isSettled) outcome = 'rejected';

    if (!isAnswered) {
      script.pass(1, 30);
      if (random.chance(0.02)) {
        const reply = { kind: 'final', channel: answerOn(channel), text: say.final } as const;
        script.refused('final-reply-without-reasons', this.handler, 'reply', { ...reply, recourse: ['internal-review'] });
        script.refused('final-reply-without-recourse', this.handler, 'reply', { ...reply, reasons: say.reasons, recourse: [] });
      }
      this.finalReply();
      const wasSentBack = this.isSentBack;
      if (!wasSentBack && random.chance(0.02)) this.tryToClose('not-sent-back', { outcome: 'unresolved' });
      if (!wasSentBack && random.chance(0.03) && this.file.kind !== 'anonymous') this.tryToClose('not-followed-up');
      if (random.chance(0.02)) this.tryToClose('not-in-summary', { acceptedInSummary: 'verbal' });
      script.pass(4, 120);
      const solved = finding === 'not' ? random.chance(0.25) : random.chance(isSettled ? 0.93 : 0.72);
      const isDissatisfied = this.followUp(solved ? this.speed() : 'unresolved');
      if (isDissatisfied) outcome = wasSentBack ? 'unresolved' : this.evaluateAgain(outcome);
    }
    if (random.chance(0.015) && this.file.kind !== 'anonymous') this.tryToClose('customer-not-told', { toldVia: null });
    script.soon(5, 90);
    this.close(outcome);
    this.afterwards();
  }

  /** Answered, and the customer asked, while the approval runs: then the case cannot be closed yet. */
  private answerWhileUnderWay(at: 'requested' | 'granted' | 'ordered', isAnswered: boolean): boolean {
    const { script } = this.file;
    if (!isAnswered) {
      script.soon(20, 200);
      this.finalReply();
      this.followUp('resolved', true);
    }
    this.tryToClose(({ requested: 'approval-open', granted: 'approved-not-ordered', ordered: 'remedy-outstanding' } as const)[at]);
    return true;
  }

  private acknowledge(): void {
    const { script, random, words: say, channel } = this.file;
    if (random.chance(0.3)) script.soon(2, 45);
    else script.pass(0.3, 18);
    const answerBy = instantOf(script.now + random.pick([1, 2, 3, 5, 15]) * dayMs);
    const data = { channel: answerOn(channel), answerBy, handling: say.handling, contact: this.handler.sub };
    script.tell(this.handler, 'acknowledge', data);
    if (random.chance(0.01)) script.refused('already-acknowledged', this.colleague, 'acknowledge', data);
    if (random.chance(0.006)) script.reused({ ...data, contact: this.colleague.sub });
    if (random.chance(0.008)) script.refused('future-time', this.handler, 'addNote', { text: say.note }, -3 * hourMs);
    if (random.chance(0.12)) {
      script.soon(1, 5);
      const due = instantOf(script.now + 2 * dayMs);
      script.tell(this.handler, 'makePromise', { promise: say.promise, due, channel: answerOn(channel) });
      this.isPromised = true;
    }
  }

  private classify(): void {
    const { script, random, cause, channel } = this.file;
    script.soon(1, 20);
    const classification = {
      category: cause.category,
      severity: random.weighted(
        isAuthority(channel) ? { medium: 3, high: 5, critical: 1 } : { low: 35, medium: 45, high: 17, critical: 3 },
      ),
      urgency: random.weighted({ urgent: 22, normal: 78 }),
      ...(random.chance(0.5) && { impact: random.pick(['loss-of-trust', 'financial-loss', 'loss-of-time', 'harm']) }),
      directness: random.weighted({ direct: 75, indirect: 25 }),
      needs: random.pick([['to-be-heard'], ['redress'], ['respect', 'redress'], ['speed'], []]),
      sensitive: random.chance(0.05),
    } as const;
    script.tell(this.handler, 'classify', classification);
    // Seen otherwise by somebody who knows the matter better.
    if (random.chance(0.06)) {
      script.pass(1, 20);
      script.tell(this.handler, 'classify', { ...classification, category: random.pick(['service', 'quality', 'terms', 'price']) });
    }
  }

  private assign(): void {
    const { script, random, team, unit } = this.file;
    script.soon(2, 40);
    if (this.respondent !== undefined && random.chance(0.12)) {
      script.refused('respondent-recused', team.supervisor, 'assign', { person: this.respondent, unit });
    }
    if (random.chance(0.12)) {
      script.tell(team.supervisor, 'assign', { team: `${this.file.trade.code}-service`, unit });
      script.pass(1, 8);
    }
    if (random.chance(0.03)) {
      script.tell(this.colleague, 'recuse', { reason: 'knows-the-customer', vacates: [] });
      if (random.chance(0.6)) script.refused('recused-person', team.supervisor, 'assign', { person: this.colleague.sub });
    }
    script.tell(team.supervisor, 'assign', { person: this.handler.sub, unit });
    if (random.chance(0.008))
      script.refused('escalation-never-goes-down', this.handler, 'escalate', {
        track: 'level',
        to: 1,
        reason: 'typing-error',
        trigger: 'person',
      });
    if (random.chance(0.008)) script.refused('hand-back-goes-up', this.handler, 'handBack', { to: 2, reason: 'typing-error' });
    if (random.chance(0.008)) script.refused('not-closed', this.handler, 'reopen', { reason: 'typing-error' });
  }

  private contacts(): void {
    const { script, random, words: say } = this.file;
    while (random.chance(0.45)) {
      script.pass(1, 25);
      const reached = random.chance(0.8);
      const summary = reached ? say.contact : say.missed;
      script.tell(this.handler, 'recordContact', { channel: 'phone', direction: 'outbound', reached, summary });
    }
    if (random.chance(0.35)) script.tell(this.handler, 'addEvidence', this.evidence(), Math.floor(random.between(0, 20) * hourMs));
    if (random.chance(0.25)) script.tell(this.handler, 'addNote', { text: say.note });
    if (random.chance(0.008)) {
      const sinceReceipt = script.now - this.receivedAt;
      const reply = { kind: 'interim', channel: 'phone', text: say.interim, recourse: [] } as const;
      script.refused('out-of-order-time', this.handler, 'reply', reply, sinceReceipt + hourMs);
    }
  }

  private evidence() {
    const { script, words: say } = this.file;
    const name = `evidence-${script.steps.length}`;
    return { hash: sha256(`${script.complaintId} ${name}`), locator: `archive/${script.complaintId}/${name}`, description: say.evidence };
  }

  private apologise(): void {
    const { script, random, words: say, channel } = this.file;
    script.soon(1, 30);
    const apologist = this.respondent !== undefined && random.chance(0.4) ? this.respondent : this.handler.sub;
    const template = random.chance(0.3) ? { template: { id: 'apology', version: random.whole(1, 3) } } : { text: say.apology };
    script.tell(this.handler, 'apologise', { apologist, channel: answerOn(channel), ...template, admitsFault: random.chance(0.4) });
  }

  private escalate(): void {
    const { script, random, team, channel, cause } = this.file;
    script.pass(2, 60);
    const trigger = random.weighted({ person: 25, customer: 40, authority: 20, deadline: 10, 'tipping-point': 5 });
    const reason = random.pick(['customer-insists', 'needs-expertise', 'amount-too-high', 'waiting-too-long', 'repeated-complaint']);
    script.tell(this.handler, 'escalate', { track: 'level', to: 2, reason, trigger });
    this.level = 2;
    script.soon(5, 60);
    script.tell(team.supervisor, 'assign', { person: cause.category === 'quality' ? team.technical.sub : team.supervisor.sub });
    if (random.chance(0.1))
      script.refused('escalation-never-goes-down', this.handler, 'escalate', { track: 'level', to: 2, reason, trigger });
    if (random.chance(0.08)) this.tryToClose('not-on-the-spot', { acceptedOnTheSpot: 'verbal' });
    if (random.chance(0.22)) {
      script.pass(6, 90);
      script.tell(team.supervisor, 'escalate', { track: 'level', to: 3, reason: 'customer-insists', trigger: 'customer' });
      this.level = 3;
    } else if (random.chance(0.2)) {
      script.pass(4, 50);
      script.tell(team.supervisor, 'handBack', { to: 1, reason: 'customer-calmed', person: this.handler.sub });
      this.level = 1;
    }
    if (!isAuthority(channel) && random.chance(0.25)) this.goOutside();
  }

  private goOutside(): void {
    const { script, random } = this.file;
    script.pass(2, 80);
    const body = random.weighted({ regulator: 50, association: 20, media: 20, ombudsman: 6, court: 4 });
    const reference = body === 'media' ? {} : { reference: `X-${random.whole(10_000, 99_999)}` };
    script.tell(this.handler, 'escalate', { track: 'external', body, reason: 'customer-turned-to-it', trigger: 'customer', ...reference });
  }

  private investigate(finding: Finding): void {
    const { script, random, cause, team, words: say } = this.file;
    if (random.chance(0.12)) script.soon(20, 240);
    else script.pass(6, 140);
    if (this.respondent !== undefined && random.chance(0.05)) {
      const by = { sub: this.respondent, roles: ['handler'], unit: team.unit };
      script.refused('respondent-recused', by, 'investigate', {
        finding: 'not',
        evidence: [],
        hiddenIssue: false,
        unfavourableReading: false,
      });
    }
    const [situation, task, action, result, lesson] = say.lesson;
    const { hash, locator } = this.evidence();
    const why = {
      faultParty: random.weighted({ own: 75, third: 15, customer: 10 }),
      rootCause: random.chance(0.75)
        ? cause.rootCause
        : random.pick(['people', 'process', 'product', 'policy', 'system', 'environment'] as const),
    };
    const data = {
      finding,
      evidence: random.chance(0.5) ? [{ hash, locator }] : [],
      ...(random.chance(0.6) && { note: { situation, task, action, result, lesson } }),
      hiddenIssue: random.chance(0.12),
      unfavourableReading: cause.category === 'terms' && random.chance(0.4),
    };
    if (finding !== 'not' && random.chance(0.01)) script.refused('finding-unexplained', this.handler, 'investigate', data);
    script.tell(this.investigator(), 'investigate', { ...data, ...(finding !== 'not' && why) });
    // What was promised was done by then, in time or not; those whose findings are bad have other worries.
    if (this.isPromised && finding !== 'partly') script.tell(this.handler, 'keepPromise', {});
    this.isPromised = false;
  }

  private investigator(): Actor {
    const { team, random } = this.file;
    if (this.level > 1) return random.pick([team.supervisor, team.technical]);
    return this.handler;
  }

  private finalReply(reasons: string = this.file.words.reasons): void {
    const { script, random, words: say, channel } = this.file;
    const bodies: readonly Recourse[] = outside[this.jurisdiction];
    const recourse =
      this.isSentBack || random.chance(0.4)
        ? ['internal-review' as const, ...bodies.slice(0, random.whole(1, 2))]
        : (['internal-review'] as const);
    const text = random.chance(0.3) ? { template: { id: 'final-reply', version: 2 }, text: say.final } : { text: say.final };
    script.tell(this.handler, 'reply', { kind: 'final', channel: answerOn(channel), ...text, reasons, recourse });
  }

  /** Whether it was solved as fast as customers remember it for. */
  private speed(): 'quickly' | 'resolved' {
    return this.file.script.now <= this.receivedAt + dayMs ? 'quickly' : 'resolved';
  }

  /** The customer is asked. True if they are not content, which sends the case back. */
  private followUp(matter: 'quickly' | 'resolved' | 'unresolved', isContent = false): boolean {
    const { script, random, kind, channel, words: say } = this.file;
    const by = random.pick(headOffice.callback);
    if (kind === 'anonymous') {
      script.tell(by, 'followUp', { reached: false, impossibility: 'anonymous' });
      return false;
    }
    if (random.chance(0.01)) script.refused('not-anonymous', by, 'followUp', { reached: false, impossibility: 'anonymous' });
    if (isAuthority(channel) && random.chance(0.3)) {
      script.tell(by, 'followUp', { reached: false, impossibility: 'through-authority' });
      return false;
    }
    if (random.chance(0.02)) {
      script.tell(by, 'followUp', { reached: false, impossibility: random.pick(['declined', 'unreachable']) });
      return false;
    }
    for (let attempts = 0; matter !== 'quickly' && random.chance(0.18);) {
      script.tell(by, 'followUp', { channel: 'phone', reached: false });
      if (++attempts === 3) return false;
      script.pass(4, 40);
    }
    const mark = isContent ? random.whole(3, 5) : random.indexBy(satisfaction[matter]) + 1;
    const solved = matter !== 'unresolved';
    const isUnhappy = mark <= 2 || !solved;
    this.isSentBack ||= isUnhappy;
    script.tell(by, 'followUp', {
      channel: random.weighted({ phone: 60, 'text-message': 25, app: 15 }),
      reached: true,
      satisfaction: mark,
      ...(random.chance(0.92) || isUnhappy ? { solved } : {}),
      ...(random.chance(0.85) && { wouldBuyAgain: random.chance(loyalty[matter]) }),
      ...(random.chance(0.4) && { comment: isUnhappy ? say.dissatisfied : say.satisfied }),
      ...(isUnhappy && random.chance(0.4) && { newDemand: say.newDemand }),
    });
    return isUnhappy;
  }

  /** A dissatisfied customer sends the case back, once: found out again, answered again with a way outside (rule 7). */
  private evaluateAgain(outcome: Outcome): Outcome {
    const { script, random, words: say, channel } = this.file;
    if (random.chance(0.08)) {
      const reply = { kind: 'final', channel: answerOn(channel), text: say.final, reasons: say.reasons, recourse: ['regulator'] } as const;
      script.refused('not-re-evaluated', this.handler, 'reply', reply);
    }
    if (random.chance(0.08)) this.tryToClose('not-investigated');
    if (this.level === 1 && random.chance(0.5)) this.escalate();
    this.investigate(random.weighted({ substantiated: 3, partly: 4, not: 3 }));
    const isSettled = random.chance(0.25) && this.settlement.settle(this.handler);
    script.pass(2, 40);
    if (random.chance(0.1)) {
      const reply = {
        kind: 'final',
        channel: answerOn(channel),
        text: say.final,
        reasons: say.againReasons,
        recourse: ['internal-review'],
      } as const;
      script.refused('no-external-recourse', this.handler, 'reply', reply);
    }
    this.finalReply(say.againReasons);
    script.pass(10, 90);
    const isContent = isSettled ? random.chance(0.8) : random.chance(0.3);
    if (random.chance(0.6)) this.followUp(isContent ? 'resolved' : 'unresolved', isContent);
    if (random.chance(0.15)) this.goOutside();
    if (!isContent) return 'unresolved';
    return outcome === 'rejected' ? 'partly' : outcome;
  }

  private close(outcome: Outcome, how: { acceptedOnTheSpot?: 'verbal' | 'written'; acceptedInSummary?: 'verbal' } = {}): void {
    const { script } = this.file;
    script.tell(this.handler, 'close', { ...this.closing(), outcome, ...how });
  }

  private closing() {
    const { words: say, channel, kind } = this.file;
    return {
      outcome: 'upheld' as Outcome,
      summary: say.summaryOfCase,
      toldVia: kind === 'anonymous' ? null : answerOn(channel),
      recourse: ['internal-review' as const],
    };
  }

  private tryToClose(refusal: string, how: object = {}): void {
    const { script } = this.file;
    script.refused(refusal, this.handler, 'close', { ...this.closing(), ...how });
  }

  /** What still happens to a closed case. */
  private afterwards(): void {
    const { script, random, kind, words: say } = this.file;
    this.tryOnClosed();
    if (random.chance(0.05)) {
      script.pass(24, 400);
      script.tell(this.handler, 'addNote', { text: say.note });
    }
    if (kind !== 'anonymous' && random.chance(0.06)) {
      script.pass(100, 700);
      this.followUp('resolved', true);
    }
    if (random.chance(0.015)) this.goOutside();
    if (random.chance(0.04)) this.reopen();
  }

  private tryOnClosed(): void {
    const { script, random } = this.file;
    if (random.chance(0.02)) script.refused('case-closed', this.handler, 'assign', { person: this.colleague.sub });
  }

  private reopen(): void {
    const { script, random, kind } = this.file;
    script.pass(24, 500);
    script.tell(this.handler, 'reopen', { reason: random.pick(['hidden-issue', 'remedy-did-not-help', 'new-evidence']) });
    this.isSentBack = false;
    script.soon(10, 120);
    this.acknowledge();
    this.investigate('partly');
    script.pass(2, 50);
    if (random.chance(0.2)) this.tryToClose('no-final-reply');
    this.finalReply(this.file.words.againReasons);
    script.pass(4, 80);
    if (kind === 'anonymous') this.followUp('resolved');
    else this.followUp('resolved', true);
    this.close('partly');
  }
}

const isAuthority = (channel: string): boolean => channel === 'regulator' || channel === 'association';

/** Where a visitor is answered by telephone, and an authority by letter. */
function answerOn(channel: string): string {
  if (isAuthority(channel)) return 'letter';
  return channel === 'branch' || channel === 'bank-branch' || channel === 'on-site' || channel === 'social-media' ? 'phone' : channel;
}
