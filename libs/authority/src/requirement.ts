import type { Labels, Money } from '@redress/kernel';
import type { Body, Rate, SigningMode } from './matrix.js';

/** A role whose signature is needed, and who acts in its place, in this order, where recusals leave nobody in it. */
export interface RequiredRole {
  readonly role: string;
  readonly standIns: readonly string[];
}

/** What is to be judged: the remedy asked for now, and what the complaint has cost already, alone and with others. */
export interface Ask {
  /** Ordered before and not cancelled, in whatever currencies. */
  readonly already: readonly Money[];
  /** What other cases that count together with it cost beside that, by case. */
  readonly elsewhere?: readonly (readonly Money[])[];
  readonly now: Money;
  readonly remedy: string;
  readonly product?: string;
  readonly unit?: string;
}

/** What a matrix says of an ask: frozen into the request, so that a later matrix changes nothing. Amounts in minor units of `currency`. */
export interface Requirement {
  readonly matrixVersion: number;
  /** `below` is exclusive; null: no upper bound. */
  readonly band: { readonly from: number; readonly below: number | null; readonly scope: string };
  readonly mode: SigningMode;
  readonly required: readonly RequiredRole[];
  /** Those of the required roles and their stand-ins that are bodies. */
  readonly bodies: readonly Body[];
  readonly currency: string;
  readonly already: number;
  /** Of `already`, what other cases cost, and how many they are; absent if none were counted. */
  readonly elsewhere?: { readonly cases: number; readonly amount: number };
  readonly now: number;
  readonly total: number;
  /** Those that were used. */
  readonly rates: readonly Rate[];
  readonly validDays?: number;
  /** The evaluation, explained in a sentence. */
  readonly reason: Labels;
}
