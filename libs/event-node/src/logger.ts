/** What the node needs of a logger; pino fits. */
export interface Logger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
