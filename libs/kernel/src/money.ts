/** An amount in minor units (cents, fen) of an ISO 4217 currency. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}
