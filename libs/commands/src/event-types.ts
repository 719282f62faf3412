import { authorityEventTypes, tokenEventTypes } from '@redress/authority';
import { complaintEventTypes } from '@redress/complaint';
import { improvementEventTypes, incidentEventTypes, measurementEventTypes } from '@redress/improvement';
import { policyEventTypes } from '@redress/policy';
import { auditReadEventTypes, erasureEventTypes } from '@redress/privacy';

/** Every event that this program writes and reads, by type. */
export const eventTypes = {
  ...complaintEventTypes,
  ...authorityEventTypes,
  ...improvementEventTypes,
  ...incidentEventTypes,
  ...measurementEventTypes,
  ...policyEventTypes,
  ...tokenEventTypes,
  ...auditReadEventTypes,
  ...erasureEventTypes,
};
