import type { Type } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/complaint';
import type { Role } from '@redress/platform';
import { caseWorkers } from '../auth/allow.js';
import { AcknowledgeDto } from './dto/acknowledge.dto.js';
import { ApologiseDto } from './dto/apologise.dto.js';
import { AssignDto } from './dto/assign.dto.js';
import { CloseDto } from './dto/close.dto.js';
import { CompensateDto } from './dto/compensate.dto.js';
import { EscalateDto } from './dto/escalate.dto.js';
import { FollowUpDto } from './dto/follow-up.dto.js';
import { ImportHistoryDto } from './dto/import-history.dto.js';
import { InvestigateDto } from './dto/investigate.dto.js';
import { ReceiveDto } from './dto/receive.dto.js';
import { ReopenDto } from './dto/reopen.dto.js';
import { ReplyDto } from './dto/reply.dto.js';
import { WithdrawDto } from './dto/withdraw.dto.js';

export type CommandName = ComplaintCommand['type'];

/** Every command: what its body looks like, and who may send it. The routes and the bulk door both read it here. */
export const commandTable: Readonly<Record<CommandName, { readonly dto: Type<object>; readonly roles: readonly Role[] }>> = {
  receive: { dto: ReceiveDto, roles: caseWorkers },
  acknowledge: { dto: AcknowledgeDto, roles: caseWorkers },
  assign: { dto: AssignDto, roles: caseWorkers },
  apologise: { dto: ApologiseDto, roles: caseWorkers },
  investigate: { dto: InvestigateDto, roles: caseWorkers },
  compensate: { dto: CompensateDto, roles: caseWorkers },
  escalate: { dto: EscalateDto, roles: caseWorkers },
  reply: { dto: ReplyDto, roles: caseWorkers },
  followUp: { dto: FollowUpDto, roles: caseWorkers },
  close: { dto: CloseDto, roles: caseWorkers },
  withdraw: { dto: WithdrawDto, roles: caseWorkers },
  reopen: { dto: ReopenDto, roles: caseWorkers },
  importHistory: { dto: ImportHistoryDto, roles: ['service', 'operator'] },
};
