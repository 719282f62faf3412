import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsUUID } from 'class-validator';
import { linkKinds, type LinkedData, type MergedIntoData, type Opened, type UnlinkedData, type UnmergedData } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

type ByPeople = (typeof linkKinds)[number];

/** What names another case, or speaks of one. */
abstract class OtherCaseDto extends CommandDto {
  /** The other complaint. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @IsUUID()
  @ApiProperty({ format: 'uuid' })
  complaintId: string;

  @Optional()
  @IsText()
  note?: string;
}

/** The case has to do with another. */
export class LinkDto extends OtherCaseDto implements Opened<LinkedData> {
  /** `repeat`: the same again; `joint`: one matter of several people, counted together; `related`: worth knowing. */
  @IsIn(linkKinds)
  kind: ByPeople;
}

/** The case has nothing to do with another after all. */
export class UnlinkDto extends OtherCaseDto implements Omit<Opened<UnlinkedData>, 'kind'> {
  /** Which link; the only one, if left out. */
  @Optional()
  @IsIn(linkKinds)
  kind?: ByPeople;

  /** A code: why. */
  @IsCode()
  reason: string;
}

/** The case goes on in another. */
export class MergeDto extends OtherCaseDto implements Opened<MergedIntoData> {
  /** A code: why. */
  @IsCode()
  reason: string;
}

/** It was a case of its own after all. */
export class UnmergeDto extends CommandDto implements Omit<Opened<UnmergedData>, 'complaintId'> {
  /** A code: why. */
  @IsCode()
  reason: string;

  @Optional()
  @IsText()
  note?: string;
}
