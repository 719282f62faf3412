import { missingSeats, requirementOf, seatsOf, type Requirement } from '@redress/authority';
import type { Acceptor } from '@redress/complaint';
import type { Actor, Money } from '@redress/kernel';
import { dayMs, instantOf } from './calendar.js';
import { headOffice, resolutionOf, sha256 } from './company.js';
import type { Signer } from './authority.js';
import type { CaseFile } from './case-file.js';

/* From a proposal to its payment, through the signatures that the matrix asks for. */

/** Amounts on both sides of the matrix's edges, in fen; the higher the rarer. */
const edges = [199_999, 200_000, 999_999, 1_000_000, 4_999_999, 5_000_000, 49_999_999, 50_000_000];
const edgeWeights = [6, 5, 4, 3, 3, 2, 1.2, 1.2];
/** What customers ask for again and again who know the lowest edge. */
const justBelow = [199_999, 199_900, 198_000, 190_000];

const ranges = { small: [20, 1_600], middle: [60, 14_000], large: [150, 120_000] } as const;
const edgesUpTo = { small: 2, middle: 4, large: 8 } as const;
const edgeShare = { small: 0.06, middle: 0.12, large: 0.2 } as const;

const refusals = ['too-much', 'loss-not-proven', 'wrong-remedy', 'try-a-gesture-first'] as const;

interface Ask {
  readonly remedy: string;
  readonly borne: Money;
  readonly claimed?: Money;
  readonly terms: readonly string[];
}

/** What else is done to the case while a round is under way. */
export type Midway = (at: 'requested' | 'granted' | 'ordered') => void;

/** How a round of approval ended. */
type Ended = 'ordered' | 'refused' | 'customer-refused' | 'lapsed' | 'changed';

export class Settlement {
  /** What was ordered before and not cancelled. */
  private readonly already: Money[] = [];
  private readonly vacant: string[] = [];
  private round = 0;

  constructor(private readonly file: CaseFile) {}

  get hasOrdered(): boolean {
    return this.already.length > 0;
  }

  /** A remedy that costs nothing: ordered on one's own authority, given at once. */
  gesture(by: Actor): void {
    const { script, random, trade } = this.file;
    if (this.round > 0) return;
    const remedy = random.pick(trade.gestures);
    if (random.chance(0.04)) {
      script.refused('approval-required', by, 'compensate', { remedy, borne: cny(random.whole(1, 40) * 1_000), acceptance: 'goodwill' });
    }
    script.tell(by, 'compensate', { remedy, borne: cny(0), acceptance: 'goodwill' });
    script.soon(3, 40);
    script.tell(by, 'fulfil', {});
  }

