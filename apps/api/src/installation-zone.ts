/** The IANA time zone of a report that asks for none: an injection token. */
export const InstallationZone = Symbol('InstallationZone');
