/** What kind of policy a document is: how it is checked, and what a company begins with. */
export interface Kind<Document extends object, Said extends object = Document> {
  /**
   * The whole document that a publication makes: what was said, and what is carried over from the version before, at first the standard.
   * Throws Contradiction with a stable code and the `path` of the fault within the document.
   */
  readonly checked: (said: Said, before: Document) => Document;
  /** In force from ever until somebody publishes their own. */
  readonly standard: Document;
  /** Why that is as it is. */
  readonly reason: string;
}
