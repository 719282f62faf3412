import { automationMigrations, carryLinks, sendLetters, startAutomations, type RunningAutomations } from '@redress/automations';
import {
  AuthorityAggregate,
  authorityDecider,
  AuthorityPolicies,
  ComplaintAggregate,
  complaintDecider,
  ComplaintHandler,
  Policies,
  PolicyAggregate,
  policyDecider,
} from '@redress/commands';
import { dataSource, migrate } from '@redress/database';
import type { EventStore } from '@redress/event-store';
import { EvidenceStore } from '@redress/evidence';
import { mailerFor, senderOf } from '@redress/letters';
import type { createLogger, NeededConfig } from '@redress/platform';
import { CreateVault1795305600000, Subject, Vault } from '@redress/privacy';

type Logger = ReturnType<typeof createLogger>;

/** What acts on events, with all that it needs: commands like anybody's, the keys, the letters and a way to send them. */
export async function runAutomations(
  { database, masterKey, evidence, mail }: Pick<NeededConfig, 'database' | 'masterKey' | 'evidence' | 'mail'>,
  store: EventStore,
  logger: Logger,
): Promise<RunningAutomations> {
  const source = dataSource(database, { entities: [Subject], migrations: [CreateVault1795305600000, ...automationMigrations] });
  await source.initialize();
  await migrate(source);
  const vault = new Vault(source, masterKey);
  const authority = new AuthorityPolicies(new AuthorityAggregate(authorityDecider, store, vault));
  const policies = new Policies(new PolicyAggregate(policyDecider, store, vault));
  const complaints = new ComplaintHandler(new ComplaintAggregate(complaintDecider, store, vault), authority, policies);
  const mailer = mailerFor({ ...mail, from: senderOf(mail.from)! });
  const now = () => new Date();
  const letters = { dataSource: source, vault, evidence: await EvidenceStore.at(evidence), mailer, logger, now };
  const automations = await startAutomations({
    dataSource: source,
    log: store,
    automations: [carryLinks(complaints, now), sendLetters(letters)],
    logger,
  });
  return {
    stopped: automations.stopped,
    stop: async () => {
      await automations.stop();
      mailer.close();
      await source.destroy();
    },
  };
}
