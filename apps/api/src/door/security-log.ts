import { Injectable, Logger } from '@nestjs/common';

/** What somebody has to see who watches over the installation. */
export type SecurityEvent = 'authentication-refused' | 'authorisation-refused' | 'input-refused' | 'too-many-requests' | 'tokens-revoked';

/** Lines of one kind in a window: a flood must not fill the disk with what it is. */
const mostLines = 60;
const windowMs = 60_000;

interface Window {
  readonly since: number;
  lines: number;
  leftOut: number;
}

/** One line for each security event: who by `sub`, from which address, on which route. Nothing of what was sent is in it. */
@Injectable()
export class SecurityLog {
  private readonly logger = new Logger('security');
  private readonly windows = new Map<SecurityEvent, Window>();

  note(event: SecurityEvent, facts: Readonly<Record<string, string | undefined>>): void {
    const now = performance.now();
    let window = this.windows.get(event);
    let leftOut = 0;
    if (!window || now - window.since > windowMs) {
      leftOut = window?.leftOut ?? 0;
      this.windows.set(event, (window = { since: now, lines: 0, leftOut: 0 }));
    }
    if (window.lines >= mostLines) {
      window.leftOut += 1;
      return;
    }
    window.lines += 1;
    // How many of the last window are not in the log.
    this.logger.log({ event, ...facts, ...(leftOut > 0 && { leftOut }) });
  }
}
