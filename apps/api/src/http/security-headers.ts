import { createHash } from 'node:crypto';

/**
 * What OWASP's REST security cheat sheet asks of every answer. Constant, so that they cost nothing: a middleware that works them out
 * anew took 2 % of a command. An answer is data: a browser that shows one as a page may do nothing with it.
 */
export const securityHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'geolocation=(), camera=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** The page of the API's description brings scripts and styles of its own: its files, and what stands in the page itself, by its hash. */
export function documentationHeaders(page: unknown): Readonly<Record<string, string>> {
  if (typeof page !== 'string') return {};
  const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const styles = [...page.matchAll(/<style>([^]*?)<\/style>/g)].map(([, text]) => hashOf(text!));
  const attributes = [...page.matchAll(/ style="([^"]*)"/g)].map(([, text]) => hashOf(text!));
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${styles.join(' ')}`,
    `style-src-attr 'unsafe-hashes' ${attributes.join(' ')}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return { 'Content-Security-Policy': policy.join('; ') };
}
