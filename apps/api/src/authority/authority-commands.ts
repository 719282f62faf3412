import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { AuthorityCommand, Matrix } from '@redress/authority';
import { authorityStream, HandleAuthority, type Outcome } from '@redress/commands';
import { EventStore } from '@redress/event-store';
import { Clock } from '../clock.js';
import { answered, commandFrom, newId, requestFrom, requireKeyOfMachines, type CommandHeaders } from '../http/command.js';
import { DelegationAnswer, MatrixAnswer, type DelegateDto, type RetireMatrixDto } from './dto/authority.dto.js';
import type { PublishMatrixDto } from './dto/publish-matrix.dto.js';

/** Turns what came over HTTP into a command on the authority. */
@Injectable()
export class AuthorityCommands {
  constructor(
    private readonly bus: CommandBus,
    private readonly clock: Clock,
    private readonly store: EventStore,
  ) {}

  async publish(body: PublishMatrixDto, headers: CommandHeaders): Promise<MatrixAnswer> {
    const outcome = await this.run('publishMatrix', body, headers);
    // The version was given by the decision: it is in the event, also where this is the first answer once more.
    const { id, revision } = outcome.events[0]!;
    const published = (await this.store.readStored(authorityStream, revision)).find((event) => event.id === id);
    const { version: matrixVersion } = published!.data as Matrix;
    return answered(new MatrixAnswer(), { matrixVersion }, outcome);
  }

  async retire(body: RetireMatrixDto, headers: CommandHeaders): Promise<MatrixAnswer> {
    const outcome = await this.run('retireMatrix', body, headers);
    return answered(new MatrixAnswer(), { matrixVersion: body.version }, outcome);
  }

  async delegate(body: DelegateDto, headers: CommandHeaders): Promise<DelegationAnswer> {
    const delegationId = newId('delegation', headers);
    const outcome = await this.run('delegateAuthority', Object.assign({}, body, { id: delegationId }), headers);
    return answered(new DelegationAnswer(), { delegationId }, outcome);
  }

  async revoke(delegationId: string, body: object, headers: CommandHeaders): Promise<DelegationAnswer> {
    const outcome = await this.run('revokeDelegation', Object.assign({}, body, { id: delegationId }), headers, { delegationId });
    return answered(new DelegationAnswer(), { delegationId }, outcome);
  }

  private run(type: AuthorityCommand['type'], body: object, headers: CommandHeaders, target: object = {}): Promise<Outcome> {
    requireKeyOfMachines(headers);
    const command = commandFrom(type, body, headers, this.clock.now()) as AuthorityCommand;
    return this.bus.execute(new HandleAuthority(command, requestFrom(headers, target)));
  }
}
