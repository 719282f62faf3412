/** Types of what the spec takes from audit.mjs. */
export function judge(
  report: { readonly vulnerabilities?: Readonly<Record<string, { readonly via: readonly unknown[] }>> },
  answers: readonly { readonly url: string; readonly answer: string; readonly until: string }[],
  today: string,
): { readonly unanswered: string[]; readonly overdue: string[]; readonly answered: string[]; readonly idle: string[] };
