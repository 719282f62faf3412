export { mailerFor, removeFromOutbox, type Mailer } from './mailer.js';
export { compose, isAddress, senderOf, type Sender } from './message.js';
export { checkTemplates, render, type Letter, type LetterFields } from './render.js';
export { daysBetween, dayIn, findingWords, listIn, momentIn, recourseWords, worded } from './words.js';
