// Guessing gets slower with each try: wrong passwords for one account from one address, and tries from an address at all.
import { Problem } from './problem.mjs';

const forgets = 60 * 60 * 1000;
const longest = 15 * 60;
const attempts = new Map();

function sweep(now) {
  if (attempts.size < 10_000) return;
  for (const [key, one] of attempts) if (one.at + forgets < now) attempts.delete(key);
}

/** How often each of these was tried; `free` tries cost nothing, then each waits twice as long as the one before. */
export const wrongPasswords = (ip, email) => [{ key: `password ${ip} ${email}`, free: 5 }, { key: `password ${ip}`, free: 30 }];
/** New accounts from one address. */
export const newAccounts = (ip) => [{ key: `account ${ip}`, free: 100 }];

/** Throws while somebody has to wait. */
export function mustNotWait(tries, now = Date.now()) {
  const until = Math.max(...tries.map(({ key }) => attempts.get(key)?.until ?? 0));
  if (until <= now) return;
  const seconds = Math.ceil((until - now) / 1000);
  throw new Problem(429, `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`, [], { 'retry-after': String(seconds) });
}

/** One more try. */
export function count(tries, now = Date.now()) {
  sweep(now);
  for (const { key, free } of tries) {
    const known = attempts.get(key);
    const times = (known && known.at + forgets > now ? known.times : 0) + 1;
    const wait = times < free ? 0 : Math.min(longest, 2 ** (times - free));
    attempts.set(key, { times, at: now, until: now + wait * 1000 });
  }
}

/** It was right: what was wrong for the account is forgotten, and this try counts nowhere. */
export function forget([ofAccount, ...others]) {
  attempts.delete(ofAccount.key);
  for (const { key } of others) if (attempts.has(key)) attempts.get(key).times -= 1;
}
