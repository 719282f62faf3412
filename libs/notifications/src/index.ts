export { NotDelivered, type Channel, type Notification } from './channel.js';
export { Destinations } from './destinations.js';
export { MailChannel } from './mail.js';
export { webhookSecret } from './secret.js';
export { WebhookChannel } from './webhook.js';
