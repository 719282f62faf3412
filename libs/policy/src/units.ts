import { impossible, type Labels } from '@redress/kernel';
import { listed } from './checks.js';
import type { Kind } from './kind.js';

/** A part of the company. */
export interface Unit {
  readonly code: string;
  /** What it is a part of; absent at the top. */
  readonly parent?: string;
  readonly labels: Labels;
  /** It takes no new work; what it did stays its own. */
  readonly closed?: boolean;
}

/** The company's units as they belong together. */
export interface Units {
  readonly units: readonly Unit[];
}

/** Codes, all of them 422 with a `path`: those of lists, `no-units`. */
export const units: Kind<Units> = {
  checked: (said) => {
    impossible(said.units.length === 0, 'no-units', 'A company has at least one unit.', { path: 'units' });
    listed('units', said.units);
    return said;
  },
  standard: { units: [{ code: 'company', labels: { 'zh-CN': '公司', en: 'company' } }] },
  reason: 'One unit until the company publishes its own tree. Cases may name units that are not in it.',
};

/** The unit and every unit below it, in the order of the tree; the unit alone if the tree does not have it. */
export function descendants(tree: Units, code: string): string[] {
  const below = new Map<string, string[]>();
  for (const { code: child, parent } of tree.units) {
    if (parent === undefined) continue;
    const siblings = below.get(parent);
    if (siblings) siblings.push(child);
    else below.set(parent, [child]);
  }
  const found: string[] = [];
  const open = [code];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    found.push(at);
    open.push(...(below.get(at) ?? []).toReversed());
  }
  return found;
}
