import { authorityEventTypes } from '@redress/authority';
import { complaintEventTypes } from '@redress/complaint';

/** Every event that this program writes and reads, by type. */
export const eventTypes = { ...complaintEventTypes, ...authorityEventTypes };
