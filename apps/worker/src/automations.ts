import {
  acknowledgeReceipt,
  automationMigrations,
  carryIncidents,
  carryLinks,
  escalate,
  joinIncidents,
  noticeRepeats,
  notify,
  NotYet,
  orderIncidentRemedies,
  sendLetters,
  startAutomations,
  startDeliveries,
  startFireClocks,
  startWatchTrends,
  type RunningAutomations,
} from '@redress/automations';
import {
  AuthorityAggregate,
  authorityDecider,
  AuthorityPolicies,
  ComplaintAggregate,
  complaintDecider,
  ComplaintHandler,
  complaintStream,
  ImprovementAggregate,
  improvementDecider,
  ImprovementHandler,
  IncidentAggregate,
  incidentDecider,
  IncidentHandler,
  Policies,
  PolicyAggregate,
  policyDecider,
} from '@redress/commands';
import type { ComplaintEvent } from '@redress/complaint';
import type { NotificationRule } from '@redress/policy';
import { dataSource, migrate } from '@redress/database';
import type { EventStore, SharedLog } from '@redress/event-store';
import { EvidenceStore } from '@redress/evidence';
import type { Instant, Recorded } from '@redress/kernel';
import { mailerFor, senderOf, type Mailer } from '@redress/letters';
import { Destinations, MailChannel, NotDelivered, WebhookChannel, type Channel } from '@redress/notifications';
import type { CommonConfig, createLogger, DatabasePool, NeededConfig } from '@redress/platform';
import { openKeyRing, Subject, Vault, vaultMigrations } from '@redress/privacy';
import { clockIndex, joinableIncidents, viewEntities } from '@redress/views';
import { Counts } from './counted.js';
import { earlierOf } from './earlier-of.js';
import { trendsOf } from './trends-of.js';

type Logger = Pick<ReturnType<typeof createLogger>, 'info' | 'warn' | 'error'>;

/** Who acts, until stopped. */
interface Acting extends RunningAutomations {
  /** Resolves when no clock is due any more, all events up to a position considered. */
  settled(position: bigint): Promise<void>;
}

/** How it goes: stories have a clock of their own, and want to know soon that nothing was to be done. */
interface Pace {
  /** How the log is followed together with others; if left out, alone. */
  readonly log?: SharedLog;
  readonly now?: () => Date;
  readonly idleMs?: number;
  /** What PostgreSQL is told that the connections are for. */
  readonly applicationName?: string;
  /** Asked right before something leaves for others: false if another process sends in the place of this one now. */
  readonly mayAct?: () => boolean;
  /** Count along. */
  readonly counts?: Counts;
}

/** Events are news for so long, in ms. */
const newsMs = 60_000;

