import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDto } from './http/problem.dto.js';

/** The OpenAPI document at /openapi.json, readable at /docs: generated from the code, so that it is the truth. */
export function serveDocumentation(app: INestApplication): void {
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Redress')
    .setDescription('Complaint handling, event-sourced. Errors are RFC 9457 problem documents with a stable code.')
    .setVersion('1')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const create = () => completed(SwaggerModule.createDocument(app, outline, { extraModels: [ProblemDto] }));
  SwaggerModule.setup('docs', app, create, { jsonDocumentUrl: 'openapi.json', yamlDocumentUrl: 'openapi.yaml' });
}

/** What holds for every operation and every field, said once instead of at each. */
function completed(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post, path.patch, path.delete, path.head, path.options]) {
      if (!operation) continue;
      operation.parameters = operation.parameters && withoutRepeats(operation.parameters);
      operation.responses['default'] = {
        description: 'A problem, with a stable code and the facts.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } },
      };
    }
  }
  for (const schema of Object.values(document.components?.schemas ?? {})) {
    if ('$ref' in schema || !schema.required) continue;
    // A field with a default may be left out.
    schema.required = schema.required.filter((name) => {
      const property = schema.properties?.[name];
      return !(property && 'default' in property);
    });
  }
  return document;
}

type Parameters = NonNullable<NonNullable<OpenAPIObject['paths'][string]['get']>['parameters']>;

/** A header that is described is found once more in the handler's parameters, in small letters and as if it were needed. */
function withoutRepeats(parameters: Parameters): Parameters {
  const names = parameters.flatMap((one) => ('in' in one && one.in === 'header' ? [one.name] : []));
  const isRepeat = (name: string) => names.some((other) => other !== name && other.toLowerCase() === name);
  return parameters.filter((one) => !('in' in one && one.in === 'header' && isRepeat(one.name)));
}
