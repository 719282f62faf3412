import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { equalityFilters, listFilters, timeFilters } from '@redress/views';

/** The filters of the list of complaints, for the API's description. */
export const ListFilters = (): MethodDecorator =>
  applyDecorators(
    ...[...equalityFilters, ...listFilters].map((name) =>
      ApiQuery({ name, required: false, type: [String], description: 'Repeat it for any of several; empty for none.' }),
    ),
    ...Object.keys(timeFilters).map((name) => ApiQuery({ name, required: false, schema: { type: 'string', format: 'date-time' } })),
    ApiQuery({
      name: 'sameSubjectAs',
      required: false,
      schema: { type: 'string', format: 'uuid' },
      description: 'The other complaints of the same data subjects.',
    }),
    ApiQuery({
      name: 'q',
      required: false,
      schema: { type: 'string', minLength: 1, maxLength: 200 },
      description: 'Words of codes and numbers, each by its beginning, all of which must occur. Personal data is not searched.',
    }),
    ApiQuery({ name: 'unitWithin', required: false, type: String, description: 'This unit or any below it, by the tree in force now.' }),
  );
