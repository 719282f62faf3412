import { CommandAnswer } from '../../http/command-answer.dto.js';

/** What came of a command on a complaint. */
export class ComplaintAnswer extends CommandAnswer {
  complaintId: string;
}

/** What came of a receipt. */
export class ReceivedAnswer extends ComplaintAnswer {
  /** For the customer: with it anybody may ask how far the complaint is, at `/v1/progress/{trackingCode}`. */
  trackingCode: string;
}
