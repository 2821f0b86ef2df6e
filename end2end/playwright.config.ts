// The journeys in Chromium, against the built program with a data folder of its own.
import { defineConfig } from '@playwright/test';
import { browser } from './support/chromium.ts';
import type { Options } from './support/test.ts';

export default defineConfig<object, Options>({
  testDir: './tests',
  outputDir: './results',
  globalSetup: './support/global-setup.ts',
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    ...browser,
    viewport: { width: 1280, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
