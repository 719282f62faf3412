/** A stretch of a working day on the clock of the calendar's zone: `{ from: '09:00', to: '17:30' }`; `24:00` is the end of the day. */
export interface Hours {
  readonly from: string;
  readonly to: string;
}

/** A day that is other than its weekday. A day is local, `2026-10-01`. */
export interface SpecialDay {
  readonly day: string;
  readonly name: string;
  /** Not announced yet, or announced every year anew: to be confirmed. */
  readonly provisional?: true;
}

/** When a company works: what a business day and a business hour are. */
export interface Calendar {
  /** IANA, `Asia/Shanghai`. */
  readonly zone: string;
  /** Of each weekday, 1 Monday to 7 Sunday; none: no business day. */
  readonly week: Readonly<Partial<Record<'1' | '2' | '3' | '4' | '5' | '6' | '7', readonly Hours[]>>>;
  readonly holidays: readonly SpecialDay[];
  /** Make-up days 调休 and others on which people work though the weekday says no; the hours of a Monday if none are given. */
  readonly workdays: readonly (SpecialDay & { readonly hours?: readonly Hours[] })[];
  /** The days for which holidays are known, both in it; what is due later was computed from weekdays alone. */
  readonly known: { readonly from: string; readonly to: string };
  /** Where it was read, and when. */
  readonly source: string;
}

/** Calendars by name. A publication may give some; the others are carried over. */
export interface Calendars {
  readonly calendars: Readonly<Record<string, Calendar>>;
}

/** Days end with the last millisecond of a local day; hours after exactly so much time. */
export const lengthUnits = ['hours', 'calendar-days', 'business-days', 'business-hours'] as const;
export type LengthUnit = (typeof lengthUnits)[number];

export interface Length {
  readonly amount: number;
  readonly unit: LengthUnit;
}

/** A calendar as a decision gets it, and of which version of all calendars it is. */
export interface CalendarsVersion {
  readonly version: number;
  readonly document: Calendars;
}
