import { ValidateBy } from 'class-validator';

/** A field of one decision only: with another it is refused, not dropped. */
export const OnlyWith = (decision: string): PropertyDecorator =>
  ValidateBy({
    name: 'onlyWith',
    validator: {
      validate: (_, args) => (args!.object as { readonly decision?: unknown }).decision === decision,
      defaultMessage: () => `$property goes with the decision ${decision} only`,
    },
  });
