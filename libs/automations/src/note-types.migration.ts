import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an automation reacts to, and where that comes from, so that others can tell how far it is behind. */
export class NoteTypes1795410000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE automations.checkpoint ADD COLUMN types text[] NOT NULL DEFAULT '{}', ADD COLUMN origins text[] NOT NULL DEFAULT '{}'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE automations.checkpoint DROP COLUMN types, DROP COLUMN origins');
  }
}
