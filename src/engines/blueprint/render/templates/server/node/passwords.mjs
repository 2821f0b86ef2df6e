// Passwords: what is kept is an scrypt hash with a salt of its own, slow enough that guessing takes long.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt);
const cost = { N: 16384, r: 8, p: 1 };
const length = 32;

/** A new salt, in hexadecimal. */
export const newSalt = () => randomBytes(16).toString('hex');

/** What is kept of a password. */
export async function hashOf(password, salt) {
  return (await derive(password.normalize('NFKC'), Buffer.from(salt, 'hex'), length, cost)).toString('hex');
}

/** Whether a password is that of an account; without an account it takes as long, and never is. */
export async function isRight(password, account) {
  const hash = await hashOf(password, account?.salt ?? '00'.repeat(16));
  return Boolean(account) && timingSafeEqual(Buffer.from(hash, 'hex'), Buffer.from(account.hash, 'hex'));
}
