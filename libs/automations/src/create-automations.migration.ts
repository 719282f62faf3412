import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A schema of its own: what was done is done, and no rebuild of any view forgets it. */
export class CreateAutomations1795305700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS automations');
    await runner.query(`
      CREATE TABLE automations.checkpoint (
        automation text PRIMARY KEY,
        position bigint,
        epoch bigint NOT NULL,
        error jsonb
      )`);
    await runner.query(`
      CREATE TABLE automations.parked (
        automation text NOT NULL,
        event_id uuid NOT NULL,
        stream text NOT NULL,
        revision integer NOT NULL,
        position bigint NOT NULL,
        type text NOT NULL,
        code text NOT NULL,
        reason text NOT NULL,
        tries integer NOT NULL,
        parked_at timestamptz NOT NULL,
        tried_at timestamptz NOT NULL,
        PRIMARY KEY (automation, event_id)
      )`);
    await runner.query('CREATE TABLE automations.sent (event_id uuid PRIMARY KEY, sent_at timestamptz NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA automations CASCADE');
  }
}
