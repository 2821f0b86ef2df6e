// One server for all tests that do not ask for a slower one.
import { startOlympus } from './olympus.ts';

/** Milliseconds between two sentences of a build: quick, and still live. */
export const QUICK = 30;

export default async function globalSetup(): Promise<() => Promise<void>> {
  const olympus = await startOlympus(QUICK);
  process.env.E2E_URL = olympus.url;
  process.env.E2E_DATA = olympus.data;
  return () => olympus.stop();
}
