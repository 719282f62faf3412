import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A data subject of the vault. Destroying the row makes everything sealed under its key unreadable for ever. */
@Entity({ schema: 'privacy', name: 'subject' })
export class Subject {
  @PrimaryColumn('uuid', { name: 'subject_id' })
  subjectId: string;

  /** Keyed hash of what identifies the person, so that they are recognised without being named; null if unknown. */
  @Column('bytea', { name: 'blind_index', nullable: true, unique: true })
  blindIndex: Buffer | null;

  /** The subject's key, wrapped by the master key. */
  @Column('bytea', { name: 'wrapped_key' })
  wrappedKey: Buffer;
}
