import type { ComplaintEvent, HistoryImported } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import type { Policy, PolicyEvent } from '@redress/policy';
import { complaintPrefix, placeOf, upsert } from '../rows.js';
import type { View } from '../view.js';
import { ImportedFact, returnsVersion, ReturnTaxonomy } from './returns.entity.js';

const policyStream = 'policy-returns';

/** What regulator returns need beside the facts of cases: their taxonomies, and what imports say in their columns. (docs/adr/0037) */
export const returns: View = {
  name: 'returns',
  version: returnsVersion,
  prefixes: [policyStream, complaintPrefix],
  entities: [ReturnTaxonomy, ImportedFact],
  async write(events, manager) {
    const taxonomies = (events as readonly Recorded<PolicyEvent>[]).filter(({ stream }) => stream === policyStream).map(taxonomyOf);
    const imports = (events as readonly Recorded<ComplaintEvent>[]).filter(isImport).map(importOf).filter(saysSomething);
    await upsert<ReturnTaxonomy>(manager, ReturnTaxonomy, taxonomies);
    await upsert<ImportedFact>(manager, ImportedFact, imports);
  },
};

function taxonomyOf({ data, position, recordedAt }: Recorded<PolicyEvent>): ReturnTaxonomy {
  const { version, effectiveFrom, document } = data as Policy<'returns'>;
  return { version, effectiveFrom: new Date(effectiveFrom), recordedAt: new Date(recordedAt), position: position.toString(), document };
}

function isImport(event: Recorded<ComplaintEvent>): event is Extract<Recorded<ComplaintEvent>, HistoryImported> {
  return event.stream.startsWith(complaintPrefix) && event.type === 'HistoryImported';
}

/** The columns as the public complaint files of the CFPB call them; that of the response has had two names. */
function importOf(event: Extract<Recorded<ComplaintEvent>, HistoryImported>): ImportedFact {
  const { columns } = event.data;
  const { complaintId, position, recordedAt } = placeOf(event);
  const said = (...names: readonly string[]) => names.map((name) => columns[name]?.trim()).find((text) => text) ?? null;
  return {
    complaintId,
    position,
    recordedAt,
    subProduct: said('Sub-product'),
    response: said('Company response to consumer', 'Company response'),
    timely: said('Timely response?'),
    disputed: said('Consumer disputed?'),
  };
}

function saysSomething({ subProduct, response, timely, disputed }: ImportedFact): boolean {
  return [subProduct, response, timely, disputed].some((text) => text !== null);
}
