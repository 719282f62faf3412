import { impossible, type Labels } from '@redress/kernel';

/* What several kinds check. Every refusal has the `path` of the fault within the document, `causes.entries[3].parent`. */

/** Anything that a company may list: a code, and what people call it. */
export interface Listed {
  readonly code: string;
  readonly labels: Labels;
  /** The code that it is a kind or a part of. */
  readonly parent?: string;
}

/** The most entries of one list. */
const most = 5_000;

/** One line that stays the same wherever it is written: no blanks around or within, nothing that cannot be seen. Code: `invalid-code`. */
export function code(path: string, value: string): void {
  impossible(
    !/^[\p{L}\p{N}][\p{L}\p{N}._:/+-]{0,199}$/u.test(value) || value.normalize('NFC') !== value,
    'invalid-code',
    'A code is one word of at most 200 letters, digits and . _ : / + -, and begins with a letter or digit.',
    { path, code: value },
  );
}

/** Code: `label-missing`. */
export function labels(path: string, said: Labels): void {
  for (const language of ['zh-CN', 'en'] as const) {
    impossible(!said[language]?.trim(), 'label-missing', 'Whatever people see has a label in zh-CN and in en.', {
      path: `${path}.${language}`,
    });
  }
}

/** Codes: `too-many-entries`. */
export function countable(path: string, said: readonly unknown[]): void {
  impossible(said.length > most, 'too-many-entries', `A list has at most ${most} entries.`, { path, entries: said.length, most });
}

/** A list of codes with labels, perhaps a tree. Codes: `too-many-entries`, `invalid-code`, `label-missing`, `duplicate-code`, `unknown-parent`, `circular-parents`. */
export function listed(path: string, entries: readonly Listed[]): void {
  countable(path, entries);
  const parents = new Map<string, string | undefined>();
  for (const [i, entry] of entries.entries()) {
    const here = `${path}[${i}]`;
    code(`${here}.code`, entry.code);
    labels(`${here}.labels`, entry.labels);
    impossible(parents.has(entry.code), 'duplicate-code', 'A code is listed once.', { path: `${here}.code`, code: entry.code });
    parents.set(entry.code, entry.parent);
  }
  // Each chain of parents is walked up to what was found sound before, so that a deep tree costs no more than a flat one.
  const sound = new Set<string>();
  for (const [i, entry] of entries.entries()) {
    const chain = new Set<string>();
    for (let at: string | undefined = entry.code; at !== undefined && !sound.has(at); at = parents.get(at)) {
      const fault = { path: `${path}[${i}].parent`, code: entry.code, parent: at };
      impossible(!parents.has(at), 'unknown-parent', 'A parent is listed in the same list.', fault);
      impossible(chain.has(at), 'circular-parents', 'Nothing is below itself.', fault);
      chain.add(at);
    }
    for (const known of chain) sound.add(known);
  }
}
