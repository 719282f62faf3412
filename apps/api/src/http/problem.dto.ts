/** An error (RFC 9457). */
export class ProblemDto {
  /** urn:redress:problem:<code> */
  type: string;

  title: string;

  status: number;

  /** Stable: programs may depend on it. */
  code: string;

  /** What was wrong and what to do. */
  detail: string;

  /** What the refusal was based on. */
  facts: Record<string, unknown>;

  /** The path that was asked for; absent where the request could not be read. */
  instance?: string;

  /** Finds the request in the log. */
  requestId: string;
}
