import { pause, type Patience, type ViewLogger } from './folding.js';
import { rebuildViews } from './rebuild.js';
import { RebuildError, type RebuildNews, type RebuildOptions } from './rebuild-copy.js';
import { missingViews } from './rebuild-leftovers.js';
import { schemaOf, type View } from './view.js';

const sayEveryMs = 10_000;

/**
 * Builds views that are not there while others are (a new version, or a new question) beside them, until they have come as far: nobody is
 * answered from half of a log. One that an event cannot be folded into is left out, and said to be.
 * @returns those that are there now; none if the signal aborted
 */
export async function buildMissing(
  views: readonly View[],
  { logger, patience, ...options }: Omit<RebuildOptions, 'views'> & { readonly logger: ViewLogger; readonly patience: Patience },
): Promise<View[]> {
  const { signal } = options;
  const failed = new Set<string>();
  for (let n = 1; !signal.aborted; n++) {
    try {
      const missing = await missingViews({ ...options, views });
      const wanted = missing.filter(({ name }) => !failed.has(name));
      if (wanted.length === 0) return views.filter((view) => !missing.includes(view));
      logger.info(
        { views: wanted.map(schemaOf) },
        'views are built from the log; until they are there, questions to them are answered with 503',
      );
      await rebuildViews({ ...options, views: wanted, logger, told: teller(logger) });
    } catch (error) {
      if (signal.aborted) break;
      const stopped = error instanceof RebuildError && error.code === 'view-stopped' ? String(error.facts['view']) : undefined;
      if (stopped !== undefined) {
        failed.add(stopped);
        logger.error({ err: error, view: stopped }, `the view ${stopped} cannot be built: a restart tries again`);
      } else logger.warn({ err: error, try: n }, 'views that are not there yet cannot be built now: trying again');
    }
    await pause(n, patience, signal).catch(() => undefined);
  }
  return [];
}

function teller(logger: ViewLogger): (news: RebuildNews) => void {
  let saidAt = performance.now();
  return (news) => {
    if (news.kind === 'waits') logger.info({ view: news.view, reason: news.reason }, 'a new view waits to be put in place');
    if (news.kind !== 'read' || performance.now() < saidAt + sayEveryMs) return;
    saidAt = performance.now();
    logger.info({ events: news.events, position: news.position.toString(), until: news.until.toString() }, 'views are being built');
  };
}
