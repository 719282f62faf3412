import type { Returns } from '@redress/policy';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { schemaOf } from '../view.js';

/** Which version of the view `returns` these are the tables of. */
export const returnsVersion = 1;
const schema = schemaOf({ name: 'returns', version: returnsVersion });

/** SQL: a table of `returns`. */
export const returnTable = (name: 'taxonomy' | 'imported'): string => `${schema}.${name}`;

/** A version of the taxonomies of the returns, from where in the log on it is known. */
@Entity({ schema, name: 'taxonomy' })
@Index(['recordedAt', 'position'])
export class ReturnTaxonomy {
  @PrimaryColumn({ type: 'integer' })
  version: number;

  @Column({ name: 'effective_from', type: 'timestamptz' })
  effectiveFrom: Date;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;

  @Column({ type: 'bigint' })
  position: string;

  @Column({ type: 'jsonb' })
  document: Returns;
}

/** What the columns of an imported complaint say that regulators ask for and its events do not; as they were written. */
@Entity({ schema, name: 'imported' })
@Index(['recordedAt', 'position'])
export class ImportedFact {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  @Column({ type: 'bigint' })
  position: string;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;

  @Column({ name: 'sub_product', type: 'text', nullable: true })
  subProduct: string | null;

  /** What the company answered: `Closed with explanation`. */
  @Column({ type: 'text', nullable: true })
  response: string | null;

  /** Yes or No. */
  @Column({ type: 'text', nullable: true })
  timely: string | null;

  /** Yes or No; N/A where nobody asked. */
  @Column({ type: 'text', nullable: true })
  disputed: string | null;
}
