/** JSON Schema, as OpenAPI 3.1 has it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a route answers when it does what was asked. */
export interface RouteAnswer {
  readonly json?: JsonSchema;
  readonly text?: boolean;
  readonly binary?: boolean;
  /** Events, as they come. */
  readonly stream?: boolean;
}

/**
 * What each route answers, by `Controller.method`, and the schemas that these name. Filled when the program is built, from the types of the
 * routes (tools/answers-plugin.cjs); sources that run unbuilt, as under Jest, describe no answers.
 */
export const answers: { readonly routes: Readonly<Record<string, RouteAnswer>>; readonly schemas: Readonly<Record<string, JsonSchema>> } = {
  routes: {},
  schemas: {},
};
