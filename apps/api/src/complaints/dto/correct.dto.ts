import { ApiProperty } from '@nestjs/swagger';
import { plainToInstance, Transform } from 'class-transformer';
import { IsIn, ValidateBy, validateSync, type ValidationError } from 'class-validator';
import { personalFields, plainFields, type CorrectableField, type CorrectData, type PlainValue } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { ReceiveDto } from './receive.dto.js';

const fields: readonly CorrectableField[] = [...plainFields, ...personalFields];

const isField = (field: unknown): field is CorrectableField => fields.some((known) => known === field);

/** A form of which only this field is said. */
const formWith = (field: CorrectableField, value: unknown): ReceiveDto => plainToInstance(ReceiveDto, { [field]: value });

/** Takes the value as the form would: instants in UTC. */
const AsInForm = () =>
  Transform(({ value, obj }: { value: unknown; obj: Partial<CorrectDto> }): unknown =>
    isField(obj.field) && value !== null && value !== undefined ? formWith(obj.field, value)[obj.field] : value,
  );

/** What the form has against a value of its field; null is for the rules to judge. */
function faults(field: unknown, value: unknown): string[] {
  if (value === undefined) return ['a value, or null for none'];
  if (!isField(field) || value === null) return [];
  const messages = ({ constraints = {}, children = [] }: ValidationError): string[] => [
    ...Object.values(constraints),
    ...children.flatMap(messages),
  ];
  return validateSync(formWith(field, value), { whitelist: true, forbidNonWhitelisted: true })
    .filter(({ property }) => property === field)
    .flatMap(messages);
}

const FitsForm = () =>
  ValidateBy({
    name: 'fitsForm',
    validator: {
      validate: (value, args) => faults((args!.object as CorrectDto).field, value).length === 0,
      defaultMessage: (args) =>
        `$property must be as the form has it: ${faults((args!.object as CorrectDto).field, args!.value).join('; ')}`,
    },
  });

const anyValue = { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }, { type: 'object' }], nullable: true };

/** A field of the complaint form was wrong. The form stays as it was written; the new value counts. */
export class CorrectDto extends CommandDto implements CorrectData {
  @IsIn(fields)
  field: CorrectableField;

  /** What you take the field to say; refused if it says something else. Not for personal fields. */
  @Optional()
  @AsInForm()
  @FitsForm()
  @ApiProperty({ ...anyValue, required: false })
  old?: PlainValue;

  /** What is right, as the form would have it; null: there should be none. */
  @AsInForm()
  @FitsForm()
  @ApiProperty(anyValue)
  new: unknown;

  /** A code: why. */
  @IsCode()
  reason: string;

  @Optional()
  @IsText()
  note?: string;
}
