import { Injectable } from '@nestjs/common';

/** The only place that asks what time it is; tests and the demo put their own in its place. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
