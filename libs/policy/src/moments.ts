/**
 * What can happen to a complaint, as far as time and risk depend on it: the words in which a policy pack says what starts, meets, pauses
 * and stops a clock, and what makes a case risky. Which events they are, `momentsOf` of `libs/complaint` says.
 */
export const moments = [
  'received',
  'acknowledged',
  /** Somebody of the company got through to the customer; an automatic acknowledgement is nobody. */
  'contacted',
  /** The customer got in touch again. */
  'customer-asked',
  /** The customer knows by name who sees to it. */
  'contact-named',
  'classified',
  'classified-severe',
  'assigned',
  'handed-over',
  'handed-back',
  'escalated',
  'escalated-outside',
  'external-decision',
  'contribution-requested',
  'contribution-given',
  'contribution-refused',
  'interim-measure',
  'apologised',
  'investigated',
  'proposed',
  'approval-requested',
  'approval-granted',
  'approval-refused',
  'customer-accepted',
  'customer-refused',
  'remedy-ordered',
  'remedy-fulfilled',
  'payment-failed',
  'promised',
  'promise-kept',
  'replied',
  'replied-summary',
  'replied-final',
  'followed-up',
  'dissatisfied',
  'repeated',
  'joined-incident',
  'closed',
  'withdrawn',
  'reopened',
] as const;
export type Moment = (typeof moments)[number];
