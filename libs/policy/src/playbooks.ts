import { impossible, type Labels, type Money } from '@redress/kernel';
import { code, countable, labels } from './checks.js';

/** Something to be done, by whom. */
export interface Step {
  readonly code: string;
  /** As in tokens. */
  readonly role: string;
  readonly labels: Labels;
}

/** A remedy that may be offered. What it needs to be approved, the authority matrix says. */
export interface MenuItem {
  /** A code of the taxonomy's remedies. */
  readonly remedy: string;
  /** What is usual at most. */
  readonly upTo?: Money;
  /** When it is right. */
  readonly note?: Labels;
}

/** What is recommended for one category of complaint, of one product if that is named. */
export interface Playbook {
  readonly category: string;
  readonly product?: string;
  /** In this order. */
  readonly steps: readonly Step[];
  /** The remedy menu, what comes first first. */
  readonly remedies: readonly MenuItem[];
}

export interface Playbooks {
  readonly playbooks: readonly Playbook[];
}

/**
 * Codes, all of them 422 with a `path`: those of lists, `empty-playbook`, `duplicate-playbook`, `duplicate-step`, `duplicate-remedy`,
 * `invalid-amount`.
 */
export function checkedPlaybooks(said: Playbooks): Playbooks {
  countable('playbooks', said.playbooks);
  const subjects = new Set<string>();
  for (const [i, playbook] of said.playbooks.entries()) {
    const path = `playbooks[${i}]`;
    const { category, product, steps, remedies } = playbook;
    code(`${path}.category`, category);
    if (product !== undefined) code(`${path}.product`, product);
    const subject = JSON.stringify([category, product]);
    impossible(subjects.has(subject), 'duplicate-playbook', 'A category has one playbook, and one for each product.', {
      path,
      category,
      product,
    });
    subjects.add(subject);
    impossible(steps.length + remedies.length === 0, 'empty-playbook', 'A playbook recommends a step or a remedy.', { path });
    checkSteps(`${path}.steps`, steps);
    checkMenu(`${path}.remedies`, remedies);
  }
  return said;
}

function checkSteps(path: string, steps: readonly Step[]): void {
  countable(path, steps);
  for (const [i, step] of steps.entries()) {
    const here = `${path}[${i}]`;
    code(`${here}.code`, step.code);
    code(`${here}.role`, step.role);
    labels(`${here}.labels`, step.labels);
    impossible(steps.findIndex((other) => other.code === step.code) < i, 'duplicate-step', 'A step is named once.', {
      path: `${here}.code`,
      code: step.code,
    });
  }
}

function checkMenu(path: string, remedies: readonly MenuItem[]): void {
  countable(path, remedies);
  for (const [i, { remedy, upTo, note }] of remedies.entries()) {
    const here = `${path}[${i}]`;
    code(`${here}.remedy`, remedy);
    if (note) labels(`${here}.note`, note);
    impossible(remedies.findIndex((other) => other.remedy === remedy) < i, 'duplicate-remedy', 'A menu has a remedy once.', {
      path: `${here}.remedy`,
      code: remedy,
    });
    const isLimit = !upTo || (Number.isSafeInteger(upTo.amount) && upTo.amount >= 0 && /^[A-Z]{3}$/.test(upTo.currency));
    impossible(!isLimit, 'invalid-amount', 'A limit is a whole number of minor units, not negative, of a three-letter currency.', {
      path: `${here}.upTo`,
    });
  }
}

/** The playbook for a category and product: that of this very product, else that of the category; undefined if there is none. */
export function playbookFor({ playbooks }: Playbooks, category: string, product?: string | null): Playbook | undefined {
  const fitting = playbooks.filter((playbook) => playbook.category === category);
  return (
    fitting.find((playbook) => playbook.product === (product ?? undefined)) ?? fitting.find((playbook) => playbook.product === undefined)
  );
}