  /** Proposes, asks for signatures, asks the customer, pays: up to three rounds. False if nothing came of it. */
  settle(by: Actor, midway: Midway = () => undefined): boolean {
    const { script, random } = this.file;
    if (random.chance(0.02) && this.round === 0) this.approve(this.signer('channel-head'), {}, 'no-proposal');
    let ask = this.firstAsk();
    let ended: Ended = 'refused';
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      ended = this.tryRound(by, ask, midway);
      if (ended === 'ordered') {
        this.pay(by, () => midway('ordered'));
        return true;
      }
      if (ended === 'lapsed' && random.chance(0.3)) break;
      script.pass(2, 40);
      ask = this.nextAsk(ask, ended);
    }
    // What was refused is over; the rest waits for somebody to end it.
    if (ended === 'changed' || ended === 'lapsed') script.tell(by, 'withdrawProposal', { reason: 'no-agreement' });
    return false;
  }

  private firstAsk(): Ask {
    const { random, trade, unit } = this.file;
    const remedy = random.pick(trade.remedies);
    const borne = this.file.splits ? cny(random.pick(justBelow)) : cny(this.amount());
    const foreign = unit === 'hong-kong' ? 'HKD' : unit === 'singapore' ? 'SGD' : undefined;
    const money = foreign !== undefined && !this.file.splits && random.chance(0.6) ? { ...borne, currency: foreign } : borne;
    return this.asked(remedy, money);
  }

  private asked(remedy: string, borne: Money): Ask {
    const { random } = this.file;
    const terms = random.chance(0.1) ? ['return-of-goods'] : [];
    if (random.chance(0.3)) return { remedy, borne, terms };
    const claimed = { ...borne, amount: Math.round((borne.amount * random.between(1, 2.4)) / 100) * 100 };
    return { remedy, borne, claimed, terms };
  }

  private amount(): number {
    const { random, trade } = this.file;
    const { amounts } = trade;
    if (random.chance(edgeShare[amounts])) return edges[random.indexBy(edgeWeights.slice(0, edgesUpTo[amounts]))]!;
    const [least, most] = ranges[amounts];
    // Most are small: evenly spread over their length in digits.
    return Math.round(Math.exp(random.between(Math.log(least), Math.log(most)))) * 100;
  }

  private nextAsk({ remedy, borne }: Ask, ended: Ended): Ask {
    const { random, trade } = this.file;
    const times = (factor: number): Money => ({ ...borne, amount: Math.max(100, Math.round((borne.amount * factor) / 100) * 100) });
    if (ended === 'refused') return this.asked(remedy, times(random.between(0.4, 0.8)));
    if (ended === 'changed') return this.asked(remedy, times(random.between(1.2, 2)));
    if (ended === 'customer-refused')
      return this.asked(random.chance(0.5) ? remedy : random.pick(trade.remedies), times(random.between(1.1, 2.2)));
    return this.asked(remedy, borne);
  }

  private tryRound(by: Actor, asked: Ask, midway: Midway): Ended {
    const { script, random, authority, unit, product, words } = this.file;
    const matrix = authority.matrixAt(script.now);
    let ask = asked;
    if (ask.borne.currency !== 'CNY' && matrix.rates.length === 0) {
      if (random.chance(0.4)) script.refused('no-exchange-rate', by, 'propose', { ...ask, beneficiary: 'customer' });
      ask = { remedy: ask.remedy, borne: cny(ask.borne.amount), terms: ask.terms };
    }
    const proposal = { ...ask, beneficiary: 'customer' } as const;
    if (random.chance(0.015)) {
      script.refused('forbidden-term', by, 'propose', { ...proposal, terms: [random.pick(['silence', 'withdrawal-from-authority'])] });
    }
    if (random.chance(0.03)) {
      const promise = { promise: words.promisedMoney, due: instantOf(script.now + 5 * dayMs), channel: 'phone' };
      script.refused('beyond-own-authority', by, 'makePromise', { ...promise, amount: cny(60_000_000) });
    }
    const request = requirementOf(matrix, { already: this.already, now: ask.borne, remedy: ask.remedy, product, unit });
    script.tell(by, 'propose', { ...proposal, note: words.proposal });
    this.round += 1;
    const lapses = script.now + (request.validDays ?? 10_000) * dayMs;
    if (random.chance(0.015)) script.refused('already-proposed', by, 'propose', proposal);
    if (this.round > 1 && random.chance(0.1)) {
      this.approve(this.signer('channel-head'), { round: this.round - 1 }, 'round-superseded');
    }
    this.tryWhatIsNotAllowed(by, ask, request);
    midway('requested');

    let isAccepted = random.chance(0.3);
    if (isAccepted) {
      script.pass(1, 20);
      if (random.chance(0.08)) {
        const offer = { decision: 'accepted', consent: 'verbal', acceptedBy: 'customer' } as const;
        script.refused('offer-not-subject-to-approval', by, 'recordCustomerDecision', offer);
      }
      this.accept(by, true);
    }
    if (random.chance(0.025)) return this.lapse(lapses);
    const signed = this.sign(by, ask, request, lapses);
    if (typeof signed === 'string') return signed;
    const approved = { ...ask, borne: signed.borne };
    if (approved.borne !== ask.borne) isAccepted = false;
    if (random.chance(0.03)) this.approve(this.signer('channel-head'), {}, 'no-open-round');
    if (random.chance(0.06)) {
      const promise = { promise: words.promisedMoney, due: instantOf(script.now + 6 * dayMs), channel: 'phone' };
      script.tell(by, 'makePromise', { ...promise, amount: approved.borne });
    }
    const isGoodwill = !isAccepted && random.chance(0.08);
    if (!isAccepted && !isGoodwill) {
      const { remedy, borne } = approved;
      if (random.chance(0.05)) script.refused('not-accepted', by, 'compensate', { remedy, borne });
      script.pass(2, 48);
      if (script.now >= lapses) return this.lapse(lapses);
      if (random.chance(0.12)) {
        const newDemand = random.chance(0.4) ? { newDemand: words.newDemand } : {};
        script.tell(by, 'recordCustomerDecision', { decision: 'refused', refusedBy: 'customer', reason: words.refusal, ...newDemand });
        return 'customer-refused';
      }
      this.accept(by, false);
      if (random.chance(0.02)) {
        script.refused('already-accepted', by, 'recordCustomerDecision', {
          decision: 'accepted',
          consent: 'written',
          acceptedBy: 'customer',
        });
      }
    }
    if (!isGoodwill) midway('granted');
    script.pass(0.2, 12);
    if (script.now >= lapses) return this.lapse(lapses);
    this.order(by, approved, isGoodwill);
    return 'ordered';
  }

  /** Nobody acts until the round has lapsed. */
  private lapse(lapses: number): Ended {
    const { script, random } = this.file;
    script.now = Math.max(script.now, lapses);
    script.pass(1, 40);
    if (random.chance(0.5)) this.approve(this.signer('channel-head'), {}, 'approval-lapsed');
    return 'lapsed';
  }

  /** What people try who do not know the rules; all of it before anybody signed. */
  private tryWhatIsNotAllowed(by: Actor, { remedy, borne }: Ask, { required }: Requirement): void {
    const { script, random, team } = this.file;
    const granted = { decision: 'granted' } as const;
    if (random.chance(0.04)) script.refused('approval-outstanding', by, 'compensate', { remedy, borne, acceptance: 'goodwill' });
    if (random.chance(0.04)) script.refused('self-approval', { ...by, roles: [...by.roles, required[0]!.role] }, 'approve', granted);
    if (random.chance(0.02)) script.refused('no-such-delegation', team.supervisor, 'approve', { ...granted, delegation: 'd-none' });
    if (random.chance(0.03)) script.refused('role-not-missing', random.pick(headOffice.finance), 'approve', granted);
    if (random.chance(0.02)) this.approve(this.signer(required[0]!.role), { decision: 'refused' }, 'refusal-without-reason');
  }

  /** The signatures, one after the other; what is approved then, which may be less than was asked for. */
  private sign(by: Actor, ask: Ask, request: Requirement, lapses: number): Ended | { readonly borne: Money } {
    const { script, random } = this.file;
    const { mode, bodies } = request;
    let signed: string[] = [];
    let { borne } = ask;
    for (;;) {
      const missing = this.missing(request, signed);
      const { role } = mode === 'any' ? random.pick(missing) : missing[0]!;
      if (this.vacant.includes(role)) {
        script.tell(by, 'withdrawProposal', { reason: 'nobody-left-to-sign' });
        return 'refused';
      }
      script.pass(1, 26);
      if (script.now >= lapses) return this.lapse(lapses);
      const signer = this.signer(role);
      const isBody = bodies.some((body) => body.role === role);
      if (mode === 'ordered' && missing.length > 1 && random.chance(0.08)) {
        this.approve(this.signer(missing.at(-1)!.role), {}, 'not-your-turn');
      }
      if (isBody) this.tryWithoutResolution(by, signer);
      else if (random.chance(0.01)) this.approve(signer, { resolution: this.resolution() }, 'resolution-not-expected');
      const mayLeave = signer.delegation === undefined && this.isReplaceable(role, request);
      if (mayLeave && random.chance(0.05)) {
        this.recuse(role);
        continue;
      }
      if (random.chance(0.05)) {
        this.approve(signer, { decision: 'refused', reason: random.pick(refusals), ...this.resolutionIf(isBody) });
        return 'refused';
      }
      this.approve(signer, this.resolutionIf(isBody));
      signed = [...signed, role];

      const left = this.missing(request, signed);
      if (left.length === 0) return { borne };
      if (!isBody && signer.delegation === undefined && left[0]!.role === 'cfo' && random.chance(0.1)) {
        this.approve({ by: { ...signer.by, roles: [...signer.by.roles, 'cfo'] } }, { role: 'cfo' }, 'already-signed');
      }
      if (mayLeave && random.chance(0.03)) {
        // A friend of the customer's, as is found out only now: what they signed counts no more.
        script.pass(0.5, 6);
        this.recuse(role);
        signed = signed.filter((one) => one !== role);
        continue;
      }
      const change = random.weighted({ none: 92, more: 4, less: 4 });
      if (change === 'more') {
        script.pass(1, 8);
        return script.now < lapses ? 'changed' : this.lapse(lapses);
      }
      if (change === 'less' && borne.amount > 20_000) {
        script.pass(0.5, 5);
        if (script.now >= lapses) return this.lapse(lapses);
        borne = { ...borne, amount: borne.amount - 10_000 };
        script.tell(by, 'propose', { remedy: ask.remedy, borne, beneficiary: 'customer', terms: ask.terms });
      }
    }
  }

  /** The seats that are empty; who signed before their role was left empty has signed all the same. */
  private missing({ mode, required }: Requirement, signed: readonly string[]) {
    const vacant = this.vacant.filter((role) => !signed.includes(role));
    return missingSeats(mode, seatsOf(required, vacant), signed);
  }

  /** Whether somebody else could sign if the people near the customer kept out. */
  private isReplaceable(role: string, { mode, required }: Requirement): boolean {
    if (mode === 'any' || (role !== 'channel-head' && role !== 'operations-director')) return false;
    return seatsOf(required, [...this.vacant, role]).some(({ standsInFor }) => standsInFor === role);
  }

  private order(by: Actor, { remedy, borne, claimed }: Ask, isGoodwill: boolean): void {
    const { script, random } = this.file;
    const data = { remedy, borne, ...(claimed && { claimed }), ...(isGoodwill && { acceptance: 'goodwill' as const }) };
    const more = { ...borne, amount: borne.amount + 5_000 };
    const less = { ...borne, amount: Math.max(1, Math.floor(borne.amount * 0.9)) };
    if (random.chance(0.04)) script.refused('exceeds-approved', by, 'compensate', { ...data, borne: more });
    if (random.chance(0.02))
      script.refused('another-remedy', by, 'compensate', { ...data, remedy: 'cash-in-hand', approvalRound: this.round });
    const isLess = less.amount < borne.amount && random.chance(0.06);
    if (isLess && random.chance(0.5)) script.refused('less-without-reason', by, 'compensate', { ...data, borne: less });
    const ordered = isLess ? less : borne;
    script.tell(by, 'compensate', { ...data, borne: ordered, ...(isLess && { lessBecause: 'fees-already-refunded' }) });
    this.already.push(ordered);
    if (random.chance(0.02)) script.refused('already-ordered', by, 'compensate', { ...data, approvalRound: this.round });
  }

  private pay(by: Actor, midway: () => void): void {
    const { script, random } = this.file;
    const finance = random.pick(headOffice.finance);
    if (random.chance(0.04)) script.refused('finance-confirms', by, 'fulfil', {});
    midway();
    if (random.chance(0.02)) {
      script.pass(10, 40);
      script.tell(by, 'cancelCompensation', { reason: 'customer-waives' });
      this.already.pop();
      return;
    }
    script.pass(12, 90);
    if (random.chance(0.04)) {
      const signed = script.steps.findLast(({ command, refusal }) => command.type === 'approve' && refusal === undefined)!;
      script.refused('approver-confirms-payment', { ...signed.command.by, roles: ['finance'] }, 'fulfil', {});
    }
    const reference = `P${sha256(script.complaintId).slice(0, 10).toUpperCase()}`;
    while (random.chance(0.07)) {
      script.tell(finance, 'failPayment', {
        reason: random.pick(['account-closed', 'wrong-account-number', 'returned-by-post']),
        reference,
      });
      script.pass(20, 70);
    }
    script.tell(finance, 'fulfil', { reference });
    if (random.chance(0.01)) script.refused('nothing-owed', finance, 'fulfil', { reference });
  }

  private tryWithoutResolution(by: Actor, signer: Signer): void {
    const { random } = this.file;
    const resolution = { ...this.resolution(), recusals: [] };
    if (random.chance(0.3)) this.approve(signer, {}, 'resolution-required');
    if (random.chance(0.25)) this.approve(signer, { resolution: { ...resolution, voters: ['liang.chair', by.sub] } }, 'voter-not-neutral');
    if (random.chance(0.2)) this.approve(signer, { resolution: { ...resolution, voters: [] } }, 'resolution-inconsistent');
  }

  private recuse(role: string): void {
    const { script, random, authority, team } = this.file;
    const person = authority.holderOf(role, team);
    script.tell(person, 'recuse', { person: person.sub, reason: random.pick(['knows-the-customer', 'sold-the-product']), vacates: [role] });
    this.vacant.push(role);
    if (random.chance(0.2)) this.approve({ by: person }, {}, 'self-approval');
    if (random.chance(0.2)) script.refused('already-recused', person, 'recuse', { reason: 'knows-the-customer', vacates: [role] });
    script.pass(1, 8);
  }

  private accept(by: Actor, subjectToApproval: boolean): void {
    const { script, random, kind } = this.file;
    const acceptedBy: Acceptor = kind === 'guardian' || kind === 'proxy' ? kind : random.chance(0.01) ? 'heir' : 'customer';
    const data = { decision: 'accepted', consent: random.chance(0.6) ? 'verbal' : 'written', acceptedBy, subjectToApproval } as const;
    if (acceptedBy === 'customer') return script.tell(by, 'recordCustomerDecision', data);
    if (random.chance(0.15)) script.refused('acceptance-not-evidenced', by, 'recordCustomerDecision', data);
    const evidence = { hash: sha256(`${script.complaintId} power`), locator: `archive/${script.complaintId}/power-of-attorney.pdf` };
    script.tell(by, 'recordCustomerDecision', { ...data, evidence });
  }

  private approve({ by, delegation }: Signer, data: object, refusal?: string): void {
    const { script, random, words } = this.file;
    const all = {
      decision: 'granted' as const,
      ...(delegation !== undefined && { delegation }),
      ...(refusal === undefined && random.chance(0.1) && { note: words.proposal }),
      ...data,
    };
    if (refusal === undefined) script.tell(by, 'approve', all);
    else script.refused(refusal, by, 'approve', all);
  }

  private signer(role: string): Signer {
    const { authority, team, script } = this.file;
    return authority.signer(role, team, script.now);
  }

  private resolution() {
    const { script, random } = this.file;
    return resolutionOf(script.now, script.complaintId, random);
  }

  private resolutionIf(isBody: boolean) {
    return isBody ? { resolution: this.resolution() } : {};
  }
}

const cny = (amount: number): Money => ({ amount, currency: 'CNY' });
