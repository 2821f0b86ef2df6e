// PBKDF2 with HMAC-SHA-256 (RFC 8018) for browsers that offer no crypto.subtle outside a secure context.

const isPrime = (n) => { for (let i = 2; i * i <= n; i += 1) if (n % i === 0) return false; return true; };
const primes = [];
for (let n = 2; primes.length < 64; n += 1) if (isPrime(n)) primes.push(n);
const fraction = (value) => ((value - Math.floor(value)) * 4294967296) | 0;
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const turn = (word, by) => (word >>> by) | (word << (32 - by));

function mix(state, block) {
  const w = new Int32Array(64);
  for (let i = 0; i < 16; i += 1) w[i] = (block[i * 4] << 24) | (block[i * 4 + 1] << 16) | (block[i * 4 + 2] << 8) | block[i * 4 + 3];
  for (let i = 16; i < 64; i += 1) {
    const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
    const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + w[i]) | 0;
    const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] = (state[i] + word) | 0; });
}

/** SHA-256 of some bytes. */
export function sha256(message) {
  const length = ((message.length + 8) >> 6) + 1;
  const padded = new Uint8Array(length * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(message.length / 0x20000000));
  view.setUint32(padded.length - 4, message.length << 3);
  const state = Int32Array.from(start);
  for (let i = 0; i < padded.length; i += 64) mix(state, padded.subarray(i, i + 64));
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setInt32(i * 4, word));
  return new Uint8Array(digest.buffer);
}

const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

function hmac(key, message) {
  const short = key.length > 64 ? sha256(key) : key;
  const padded = new Uint8Array(64);
  padded.set(short);
  return sha256(join(padded.map((byte) => byte ^ 0x5c), sha256(join(padded.map((byte) => byte ^ 0x36), message))));
}

/** 32 bytes derived from a password. */
export function pbkdf2(password, salt, rounds) {
  let last = hmac(password, join(salt, [0, 0, 0, 1]));
  const result = Uint8Array.from(last);
  for (let round = 1; round < rounds; round += 1) {
    last = hmac(password, last);
    last.forEach((byte, i) => { result[i] ^= byte; });
  }
  return result;
}
