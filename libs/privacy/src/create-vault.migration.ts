import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateVault1795305600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS privacy');
    await runner.query(`
      CREATE TABLE privacy.subject (
        subject_id uuid PRIMARY KEY,
        blind_index bytea UNIQUE,
        wrapped_key bytea NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA privacy CASCADE');
  }
}
