import type { Event, EventTypes, Money, Personal } from '@redress/kernel';

/*
 * What is done so that it does not happen again: improvements 整改 (domain §4). A day is local, `2026-11-22`: it is everywhere the day that
 * people name. Payloads are final: later versions only add optional fields.
 */

/** `opportunity` 商机: what customers miss is something to sell; `training` closes a gap in what people know. */
export const improvementKinds = ['corrective', 'preventive', 'opportunity', 'training'] as const;
export type ImprovementKind = (typeof improvementKinds)[number];

/** The branches of the fishbone diagram 鱼骨图; the same words name an investigation's root cause. */
export const improvementCauses = ['people', 'process', 'product', 'policy', 'system', 'environment'] as const;
export type ImprovementCause = (typeof improvementCauses)[number];

/** What a benefit is measured in: an amount of money, or a number of something. */
export const benefitKinds = ['money', 'volume', 'time', 'satisfaction'] as const;
export type BenefitKind = (typeof benefitKinds)[number];

/** Whether there are fewer complaints than before. */
export const verdicts = ['fallen', 'same', 'risen'] as const;
export type Verdict = (typeof verdicts)[number];

/** Which complaints it should make fewer: those that fit all that is named, by any of its codes. */
export interface Scope {
  readonly causes?: readonly string[];
  /** Of the latest classification. */
  readonly categories?: readonly string[];
  readonly products?: readonly string[];
  readonly units?: readonly string[];
  /** Found by the latest investigation. */
  readonly rootCause?: ImprovementCause;
}

export interface ImprovementRaisedData {
  readonly kind: ImprovementKind;
  readonly cause: ImprovementCause;
  /** Shown to everybody: nothing about a person. */
  readonly title: string;
  readonly description?: Personal<string>;
  /** What it was raised from: complaints by their ids, a trend, or both. */
  readonly from: {
    readonly complaints?: readonly string[];
    /** The report and what it was asked, such as `root-causes by=unit product=gas`; plain. */
    readonly trend?: string;
  };
  readonly scope?: Scope;
  /** The org unit that improves. */
  readonly unit?: string;
}

/** What was planned or planned anew; what is left out stays as it was. */
export interface ImprovementPlannedData {
  /** What is to be done. */
  readonly measure?: Personal<string>;
  /** Who sees to it, a staff `sub`. */
  readonly owner?: string;
  /** The day on which it is to be done at the latest. */
  readonly due?: string;
  readonly unit?: string;
  readonly scope?: Scope;
  /** A code: why the plan was changed. */
  readonly reason?: string;
}

export interface ImprovementAdoptedData {
  readonly note?: Personal<string>;
}

export interface ImprovementDoneData {
  /** What was done. */
  readonly result: Personal<string>;
}

/** What it brought: an `amount` where the kind is money, else a `value` of a `unit`. */
export interface BenefitRecordedData {
  readonly kind: BenefitKind;
  /** Minor units. */
  readonly amount?: Money;
  readonly value?: number;
  /** Of the value: `hours`, `complaints per week`. */
  readonly unit?: string;
  readonly period: Period;
  readonly note?: Personal<string>;
}

/** Days, both in it. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What somebody concluded from the weeks before the adoption and as many after it. */
export interface EffectivenessReviewedData {
  readonly weeks: number;
  /** Complaints within the scope in those weeks. */
  readonly before: number;
  readonly after: number;
  readonly verdict: Verdict;
  readonly note?: Personal<string>;
}

export interface ImprovementDroppedData {
  /** A code. */
  readonly reason: string;
  readonly note?: Personal<string>;
}

export type ImprovementRaised = Event<'ImprovementRaised', ImprovementRaisedData>;
export type ImprovementPlanned = Event<'ImprovementPlanned', ImprovementPlannedData>;
export type ImprovementAdopted = Event<'ImprovementAdopted', ImprovementAdoptedData>;
export type ImprovementDone = Event<'ImprovementDone', ImprovementDoneData>;
export type BenefitRecorded = Event<'BenefitRecorded', BenefitRecordedData>;
export type EffectivenessReviewed = Event<'EffectivenessReviewed', EffectivenessReviewedData>;
export type ImprovementDropped = Event<'ImprovementDropped', ImprovementDroppedData>;

/** The events of a stream `improvement-<uuid>`. */
export type ImprovementEvent =
  | ImprovementRaised
  | ImprovementPlanned
  | ImprovementAdopted
  | ImprovementDone
  | BenefitRecorded
  | EffectivenessReviewed
  | ImprovementDropped;

const withNote = { version: 1, personal: ['note'] };

export const improvementEventTypes: EventTypes<ImprovementEvent> = {
  ImprovementRaised: { version: 1, personal: ['description'] },
  ImprovementPlanned: { version: 1, personal: ['measure'] },
  ImprovementAdopted: withNote,
  ImprovementDone: { version: 1, personal: ['result'] },
  BenefitRecorded: withNote,
  EffectivenessReviewed: withNote,
  ImprovementDropped: withNote,
};
