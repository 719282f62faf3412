import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { TerminusModule } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import {
  AuthorityAggregate,
  authorityDecider,
  AuthorityHandler,
  AuthorityPolicies,
  ComplaintAggregate,
  complaintDecider,
  ComplaintHandler,
  ErasureAggregate,
  erasureDecider,
  ErasureHandler,
  eventTypes,
  ImprovementAggregate,
  improvementDecider,
  ImprovementHandler,
  IncidentAggregate,
  incidentDecider,
  IncidentHandler,
  MeasurementAggregate,
  measurementDecider,
  MeasurementHandler,
  Policies,
  PolicyAggregate,
  policyDecider,
  PolicyHandler,
  TokenAggregate,
  tokenDecider,
  TokenHandler,
} from '@redress/commands';
import { CreateDeliveries1795309400000 } from '@redress/automations';
import { EventStore } from '@redress/event-store';
import { dataSource, migrate } from '@redress/database';
import { EvidenceStore } from '@redress/evidence';
import { senderOf } from '@redress/letters';
import { Tokens, type CommonConfig, type NeededConfig } from '@redress/platform';
import { KeyRing, openKeyRing, Subject, TrackingCodes, Vault, vaultMigrations } from '@redress/privacy';
import { viewEntities } from '@redress/views';
import { ApprovalsController } from './approvals/approvals.controller.js';
import { AuthorityCommands } from './authority/authority-commands.js';
import { AuthorityMatrixController } from './authority/authority-matrix.controller.js';
import { DelegationsController } from './authority/delegations.controller.js';
import { AuthGuard } from './auth/auth.guard.js';
import { Authorisation } from './auth/authorisation.js';
import { AuditReads } from './audit/reads.js';
import { AuditReadsController } from './audit/reads.controller.js';
import { Bundles, CheckpointKeyFile } from './audit/bundles.js';
import { BundlesController } from './audit/bundles.controller.js';
import { AuditReplay } from './audit/replay.js';
import { AuditReplayController } from './audit/replay.controller.js';
import { AuditReadGuard } from './audit/reads.guard.js';
import { Clock } from './clock.js';
import { AutomationsController } from './automations/automations.controller.js';
import { BulkController } from './complaints/bulk.controller.js';
import { ComplaintCommandsController } from './complaints/complaint-commands.controller.js';
import { ComplaintCommands } from './complaints/complaint-commands.js';
import { ComplaintQueriesController } from './complaints/complaint-queries.controller.js';
import { ComplaintTimeController } from './complaints/complaint-time.controller.js';
import { DeadlinesController } from './deadlines/deadlines.controller.js';
import { BodiesUnderWay } from './evidence/bodies-under-way.js';
import { SecurityLog } from './door/security-log.js';
import { EvidenceFiles } from './evidence/evidence-files.js';
import { EvidenceFilesController, MaxEvidenceBytes } from './evidence/evidence-files.controller.js';
import { EvidenceUploads } from './evidence/evidence-uploads.js';
import { EvidenceUploadsController } from './evidence/evidence-uploads.controller.js';
import { ApiMetrics } from './health/api-metrics.js';
import { HealthController } from './health/health.controller.js';
import { MetricsController } from './health/metrics.controller.js';
import { WorkProgress } from './health/progress.js';
import { Freshness } from './http/freshness.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ImprovementCommands } from './improvements/improvement-commands.js';
import { ImprovementsController } from './improvements/improvements.controller.js';
import { MeasurementsController } from './improvements/measurements.controller.js';
import { IncidentCommands } from './incidents/incident-commands.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { InstallationZone } from './installation-zone.js';
import { Erasures } from './privacy/erasures.js';
import { AccessController } from './privacy/access.controller.js';
import { AccessRequests } from './privacy/access.js';
import { Leftovers, Outbox } from './privacy/leftovers.js';
import { PersonsCases } from './privacy/persons-cases.js';
import { LegalHoldsController } from './privacy/legal-holds.controller.js';
import { ErasuresController } from './privacy/erasures.controller.js';
import { CalendarsController } from './policies/calendars.controller.js';
import { KeywordsController } from './policies/keywords.controller.js';
import { LetterTemplatesController } from './policies/letter-templates.controller.js';
import { PacksController } from './policies/packs.controller.js';
import { NotificationsController } from './policies/notifications.controller.js';
import { PlaybooksController } from './policies/playbooks.controller.js';
import { PolicyDesk } from './policies/policy-desk.js';
import { StandardPolicies } from './policies/standard-policies.js';
import { TaxonomiesController } from './policies/taxonomies.controller.js';
import { RetentionController } from './policies/retention.controller.js';
import { ReturnsController } from './policies/returns.controller.js';
import { UnitsController } from './policies/units.controller.js';
import { DeliveriesController } from './notifications/deliveries.controller.js';
import { Webhooks } from './notifications/webhooks.js';
import { Headlines } from './live/headlines.js';
import { HeadlinesController } from './live/headlines.controller.js';
import { LiveApprovals } from './live/live-approvals.js';
import { LiveHistories } from './live/live-histories.js';
import { LiveStreams, MaxLiveStreams } from './live/live-streams.js';
import { LogNews } from './live/log-news.js';
import { Revocations } from './tokens/revocations.js';
import { TokensController } from './tokens/tokens.controller.js';
import { LetterDesk, LetterSender } from './letters/letter-desk.js';
import { LettersController } from './letters/letters.controller.js';
import { ProgressController } from './progress/progress.controller.js';
import { Downloads } from './reports/files/downloads.js';
import { ManagementReportController } from './reports/management-report.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { Resources } from './resources.js';
import { WhatIfCandidates } from './what-if/candidates.js';
import { WhatIfController } from './what-if/what-if.controller.js';

