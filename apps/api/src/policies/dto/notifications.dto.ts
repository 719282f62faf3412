import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, Equals, IsArray, IsBoolean, IsDefined, IsIn, IsInt, Max, Min } from 'class-validator';
import {
  letterLanguages,
  type LetterLanguage,
  type MailTarget,
  type NotificationCondition,
  type NotificationRule,
  type Notifications,
  type WebhookTarget,
} from '@redress/policy';
import { IsCode, IsNested, Optional } from '../../http/fields.js';
import { LabelsDto, PolicyVersionDto, PublishPolicyDto } from './policy.dto.js';

/** A list of codes; fits if one of them does. */
const IsCodes = (): PropertyDecorator => (target, name) => {
  for (const decorate of [Optional(), IsArray(), ArrayMaxSize(200), IsCode(200, { each: true })]) decorate(target, name);
};

/** Which events a rule is for: those that fit all that is named. */
export class NotificationConditionDto implements NotificationCondition {
  /** Rules of clocks in the pack, or single clocks of a case such as `promise-2`. */
  @IsCodes()
  clocks?: string[];

  /** Of a warning: this share of the time is over, or more. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(100)
  fromPercent?: number;

  @IsCodes()
  products?: string[];

  @IsCodes()
  units?: string[];

  @IsCodes()
  jurisdictions?: string[];

  @IsCodes()
  channels?: string[];

  @IsCodes()
  causes?: string[];

  @IsCodes()
  grades?: string[];

  @IsCodes()
  categories?: string[];

  @IsCodes()
  severities?: string[];
}

/** An address on the web that is told in JSON, signed. */
export class WebhookTargetDto implements WebhookTarget {
  @Equals('webhook')
  @ApiProperty({ enum: ['webhook'] })
  kind: 'webhook';

  /** https; another host than a public one must be named by the configuration. */
  @IsCode(2_000)
  url: string;

  /** Counts the secrets that it had: a higher number makes a new one. 1 if left out. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  secretVersion?: number;
}

/** People who are told in a few words. */
export class MailTargetDto implements MailTarget {
  @Equals('mail')
  @ApiProperty({ enum: ['mail'] })
  kind: 'mail';

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsCode(254, { each: true })
  addresses: string[];

  @IsIn(letterLanguages)
  language: LetterLanguage;
}

/** Of what its `kind` does not say it is refused. */
abstract class TargetDto {
  @IsIn(['webhook', 'mail'])
  kind: 'webhook' | 'mail';
}

/** Who is told of what. */
@ApiExtraModels(WebhookTargetDto, MailTargetDto)
export class NotificationRuleDto implements NotificationRule {
  /** At most 60 lower-case letters, digits and hyphens, for good: the secret follows from it. */
  @IsCode(60)
  id: string;

  @Optional()
  @IsNested()
  @Type(() => LabelsDto)
  labels?: LabelsDto;

  /** Types of events of complaints, incidents and improvements, such as `DeadlineMissed`. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsCode(100, { each: true })
  on: string[];

  @Optional()
  @IsNested()
  @Type(() => NotificationConditionDto)
  when?: NotificationConditionDto;

  @IsDefined()
  @IsNested()
  @ApiProperty({ oneOf: [{ $ref: getSchemaPath(WebhookTargetDto) }, { $ref: getSchemaPath(MailTargetDto) }] })
  @Type(() => TargetDto, {
    keepDiscriminatorProperty: true,
    discriminator: {
      property: 'kind',
      subTypes: [
        { value: WebhookTargetDto, name: 'webhook' },
        { value: MailTargetDto, name: 'mail' },
      ],
    },
  })
  to: WebhookTargetDto | MailTargetDto;

  /** False: nothing is sent, and what waits is given up. */
  @IsBoolean()
  isEnabled: boolean;
}

/** Who is told of what happens. */
export class NotificationsDto implements Notifications {
  @IsArray()
  @ArrayMaxSize(100)
  @IsNested({ each: true })
  @Type(() => NotificationRuleDto)
  rules: NotificationRuleDto[];
}

/** The next version of the rules. */
export class PublishNotificationsDto extends PublishPolicyDto {
  @IsDefined()
  @IsNested()
  @Type(() => NotificationsDto)
  document: NotificationsDto;
}

export class NotificationsVersionDto extends PolicyVersionDto {
  document: NotificationsDto;
}

/** What the messages of a webhook are signed with. */
export class WebhookSecretDto {
  /** The id of the rule. */
  rule: string;
  secretVersion: number;
  /** As Standard Webhooks writes it: `whsec_` and 32 bytes in base64. */
  secret: string;
}
