import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody read something, as it was recorded; never changed. */
@Entity({ schema: 'audit_reads_v1', name: 'read' })
@Index(['at', 'position'])
@Index(['reader', 'at', 'position'])
@Index('read_complaints', ['complaints'], { type: 'gin' })
export class ReadRow {
  @PrimaryColumn({ type: 'bigint' })
  position: string;

  /** A staff `sub`. */
  @Column({ type: 'text' })
  reader: string;

  @Column({ type: 'text', array: true })
  roles: string[];

  @Column({ type: 'text', nullable: true })
  unit: string | null;

  /** What kind of thing was read: what the route names after `/v1/`, `complaints` or `audit/bundles`. */
  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'text' })
  route: string;

  @Column({ type: 'json' })
  ids: Readonly<Record<string, string>>;

  @Column({ type: 'json' })
  parameters: Readonly<Record<string, string | readonly string[]>>;

  /** Null where none was stated. */
  @Column({ type: 'text', nullable: true })
  purpose: string | null;

  /** The complaints that were asked for by their ids, in the path or as a parameter. */
  @Column({ type: 'uuid', array: true })
  complaints: string[];

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;
}
