import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leaves and where the checkpoints end: all of it can be computed from the log again. */
export class CreateLeaves1795412000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS audit');
    await runner.query(`
      CREATE TABLE audit.leaf (
        ordinal bigint PRIMARY KEY,
        position bigint NOT NULL UNIQUE,
        recorded_at timestamptz(3) NOT NULL,
        hash bytea NOT NULL,
        stream text NOT NULL,
        revision integer NOT NULL
      )`);
    await runner.query('CREATE TABLE audit.checkpoint (ordinal bigint PRIMARY KEY, running_hash text NOT NULL, revision integer NOT NULL)');
    await runner.query(`
      CREATE TABLE audit.progress (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        epoch bigint NOT NULL,
        position bigint,
        ordinal bigint NOT NULL,
        running_hash text NOT NULL,
        head jsonb,
        error jsonb
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA audit CASCADE');
  }
}
