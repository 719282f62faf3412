import { Injectable, type PipeTransform } from '@nestjs/common';
import { validate } from 'uuid';
import { HttpProblem } from './problem.js';

/** A complaint's id in a path: a UUID, in lower case. */
@Injectable()
export class ComplaintIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!validate(id)) throw new HttpProblem(404, 'no-such-complaint', 'a complaint is named by its UUID');
    return id.toLowerCase();
  }
}
