// Cookies that scripts cannot read and that other places cannot make a browser send.
import { createHash, randomBytes } from 'node:crypto';

/** The value of a cookie, or undefined. */
export function cookieOf(headers, name) {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

/** A cookie for so many seconds; with 0 it is taken away. */
export function cookie(headers, name, value, seconds) {
  const secure = headers['x-forwarded-proto'] === 'https' ? '; Secure' : '';
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}

/** Something that nobody guesses. */
export const newToken = () => randomBytes(32).toString('base64url');
/** What is kept of it: who reads the database cannot use it. */
export const digest = (token) => createHash('sha256').update(token).digest('hex');