export type ApiConfig = CommonConfig & Omit<NeededConfig, 'trendAlerts' | 'workerPort'>;

/** The HTTP edge, wired: what is created here is closed by `Resources`. */
@Module({})
export class AppModule {
  static with(config: ApiConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot(), TerminusModule.forRoot({ logger: false })],
      controllers: [
        ComplaintCommandsController,
        ComplaintQueriesController,
        ComplaintTimeController,
        BulkController,
        EvidenceFilesController,
        EvidenceUploadsController,
        ApprovalsController,
        DeadlinesController,
        HeadlinesController,
        ReportsController,
        ManagementReportController,
        AuthorityMatrixController,
        DelegationsController,
        TaxonomiesController,
        UnitsController,
        CalendarsController,
        PacksController,
        PlaybooksController,
        KeywordsController,
        LetterTemplatesController,
        LettersController,
        NotificationsController,
        ReturnsController,
        RetentionController,
        DeliveriesController,
        ImprovementsController,
        IncidentsController,
        MeasurementsController,
        ErasuresController,
        TokensController,
        AuditReadsController,
        AuditReplayController,
        BundlesController,
        LegalHoldsController,
        AccessController,
        AutomationsController,
        ProgressController,
        WhatIfController,
        HealthController,
        MetricsController,
      ],
      providers: [
        ApiMetrics,
        Authorisation,
        AuditReads,
        AuditReplay,
        AuthorityCommands,
        AuthorityHandler,
        BodiesUnderWay,
        Bundles,
        Clock,
        ComplaintCommands,
        ComplaintHandler,
        Downloads,
        AccessRequests,
        ErasureHandler,
        Erasures,
        Leftovers,
        PersonsCases,
        { provide: Outbox, useValue: config.mail.outbox },
        EvidenceFiles,
        EvidenceUploads,
        Freshness,
        Headlines,
        LetterDesk,
        LiveApprovals,
        LiveHistories,
        LiveStreams,
        LogNews,
        ImprovementCommands,
        ImprovementHandler,
        IncidentCommands,
        IncidentHandler,
        MeasurementHandler,
        PolicyDesk,
        PolicyHandler,
        Resources,
        SecurityLog,
        StandardPolicies,
        TokenHandler,
        WhatIfCandidates,
        WorkProgress,
        { provide: APP_GUARD, useClass: AuthGuard },
        // After the one that says who it is.
        { provide: APP_GUARD, useClass: AuditReadGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: EvidenceStore, useFactory: () => EvidenceStore.at(config.evidence) },
        { provide: MaxEvidenceBytes, useValue: config.evidence.maxBytes },
        { provide: MaxLiveStreams, useValue: config.live },
        { provide: LetterSender, useValue: senderOf(config.mail.from) },
        { provide: KeyRing, useFactory: (source: DataSource) => openKeyRing(source, config), inject: [DataSource] },
        {
          provide: Webhooks,
          useFactory: (ring: KeyRing) => new Webhooks(ring.key('webhook secrets'), config.webhooks.allow),
          inject: [KeyRing],
        },
        { provide: InstallationZone, useValue: config.timeZone },
        { provide: CheckpointKeyFile, useValue: config.checkpoints.key },
        {
          provide: Revocations,
          useFactory: (store: EventStore) => new Revocations(store, config.auth.maxAgeSeconds),
          inject: [EventStore],
        },
        {
          provide: Tokens,
          useFactory: (revocations: Revocations) => Tokens.create(config.auth, (token) => revocations.isRevoked(token)),
          inject: [Revocations],
        },
        { provide: DataSource, useFactory: () => openDatabase(config.database) },
        { provide: EventStore, useFactory: () => new EventStore({ connectionString: config.eventStore, types: eventTypes }) },
        { provide: TrackingCodes, useFactory: (ring: KeyRing) => new TrackingCodes(ring.key('tracking code')), inject: [KeyRing] },
        { provide: Vault, useFactory: (source: DataSource, ring: KeyRing) => new Vault(source, ring), inject: [DataSource, KeyRing] },
        {
          provide: ComplaintAggregate,
          useFactory: (store: EventStore, vault: Vault) => new ComplaintAggregate(complaintDecider, store, vault),
          inject: [EventStore, Vault],
        },
        {
          provide: AuthorityAggregate,
          useFactory: (store: EventStore, vault: Vault) => new AuthorityAggregate(authorityDecider, store, vault),
          inject: [EventStore, Vault],
        },
        {
          provide: ErasureAggregate,
          useFactory: (store: EventStore, vault: Vault) => new ErasureAggregate(erasureDecider, store, vault),
          inject: [EventStore, Vault],
        },
        {
          provide: ImprovementAggregate,
          useFactory: (store: EventStore, vault: Vault) => new ImprovementAggregate(improvementDecider, store, vault),
          inject: [EventStore, Vault],
        },
        {
          provide: IncidentAggregate,
          useFactory: (store: EventStore, vault: Vault) => new IncidentAggregate(incidentDecider, store, vault),
          inject: [EventStore, Vault],
        },
        {
          provide: MeasurementAggregate,
          useFactory: (store: EventStore, vault: Vault) => new MeasurementAggregate(measurementDecider, store, vault),
          inject: [EventStore, Vault],
        },
        {
          provide: AuthorityPolicies,
          useFactory: (authority: AuthorityAggregate) => new AuthorityPolicies(authority),
          inject: [AuthorityAggregate],
        },
        {
          provide: TokenAggregate,
          useFactory: (store: EventStore, vault: Vault) => new TokenAggregate(tokenDecider, store, vault),
          inject: [EventStore, Vault],
        },
        {
          provide: PolicyAggregate,
          useFactory: (store: EventStore, vault: Vault) => new PolicyAggregate(policyDecider, store, vault),
          inject: [EventStore, Vault],
        },
        {
          provide: Policies,
          useFactory: (aggregate: PolicyAggregate) => new Policies(aggregate),
          inject: [PolicyAggregate],
        },
      ],
    };
  }
}

async function openDatabase(url: string): Promise<DataSource> {
  const source = dataSource(url, {
    entities: [Subject, ...viewEntities],
    migrations: [...vaultMigrations, CreateDeliveries1795309400000],
  });
  await source.initialize();
  await migrate(source);
  return source;
}
