import { v5 as nameBasedUuid } from 'uuid';

/** Namespace of ids that are made from names; any constant UUID does. */
const namespace = '9c1f4f5e-6d0e-5b43-9c55-3a4d8f0a7e21';

/** The same parts give the same id, whoever computes it and when. */
export const idFrom = (...parts: readonly string[]): string => nameBasedUuid(JSON.stringify(parts), namespace);
