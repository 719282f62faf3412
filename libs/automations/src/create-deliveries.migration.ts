import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is to be told to others, and what became of it. */
export class CreateDeliveries1795309400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS automations');
    await runner.query(`
      CREATE TABLE automations.delivery (
        delivery_id uuid PRIMARY KEY,
        rule text NOT NULL,
        rule_version integer NOT NULL,
        event_id uuid NOT NULL,
        stream text NOT NULL,
        position bigint NOT NULL,
        notification jsonb NOT NULL,
        status text NOT NULL CHECK (status IN ('pending', 'delivered', 'dead')),
        tries integer NOT NULL DEFAULT 0,
        next_try_at timestamptz,
        -- Who sends it has until then; afterwards somebody else may.
        claimed_until timestamptz,
        -- Counts the claims: what comes of one that was lost does not count.
        claim integer NOT NULL DEFAULT 0,
        last_status integer,
        last_code text,
        last_reason text,
        created_at timestamptz NOT NULL,
        ended_at timestamptz
      )`);
    // What is due, rule by rule; and what is before it of the same stream.
    await runner.query(`CREATE INDEX delivery_due ON automations.delivery (rule, next_try_at) WHERE status = 'pending'`);
    await runner.query(`CREATE INDEX delivery_order ON automations.delivery (rule, stream, position) WHERE status = 'pending'`);
    await runner.query('CREATE INDEX delivery_ended ON automations.delivery (status, ended_at)');
    // Lists, the latest first.
    await runner.query('CREATE INDEX delivery_listed ON automations.delivery (position DESC, delivery_id)');
    await runner.query('CREATE INDEX delivery_stream ON automations.delivery (stream)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE automations.delivery');
  }
}
