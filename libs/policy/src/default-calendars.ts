import type { Calendar, Calendars, Hours, SpecialDay } from './calendar.js';
import { dayNumber, dayOf } from './calendar-days.js';

/*
 * When people work in China, the United Kingdom, the United States and the euro area, 2024 to 2027. Holidays are data, as they were
 * published; that libraries which others keep say the same: default-calendars.spec.ts. Working hours are our choice.
 */

/** The days of one reason, from – to for several in a row. */
type Row = readonly [name: string, ...days: readonly string[]];

function days(rows: readonly Row[], more: Pick<SpecialDay, 'provisional'> = {}): SpecialDay[] {
  const listed = rows.flatMap(([name, ...spans]) => spans.flatMap((span) => within(span).map((day) => ({ day, name, ...more }))));
  return listed.sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** `2026-10-01/07` are seven days of a month. */
function within(span: string): string[] {
  const [first, last] = span.split('/') as [string, string?];
  const from = dayNumber(first)!;
  const to = last === undefined ? from : dayNumber(`${first.slice(0, -2)}${last}`)!;
  return Array.from({ length: to - from + 1 }, (_, i) => dayOf(from + i));
}

function mondayToFriday(...hours: readonly Hours[]): Calendar['week'] {
  return { '1': hours, '2': hours, '3': hours, '4': hours, '5': hours };
}

/**
 * General Office of the State Council 国务院办公厅, notices on the arrangement of public holidays 关于部分节假日安排的通知, of October 2023,
 * 12 November 2024 (国办发明电〔2024〕12号) and 4 November 2025. For 2027 none was found: the days are those that the regulation
 * 全国年节及纪念日放假办法 (as revised in 2024) gives to everybody, with a weekday in lieu of each that falls on a weekend.
 */
const cn: Calendar = {
  zone: 'Asia/Shanghai',
  week: mondayToFriday({ from: '09:00', to: '12:00' }, { from: '13:00', to: '18:00' }),
  holidays: [
    ...days([
      ['元旦 New Year', '2024-01-01', '2025-01-01', '2026-01-01/03'],
      ['春节 Spring Festival', '2024-02-10/17', '2025-01-28/31', '2025-02-01/04', '2026-02-15/23'],
      ['清明节 Tomb-Sweeping Day', '2024-04-04/06', '2025-04-04/06', '2026-04-04/06'],
      ['劳动节 Labour Day', '2024-05-01/05', '2025-05-01/05', '2026-05-01/05'],
      ['端午节 Dragon Boat Festival', '2024-06-10', '2025-05-31', '2025-06-01/02', '2026-06-19/21'],
      ['中秋节 Mid-Autumn Festival', '2024-09-15/17', '2025-10-06', '2026-09-25/27'],
      ['国庆节 National Day', '2024-10-01/07', '2025-10-01/05', '2025-10-07/08', '2026-10-01/07'],
    ]),
    ...days(
      [
        ['元旦 New Year', '2027-01-01'],
        ['春节 Spring Festival', '2027-02-05/08'],
        ['春节补假 in lieu of Spring Festival', '2027-02-09/10'],
        ['清明节 Tomb-Sweeping Day', '2027-04-05'],
        ['劳动节 Labour Day', '2027-05-01/02'],
        ['劳动节补假 in lieu of Labour Day', '2027-05-03/04'],
        ['端午节 Dragon Boat Festival', '2027-06-09'],
        ['中秋节 Mid-Autumn Festival', '2027-09-15'],
        ['国庆节 National Day', '2027-10-01/03'],
        ['国庆节补假 in lieu of National Day', '2027-10-04/05'],
      ],
      { provisional: true },
    ),
  ],
  workdays: days([
    ['元旦调休 make-up day for New Year', '2026-01-04'],
    ['春节调休 make-up day for Spring Festival', '2024-02-04', '2024-02-18', '2025-01-26', '2025-02-08', '2026-02-14', '2026-02-28'],
    ['清明节调休 make-up day for Tomb-Sweeping Day', '2024-04-07'],
    ['劳动节调休 make-up day for Labour Day', '2024-04-28', '2024-05-11', '2025-04-27', '2026-05-09'],
    ['中秋节调休 make-up day for Mid-Autumn Festival', '2024-09-14'],
    ['国庆节调休 make-up day for National Day', '2024-09-29', '2024-10-12', '2025-09-28', '2025-10-11', '2026-09-20', '2026-10-10'],
  ]),
  known: { from: '2024-01-01', to: '2026-12-31' },
  source:
    'Notices of the State Council: https://www.gov.cn/zhengce/content/202310/content_6911527.htm (2024), ' +
    'https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm (2025), https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm ' +
    '(2026), as chinese-days 1.5.7 has them; 2025 and 2026 also as the press printed them; read 2026-11-22. 2027 is not announced: the days of ' +
    '全国年节及纪念日放假办法, without make-up days, provisional. Hours: our choice.',
};

/** Banking and Financial Dealings Act 1971, and proclamations. */
const uk: Calendar = {
  zone: 'Europe/London',
  week: mondayToFriday({ from: '09:00', to: '17:00' }),
  holidays: days([
    ["New Year's Day", '2024-01-01', '2025-01-01', '2026-01-01', '2027-01-01'],
    ['Good Friday', '2024-03-29', '2025-04-18', '2026-04-03', '2027-03-26'],
    ['Easter Monday', '2024-04-01', '2025-04-21', '2026-04-06', '2027-03-29'],
    ['Early May bank holiday', '2024-05-06', '2025-05-05', '2026-05-04', '2027-05-03'],
    ['Spring bank holiday', '2024-05-27', '2025-05-26', '2026-05-25', '2027-05-31'],
    ['Summer bank holiday', '2024-08-26', '2025-08-25', '2026-08-31', '2027-08-30'],
    ['Christmas Day', '2024-12-25', '2025-12-25', '2026-12-25', '2027-12-25'],
    ['Boxing Day', '2024-12-26', '2025-12-26', '2026-12-26', '2027-12-26'],
    ['Christmas Day (substitute day)', '2027-12-27'],
    ['Boxing Day (substitute day)', '2026-12-28', '2027-12-28'],
  ]),
  workdays: [],
  known: { from: '2024-01-01', to: '2027-12-31' },
  source:
    'Bank holidays of England and Wales as date-holidays 3.37.0 has them, read 2026-11-22; the list that counts is ' +
    'https://www.gov.uk/bank-holidays, where a holiday may still be proclaimed. Hours: our choice.',
};

/** 5 U.S.C. 6103; on a Saturday the Friday before, on a Sunday the Monday after, also across the year's end. */
const us: Calendar = {
  zone: 'America/New_York',
  week: mondayToFriday({ from: '09:00', to: '17:00' }),
  holidays: days([
    ["New Year's Day", '2024-01-01', '2025-01-01', '2026-01-01', '2027-01-01'],
    ['Birthday of Martin Luther King, Jr.', '2024-01-15', '2025-01-20', '2026-01-19', '2027-01-18'],
    ["Washington's Birthday", '2024-02-19', '2025-02-17', '2026-02-16', '2027-02-15'],
    ['Memorial Day', '2024-05-27', '2025-05-26', '2026-05-25', '2027-05-31'],
    ['Juneteenth National Independence Day', '2024-06-19', '2025-06-19', '2026-06-19', '2027-06-19'],
    ['Independence Day', '2024-07-04', '2025-07-04', '2026-07-04', '2027-07-04'],
    ['Labor Day', '2024-09-02', '2025-09-01', '2026-09-07', '2027-09-06'],
    ['Columbus Day', '2024-10-14', '2025-10-13', '2026-10-12', '2027-10-11'],
    ['Veterans Day', '2024-11-11', '2025-11-11', '2026-11-11', '2027-11-11'],
    ['Thanksgiving Day', '2024-11-28', '2025-11-27', '2026-11-26', '2027-11-25'],
    ['Christmas Day', '2024-12-25', '2025-12-25', '2026-12-25', '2027-12-25'],
    ['Juneteenth National Independence Day (observed)', '2027-06-18'],
    ['Independence Day (observed)', '2026-07-03', '2027-07-05'],
    ['Christmas Day (observed)', '2027-12-24'],
    ["New Year's Day 2028 (observed)", '2027-12-31'],
  ]),
  workdays: [],
  known: { from: '2024-01-01', to: '2027-12-31' },
  source:
    'Federal holidays by 5 U.S.C. 6103 and the days on which they are observed, as date-holidays 3.37.0 has them, read 2026-11-22; the list ' +
    'that counts is that of https://www.opm.gov. Closures by executive order and holidays of states are not among them. Zone, hours: our choice.',
};

/** The days on which TARGET is closed: what a business day is differs from member state to member state, this is what they share. */
const eu: Calendar = {
  zone: 'Europe/Brussels',
  week: mondayToFriday({ from: '09:00', to: '17:00' }),
  holidays: days([
    ["New Year's Day", '2024-01-01', '2025-01-01', '2026-01-01', '2027-01-01'],
    ['Good Friday', '2024-03-29', '2025-04-18', '2026-04-03', '2027-03-26'],
    ['Easter Monday', '2024-04-01', '2025-04-21', '2026-04-06', '2027-03-29'],
    ['Labour Day', '2024-05-01', '2025-05-01', '2026-05-01', '2027-05-01'],
    ['Christmas Day', '2024-12-25', '2025-12-25', '2026-12-25', '2027-12-25'],
    ['Christmas Holiday', '2024-12-26', '2025-12-26', '2026-12-26', '2027-12-26'],
  ]),
  workdays: [],
  known: { from: '2024-01-01', to: '2027-12-31' },
  source:
    'Long-term calendar for TARGET closing days, European Central Bank, 14 December 2000 ' +
    '(https://www.ecb.europa.eu/press/pr/date/2000/html/pr001214_4.en.html), read 2026-11-22; Easter as date-holidays 3.37.0 has it. ' +
    'National holidays are to be added. Zone, hours: our choice.',
};

export const standardCalendars: Calendars = { calendars: { cn, uk, us, eu } };

export const calendarsReason =
  'China, the United Kingdom, the United States and the euro area, 2024 to 2027; each calendar names its source. Publish your own hours and holidays, and the next years as they are announced.';
