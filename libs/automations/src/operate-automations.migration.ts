import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People look at what automations do, have what is parked tried again, and dismiss it. */
export class OperateAutomations1795309300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE automations.checkpoint ADD COLUMN done_at timestamptz');
    await runner.query(`
      ALTER TABLE automations.parked
        ADD COLUMN asked boolean NOT NULL DEFAULT false,
        ADD COLUMN dismissed_at timestamptz,
        ADD COLUMN dismissed_by text,
        ADD COLUMN dismissed_reason text`);
    // Asked every second; nearly always there is nothing in it.
    await runner.query('CREATE INDEX parked_asked ON automations.parked (automation) WHERE asked');
    await runner.query('CREATE INDEX parked_waiting ON automations.parked (automation, position) WHERE dismissed_at IS NULL');
    await runner.query('CREATE INDEX parked_dismissed ON automations.parked (automation, position) WHERE dismissed_at IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX automations.parked_asked, automations.parked_waiting, automations.parked_dismissed');
    await runner.query(
      'ALTER TABLE automations.parked DROP COLUMN asked, DROP COLUMN dismissed_at, DROP COLUMN dismissed_by, DROP COLUMN dismissed_reason',
    );
    await runner.query('ALTER TABLE automations.checkpoint DROP COLUMN done_at');
  }
}
