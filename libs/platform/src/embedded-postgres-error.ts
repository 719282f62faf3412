/** Something the operator can change; its message is one line that says what. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}
