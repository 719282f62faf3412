import { rounds, story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const investigated = event('Investigated', sample.Investigated);
const replied = event('ReplySent', sample.ReplySent);
const content = event('FollowedUp', sample.FollowedUp);
const attempt = event('FollowedUp', { channel: 'phone', reached: false });
const dissatisfied = event('FollowedUp', { channel: 'phone', reached: true, satisfaction: 1 });
const unsolved = event('FollowedUp', { channel: 'phone', reached: true, satisfaction: 5, solved: false });
const reopened = event('Reopened', sample.Reopened);
const closed = event('Closed', sample.Closed);
const close = (change: Partial<story.Closing> = {}) => command('close', { ...sample.Closed, ...change });
const asked = { attempts: 0, enoughAttempts: 3 };

describe('close', () => {
  it('ends a case that was investigated, answered and followed up', () => {
    given(received, investigated, replied, content).when(close()).thenHappens(closed);
  });

  it('lists all that is missing, under the code of the first', () => {
    given(received)
      .when(close())
      .thenRefused('not-investigated', { missing: ['not-investigated', 'no-final-reply', 'not-followed-up'] });
  });

  it('needs a final reply with the latest finding: no interim one, none from before', () => {
    const interim = event('ReplySent', { ...sample.ReplySent, kind: 'interim' });
    const facts = { missing: ['no-final-reply'] };
    given(received, investigated, interim, content).when(close()).thenRefused('no-final-reply', facts);
    given(received, replied, investigated, content).when(close()).thenRefused('no-final-reply', facts);
  });

  it.each(['duplicate', 'transferred', 'inadmissible'] as const)('needs no investigation of what is %s', (outcome) => {
    given(received, replied, content)
      .when(close({ outcome }))
      .thenHappens(event('Closed', { ...sample.Closed, outcome }));
  });

  it.each(['upheld', 'partly', 'rejected', 'goodwill'] as const)('needs an investigation before %s', (outcome) => {
    given(received, replied, content)
      .when(close({ outcome }))
      .thenRefused('not-investigated', { missing: ['not-investigated'] });
  });

  describe('follow-up', () => {
    it('counts three attempts, or one recorded impossibility', () => {
      const declined = event('FollowedUp', { reached: false, impossibility: 'declined' });
      given(received, investigated, replied, attempt, attempt, attempt).when(close()).thenHappens(closed);
      given(received, investigated, replied, declined).when(close()).thenHappens(closed);
    });

    it('does not count two attempts', () => {
      given(received, investigated, replied, attempt, attempt)
        .when(close())
        .thenRefused('not-followed-up', { attempts: 2, enoughAttempts: 3, missing: ['not-followed-up'] });
    });

    it('cannot ask the anonymous, nor tell them', () => {
      const anonymous = event('Received', { ...sample.Received, complainantKind: 'anonymous', complainant: undefined });
      given(anonymous, investigated, replied)
        .when(close({ toldVia: null }))
        .thenHappens(event('Closed', { ...sample.Closed, toldVia: null }));
      given(received, investigated, replied, content)
        .when(close({ toldVia: null }))
        .thenRefused('customer-not-told');
    });
  });

  describe('on the spot 当场解决', () => {
    const spot = { acceptedOnTheSpot: 'verbal' } as const;

    it('needs neither investigation nor reply, but asks the customer', () => {
      given(received, content)
        .when(close(spot))
        .thenHappens(event('Closed', { ...sample.Closed, ...spot }));
      given(received)
        .when(close(spot))
        .thenRefused('not-followed-up', { ...asked, missing: ['not-followed-up'] });
    });

    it.each([
      ['escalated', [event('Escalated', sample.Escalated), content], { level: 2, reopenings: 0, sentBack: false }],
      ['reopened', [content, closed, reopened, content], { level: 1, reopenings: 1, sentBack: false }],
    ] as const)('is over once the case was %s', (_, history, facts) => {
      given(received, ...history)
        .when(close(spot))
        .thenRefused('not-on-the-spot', { ...facts, missing: ['not-on-the-spot'] });
    });

    it('is over once the customer is dissatisfied', () => {
      given(received, dissatisfied)
        .when(close(spot))
        .thenRefused('not-on-the-spot', {
          level: 1,
          reopenings: 0,
          sentBack: true,
          missing: ['not-on-the-spot', 'not-investigated', 'no-final-reply'],
        });
    });
  });

  describe('dissatisfaction at follow-up', () => {
    it.each([
      ['1 of 5', dissatisfied],
      ['not solved', unsolved],
    ])('sends the case back: %s', (_, answer) => {
      given(received, investigated, replied, answer)
        .when(close())
        .thenRefused('not-investigated', { missing: ['not-investigated', 'no-final-reply'] });
    });

    it('does so once: re-evaluated and answered again, the case may close as unresolved', () => {
      given(received, investigated, replied, dissatisfied, investigated, replied, dissatisfied)
        .when(close({ outcome: 'unresolved' }))
        .thenHappens(event('Closed', { ...sample.Closed, outcome: 'unresolved' }));
    });

    it('is needed for that outcome', () => {
      given(received, investigated, replied, content)
        .when(close({ outcome: 'unresolved' }))
        .thenRefused('not-sent-back', { missing: ['not-sent-back'] });
    });

    it('is not settled by an imported reply without recourse outside', () => {
      const inside = event('ReplySent', { ...sample.ReplySent, recourse: ['internal-review'] });
      given(received, dissatisfied, investigated, inside)
        .when(close())
        .thenRefused('no-external-recourse', { missing: ['no-external-recourse'] });
    });
  });

  it('after a reopening needs finding, final reply and follow-up anew', () => {
    given(received, investigated, replied, content, closed, reopened)
      .when(close())
      .thenRefused('not-investigated', { missing: ['not-investigated', 'no-final-reply', 'not-followed-up'] });
    given(received, investigated, replied, content, closed, reopened, investigated, replied, content).when(close()).thenHappens(closed);
  });

  describe('in summary, under a policy pack', () => {
    const summary = event('ReplySent', { ...sample.ReplySent, kind: 'summary', reasons: undefined, recourse: [] });
    const closing = { ...sample.Closed, acceptedInSummary: 'verbal' } as const;
    const source = { paragraph: 'the story', document: 'the story', read: '2026-11-22', status: 'own' } as const;
    // A Sunday noon in Beijing; the Tuesday after it is a holiday.
    const onSunday = event('Received', { ...sample.Received, pack: { name: 'story', version: 1 } }, '2026-11-22T04:00:00.000Z');
    const time = story.timeOf({ summary: { length: { amount: 3, unit: 'business-days' }, calendar: 'story', source } });
    const closeAt = (now: string, under: typeof time | undefined = time) =>
      command('close', closing, { now, occurredAt: now, ...(under && { time: under }) });

    it('has the period of the case’s pack: three business days, holidays left out', () => {
      given(onSunday, summary, content).when(closeAt('2026-11-26T15:59:59.999Z')).thenHappens(event('Closed', closing));
      given(onSunday, summary, content)
        .when(closeAt('2026-11-26T16:00:00.000Z'))
        .thenRefused('not-in-summary', {
          receivedAt: '2026-11-22T04:00:00.000Z',
          summary: { amount: 3, unit: 'business-days' },
          until: '2026-11-26T15:59:59.999Z',
          summaryReply: true,
          reopenings: 0,
          sentBack: false,
          missing: ['not-in-summary'],
        });
    });

    it('has that of its receipt, whatever was published since', () => {
      const shorter = story.timeOf(
        { summary: { length: { amount: 1, unit: 'hours' }, calendar: 'story', source } },
        '2026-11-23T00:00:00.000Z',
        2,
      );
      const both = { packs: [...time.packs, ...shorter.packs], calendars: [...time.calendars, ...shorter.calendars] };
      given(onSunday, summary, content).when(closeAt('2026-11-26T15:59:59.999Z', both)).thenHappens(event('Closed', closing));
    });
  });

  it('leaves withdrawals to their own command, and unknown outcomes to imports', () => {
    given(received)
      .when(close({ outcome: 'withdrawn' }))
      .thenContradicts('use-withdrawal');
    given(received)
      .when(close({ outcome: 'not-stated' }))
      .thenContradicts('only-in-imports', { field: 'outcome' });
  });

  it.each(['summary', 'toldVia'] as const)('refuses an empty %s', (field) => {
    given(received)
      .when(close({ [field]: ' ' }))
      .thenContradicts('text-missing', { field });
  });

  describe('money', () => {
    const { approved, cny, granted, lapsesAt, requested } = rounds;
    const ready = [received, investigated, replied, content];
    const accepted = event('CustomerAccepted', { round: 1, consent: 'verbal', acceptedBy: 'customer', subjectToApproval: true });

    it('waits for an approval that is under way', () => {
      given(...ready, ...requested(200_000))
        .when(close())
        .thenRefused('approval-open', { round: 1, missing: ['approval-open'] });
      given(...ready, ...requested(200_000), event('ResolutionWithdrawn', { round: 1, reason: 'x' }))
        .when(close())
        .thenHappens(closed);
      given(...ready, ...requested(200_000))
        .when(command('close', sample.Closed, { now: lapsesAt, occurredAt: lapsesAt }))
        .thenHappens(event('ApprovalVoided', { round: 1, cause: 'lapsed' }), closed);
    });

    it('does not leave behind what was approved and accepted', () => {
      given(...ready, ...approved(200_000), accepted)
        .when(close())
        .thenRefused('approved-not-ordered', { round: 1, missing: ['approved-not-ordered'] });
      given(...ready, ...approved(200_000))
        .when(close())
        .thenHappens(event('ApprovalVoided', { round: 1, cause: 'closed' }), closed);
    });

    it('waits until every remedy is fulfilled or cancelled', () => {
      const order = event('Compensated', { remedy: 'refund', borne: cny(1), approvalRound: 1, acceptance: 'goodwill' });
      const history = [...ready, ...requested(1), granted('channel-head', { completes: true }), order];
      const fulfilled = event('RemedyFulfilled', { compensation: 1, confirmedBy: 'u-finance' });
      const failed = event('PaymentFailed', { compensation: 1, reason: 'account-closed' });
      const facts = { compensations: [1], missing: ['remedy-outstanding'] };
      given(...history)
        .when(close())
        .thenRefused('remedy-outstanding', facts);
      given(...history, fulfilled, failed)
        .when(close())
        .thenRefused('remedy-outstanding', facts);
      given(...history, failed, fulfilled)
        .when(close())
        .thenHappens(closed);
      given(...history, event('CompensationCancelled', { compensation: 1, reason: 'x' }))
        .when(close())
        .thenHappens(closed);
    });
  });

  describe('in summary', () => {
    const receivedAt = '2026-11-20T08:00:00.000Z';
    const form = event('Received', sample.Received, receivedAt);
    const summary = event('ReplySent', { kind: 'summary', channel: 'letter', text: 'We refund the fee.', recourse: ['ombudsman'] });
    const inSummary = (now: string) => command('close', { ...sample.Closed, acceptedInSummary: 'verbal' }, { now, occurredAt: now });
    const until = '2026-11-23T08:00:00.000Z';
    const facts = { receivedAt, summaryDays: 3, until, summaryReply: true, reopenings: 0, sentBack: false, missing: ['not-in-summary'] };

    it('needs neither investigation nor final reply within three days', () => {
      given(form, summary, content)
        .when(inSummary('2026-11-23T08:00:00.000Z'))
        .thenHappens(event('Closed', { ...sample.Closed, acceptedInSummary: 'verbal' }));
    });

    it('is over after three days', () => {
      given(form, summary, content).when(inSummary('2026-11-23T08:00:00.001Z')).thenRefused('not-in-summary', facts);
    });

    it('needs a summary reply', () => {
      given(form, content)
        .when(inSummary('2026-11-21T08:00:00.000Z'))
        .thenRefused('not-in-summary', { ...facts, summaryReply: false });
    });
  });
});
