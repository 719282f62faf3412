import { CommandAnswer } from '../../http/command-answer.dto.js';

/** What came of a command on a complaint. */
export class ComplaintAnswer extends CommandAnswer {
  complaintId: string;
}
