import type { Automation } from '@redress/automations';
import type { DatabasePool } from '@redress/platform';
import type { View } from '@redress/views';

/** What one view or automation has done in this process. */
interface Count {
  /** Folded, or acted on. */
  events: number;
  /** Transactions of a view; one for each event of an automation. */
  batches: number;
  /** Tries that failed. */
  failures: number;
}

/** What the views and automations of this process have done since it started. */
export class Counts {
  readonly views = new Map<string, Count>();
  readonly automations = new Map<string, Count>();
  /** Of the automations; undefined before they began. */
  pool: DatabasePool | undefined;

  /** The view, counted along. */
  view(view: View): View {
    const count = countOf(this.views, `${view.name}.v${view.version}`);
    return { ...view, write: (events, manager) => counted(count, events.length, () => view.write(events, manager)) };
  }

  /** The automation, counted along. */
  automation(automation: Automation): Automation {
    const count = countOf(this.automations, automation.name);
    return { ...automation, act: (event) => counted(count, 1, () => automation.act(event)) };
  }
}

function countOf(counts: Map<string, Count>, name: string): Count {
  const count = counts.get(name) ?? { events: 0, batches: 0, failures: 0 };
  counts.set(name, count);
  return count;
}

async function counted(count: Count, events: number, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    count.events += events;
    count.batches += 1;
  } catch (error) {
    count.failures += 1;
    throw error;
  }
}
