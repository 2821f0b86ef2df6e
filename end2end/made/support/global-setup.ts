// One server and one workspace, on the plan that allows every depth; all builds are made there.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from '@playwright/test';
import { startOlympus } from '../../support/olympus.ts';
import { signUp } from '../../support/test.ts';

export default async function globalSetup(): Promise<() => Promise<void>> {
  const olympus = await startOlympus(0);
  const folder = await mkdtemp(join(tmpdir(), 'olympus-made-'));
  const owner = await request.newContext({ baseURL: olympus.url });
  await signUp(owner);
  const plan = await owner.post('/api/v1/tenant/plan', { data: { tier: 'enterprise' } });
  if (!plan.ok()) throw new Error(`the plan cannot be changed: ${await plan.text()}`);
  process.env.MADE_URL = olympus.url;
  process.env.MADE_SESSION = join(folder, 'session.json');
  await owner.storageState({ path: process.env.MADE_SESSION });
  await owner.dispose();
  return async () => {
    await olympus.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
