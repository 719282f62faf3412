import { notifiableTypes } from '@redress/automations';
import { complaintEventTypes } from '@redress/complaint';
import { impossible } from '@redress/kernel';
import { Destinations, webhookSecret } from '@redress/notifications';
import type { Notifications } from '@redress/policy';

/** What only this installation knows of rules of notification: its secrets, the events that there are, the hosts that it names. */
export class Webhooks {
  private readonly destinations: Destinations;

  constructor(
    private readonly masterKey: Buffer,
    allowed: readonly string[],
  ) {
    this.destinations = new Destinations(allowed);
  }

  secretOf(rule: string, version: number): string {
    return webhookSecret(this.masterKey, rule, version);
  }

  /** Codes, all of them 422 with a `path`: `unknown-event-type`, `condition-not-of-complaints`, `webhook-not-https`. */
  check({ rules }: Notifications): void {
    for (const [i, { on, when, to }] of rules.entries()) {
      for (const [j, type] of on.entries()) {
        const here = { path: `rules[${i}].on[${j}]`, type };
        impossible(
          !notifiableTypes.includes(type),
          'unknown-event-type',
          'There is no such event of complaints, incidents or improvements.',
          {
            ...here,
            known: notifiableTypes,
          },
        );
        impossible(
          when !== undefined && !(type in complaintEventTypes),
          'condition-not-of-complaints',
          'Conditions are about complaints: a rule for events of incidents or improvements has none.',
          here,
        );
      }
      if (to.kind !== 'webhook' || !URL.canParse(to.url)) continue;
      const { protocol, hostname } = new URL(to.url);
      impossible(
        protocol === 'http:' && !this.destinations.allowsHost(hostname),
        'webhook-not-https',
        'A webhook is told over https, unless REDRESS_WEBHOOK_ALLOW names its host.',
        { path: `rules[${i}].to.url` },
      );
    }
  }
}