/** What acts on events, with all that it needs: commands like anybody's, the keys, the letters and a way to send them. */
export async function runAutomations(
  {
    database,
    masterKey,
    kms,
    evidence,
    mail,
    webhooks,
    timeZone,
    trendAlerts,
  }: Pick<NeededConfig, 'database' | 'masterKey' | 'kms' | 'evidence' | 'mail' | 'webhooks' | 'trendAlerts'> &
    Pick<CommonConfig, 'timeZone'>,
  store: EventStore,
  logger: Logger,
  { now = () => new Date(), idleMs, log, applicationName, mayAct = () => true, counts = new Counts() }: Pace = {},
): Promise<Acting> {
  const source = dataSource(database, {
    entities: [Subject, ...viewEntities],
    migrations: [...vaultMigrations, ...automationMigrations],
    // Each automation holds a connection while it acts, and what acts needs others.
    poolSize: 24,
    ...(applicationName !== undefined && { applicationName }),
  });
  await source.initialize();
  await migrate(source);
  counts.pool = (source.driver as unknown as { readonly master: DatabasePool }).master;
  const ring = await openKeyRing(source, { kms, masterKey });
  const vault = new Vault(source, ring);
  const authority = new AuthorityPolicies(new AuthorityAggregate(authorityDecider, store, vault));
  const policies = new Policies(new PolicyAggregate(policyDecider, store, vault));
  const aggregate = new ComplaintAggregate(complaintDecider, store, vault);
  // Of what is imported nothing follows; what was recorded a while ago is only read again.
  log?.hear((event) => {
    const isNews = event.metadata.origin !== 'import' && Date.parse(event.recordedAt) > now().getTime() - newsMs;
    if (isNews && event.stream.startsWith(complaintStream(''))) aggregate.heard(event as Recorded<ComplaintEvent>);
  });
  const complaints = new ComplaintHandler(aggregate, authority, policies);
  const mailer = mailerFor({ ...mail, from: senderOf(mail.from)! });
  const incidentStates = new IncidentAggregate(incidentDecider, store, vault);
  const incidents = new IncidentHandler(incidentStates, aggregate, policies);
  const inIncidents = { complaints, incidents, complaintStates: aggregate, incidentStates, now };
  const pace = idleMs === undefined ? {} : { idleMs };
  const packs = (at: Instant) => policies.history('packs', at);
  const letters = {
    dataSource: source,
    vault,
    evidence: await EvidenceStore.at(evidence),
    mailer: postedWhile(mayAct, mailer),
    logger,
    now,
  };
  const deliveries = startDeliveries({
    dataSource: source,
    rules: (at) => {
      if (!mayAct()) throw new NotYet('another worker sends the notifications');
      return policies.at('notifications', at);
    },
    channels: {
      webhook: toldWhile(
        mayAct,
        new WebhookChannel({ masterKey: ring.key('webhook secrets'), destinations: new Destinations(webhooks.allow), now }),
      ),
      mail: toldWhile(mayAct, new MailChannel({ mailer, from: senderOf(mail.from)!, timeZone })),
    },
    logger,
    now,
  });
  const automations = await startAutomations({
    dataSource: source,
    log: { all: (asked) => (log ?? store).all(asked), read: (stream) => store.read(stream), lastPosition: () => store.lastPosition() },
    automations: [
      acknowledgeReceipt({
        complaints,
        stateOf: (id) => aggregate.latest(complaintStream(id)),
        knownOf: (id) => aggregate.known(complaintStream(id)),
        packs,
        now,
      }),
      carryIncidents(inIncidents),
      carryLinks(complaints, now),
      escalate({ complaints, read: (stream) => store.read(stream), packs, now }),
      joinIncidents({ incidents, joinable: joinableIncidents(source), now }),
      noticeRepeats({ complaints, earlierOf: earlierOf(source), now }),
      notify({
        dataSource: source,
        log: store,
        rules: (at) => policies.history('notifications', at),
        now,
        enqueued: () => deliveries.wake(),
      }),
      orderIncidentRemedies(inIncidents),
      sendLetters(letters),
    ].map((automation) => counts.automation(automation)),
    logger,
    now,
    patience: pace,
  });
  const clocks = await startFireClocks({
    dataSource: source,
    log: store,
    complaints,
    index: clockIndex(source),
    logger,
    now,
    patience: pace,
  });
  const improvements = new ImprovementHandler(new ImprovementAggregate(improvementDecider, store, vault), aggregate);
  const trends =
    trendAlerts === 'off' ? undefined : startWatchTrends({ alertsOf: trendsOf(source, timeZone), improvements, timeZone, logger, now });
  return {
    stopped: Promise.race([automations.stopped, clocks.stopped]),
    settled: (position) => clocks.settled(position),
    stop: async () => {
      await Promise.all([automations.stop(), clocks.stop(), deliveries.stop(), trends?.stop()]);
      mailer.close();
      await source.destroy();
    },
  };
}

/** Sends no letter once another worker does. */
const postedWhile = (mayAct: () => boolean, mailer: Mailer): Mailer => ({
  async send(outgoing) {
    if (!mayAct()) throw new NotYet('another worker sends the letters');
    return mailer.send(outgoing);
  },
  takeBack: (id) => mailer.takeBack(id),
  close: () => mailer.close(),
});

/** Tells nobody anything once another worker does: what was to be sent is given back. */
const toldWhile = <T extends NotificationRule['to']>(mayAct: () => boolean, channel: Channel<T>): Channel<T> => ({
  async send(...sent) {
    if (!mayAct()) throw new NotDelivered('interrupted', 'another worker sends the notifications');
    return channel.send(...sent);
  },
});
