import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateKeyRing1795413000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE privacy.key_ring_root (
        outer_key text PRIMARY KEY,
        wrapped bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE privacy.key_ring (
        purpose text NOT NULL,
        version integer NOT NULL,
        wrapped bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        retired_at timestamptz,
        PRIMARY KEY (purpose, version)
      )`);
    // What was wrapped until now was wrapped by the first.
    await runner.query('ALTER TABLE privacy.subject ADD COLUMN key_version integer NOT NULL DEFAULT 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE privacy.subject DROP COLUMN key_version');
    await runner.query('DROP TABLE privacy.key_ring, privacy.key_ring_root');
  }
}
