// Asks Olympus for an application as a program would, and takes what it hands over.
import { expect, request as http, type APIRequestContext } from '@playwright/test';
import type { Depth, Request } from './requests.ts';

/** A finished build, as the API shows it. */
export interface Build {
  buildId: string;
  status: string;
  title: string;
  tier: Depth;
  progress: { agentsTotal: number };
  costUsd: number;
  startedAt: string;
  finishedAt: string;
  previewUrl: string;
  error?: string;
}

/** The owner of the workspace in which everything is built. */
export const owner = (): Promise<APIRequestContext> => http.newContext({ baseURL: process.env.MADE_URL, storageState: process.env.MADE_SESSION });

/** Builds `request` at `depth` and waits until it is done. */
export async function build(as: APIRequestContext, { description, techConstraints }: Request, depth: Depth): Promise<Build> {
  const answer = await as.post('/api/v1/build', { data: { description, techConstraints, tier: depth } });
  expect(answer.status(), await answer.text()).toBe(200);
  const { buildId } = (await answer.json()).data as Build;
  let shown: Build | undefined;
  const isOver = async () => {
    shown = (await (await as.get(`/api/v1/build/${buildId}`)).json()).data as Build;
    return ['completed', 'failed', 'cancelled'].includes(shown.status);
  };
  await expect.poll(isOver, { timeout: 60_000, intervals: [100, 250, 500] }).toBe(true);
  expect(shown?.status, shown?.error).toBe('completed');
  expect(shown?.tier).toBe(depth);
  return shown as Build;
}

/** The zip of a build. */
export async function archive(as: APIRequestContext, { buildId }: Build): Promise<Buffer> {
  const answer = await as.get(`/api/v1/build/${buildId}/archive`);
  expect(answer.status()).toBe(200);
  return answer.body();
}
