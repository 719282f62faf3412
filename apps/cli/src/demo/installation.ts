import { defaultMatrix, matrixInForce, noAuthority, type AuthorityState, type Matrix } from '@redress/authority';
import {
  AuthorityAggregate,
  authorityDecider,
  AuthorityHandler,
  AuthorityPolicies,
  ComplaintAggregate,
  complaintDecider,
  ComplaintHandler,
  complaintStream,
  eventTypes,
  HandleAuthority,
  HandleComplaint,
  HandleImprovement,
  HandleMeasurement,
  ImprovementAggregate,
  improvementDecider,
  ImprovementHandler,
  MeasurementAggregate,
  measurementDecider,
  MeasurementHandler,
  Policies,
  PolicyAggregate,
  policyDecider,
} from '@redress/commands';
import { EventStore, isAbandonedCall } from '@redress/event-store';
import type { Instant } from '@redress/kernel';
import { dataSource } from '@redress/database';
import { ensureLocalKeys, loadConfig } from '@redress/platform';
import { policyInForce, type Policy, type PolicyKind, type PolicyState } from '@redress/policy';
import { openKeyRing, Subject, Vault } from '@redress/privacy';
import { CliError } from '../output.js';
import { DATABASES } from '../up/postgres-part.js';
import { readRun } from '../up/run-file.js';
import { isSecondMatrix } from './authority.js';
import type { Office } from './play.js';

/** The stores and keys of a running installation, and its command handlers in this process: they take their time from the commands. */
export interface Installation extends Office {
  /** Reads what is known of a complaint, before it is written to again. */
  recall(complaintId: string): Promise<void>;
  /**
   * Before anything is sent. Gives from when on the second matrix of a demo is in force, if one was published.
   * @throws CliError where somebody published another: the plan would not fit it
   */
  begin(now: Instant): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Half a year passes in a minute, and what was read a moment ago would look stale each time: here matrices are read when they change. */
class PlayedAuthority extends AuthorityPolicies {
  played: AuthorityState = noAuthority;

  override matrixAt(now: Instant): Promise<Matrix> {
    return Promise.resolve(matrixInForce(this.played, now));
  }
}

/** What was published before the play: nothing is published within it. */
class PlayedPolicies extends Policies {
  private readonly played = new Map<PolicyKind, Promise<PolicyState>>();

  override async at<K extends PolicyKind>(kind: K, now: Instant): Promise<Policy<K>> {
    return policyInForce(await this.state(kind, now), now);
  }

  override async history<K extends PolicyKind>(kind: K, now: Instant): Promise<readonly Policy<K>[]> {
    return (await this.state(kind, now)).versions;
  }

  private async state<K extends PolicyKind>(kind: K, now: Instant): Promise<PolicyState<K>> {
    let state = this.played.get(kind);
    if (!state) this.played.set(kind, (state = this.latest(kind, now)));
    return (await state) as PolicyState<K>;
  }
}

/**
 * @param dataFolder of an installation that runs
 * @param env brings what `redress up` was not told to start
 * @throws CliError, ConfigError, LocalKeysError
 */
export async function openInstallation(dataFolder: string, env: NodeJS.ProcessEnv): Promise<Installation> {
  const { masterKey, databasePassword } = await ensureLocalKeys(dataFolder);
  const portOf = (name: string, variable: string): number => {
    const port = readRun(dataFolder)?.parts.find((part) => part.name === name)?.port;
    if (port === undefined) throw new CliError(`${name} was not started by \`redress up\` there: set ${variable} as it was set for that.`);
    return port;
  };
  const config = loadConfig(
    {
      ...env,
      REDRESS_MASTER_KEY: env.REDRESS_MASTER_KEY || masterKey,
      REDRESS_DATABASE:
        env.REDRESS_DATABASE ||
        `postgres://redress:${databasePassword}@127.0.0.1:${portOf('PostgreSQL', 'REDRESS_DATABASE')}/${DATABASES.app}`,
      REDRESS_EVENT_STORE: env.REDRESS_EVENT_STORE || `esdb://127.0.0.1:${portOf('event-node', 'REDRESS_EVENT_STORE')}?tls=false`,
    },
    ['database', 'eventStore', 'masterKey', 'kms'],
  );
  const source = await dataSource(config.database, { entities: [Subject] })
    .initialize()
    .catch((error: unknown) => {
      throw new CliError(`The database cannot be reached (${error instanceof Error ? error.message : String(error)}).`);
    });
  process.on('unhandledRejection', (error) => {
    if (!isAbandonedCall(error)) throw error;
  });
  const store = new EventStore({ connectionString: config.eventStore, types: eventTypes });
  const vault = new Vault(source, await openKeyRing(source, config));
  const authority = new AuthorityAggregate(authorityDecider, store, vault);
  const complaints = new ComplaintAggregate(complaintDecider, store, vault);
  const matrices = new PlayedAuthority(authority);
  const policies = new PlayedPolicies(new PolicyAggregate(policyDecider, store, vault));
  const handleComplaint = new ComplaintHandler(complaints, matrices, policies);
  const handleImprovement = new ImprovementHandler(new ImprovementAggregate(improvementDecider, store, vault), complaints);
  const handleMeasurement = new MeasurementHandler(new MeasurementAggregate(measurementDecider, store, vault));
  const handleAuthority = new AuthorityHandler(authority, matrices);
  return {
    complaint: (complaintId, command, request) => handleComplaint.execute(new HandleComplaint(complaintId, command, request)),
    async authority(command, request) {
      try {
        return await handleAuthority.execute(new HandleAuthority(command, request));
      } finally {
        matrices.played = await matrices.latest(command.now);
      }
    },
    improvement: ({ improvementId, command }, request) =>
      improvementId === null
        ? handleMeasurement.execute(new HandleMeasurement(command as HandleMeasurement['command'], request))
        : handleImprovement.execute(new HandleImprovement(improvementId, command as HandleImprovement['command'], request)),
    async recall(complaintId) {
      await complaints.latest(complaintStream(complaintId));
    },
    async begin(now) {
      matrices.played = await matrices.latest(now);
      const { matrices: published } = matrices.played;
      const isOurs = ({ matrix, retiredFrom }: (typeof published)[number]) =>
        retiredFrom === undefined && (isSecondMatrix(matrix) || matrix.reason === defaultMatrix.reason);
      if (!published.every(isOurs)) {
        throw new CliError(
          'An authority matrix of your own was published there, for which the demo has no signatures: use another data folder.',
        );
      }
      const second = published.find(({ matrix }) => isSecondMatrix(matrix));
      return second && Date.parse(second.matrix.effectiveFrom);
    },
    async close() {
      await store.close();
      await source.destroy();
    },
  };
}
