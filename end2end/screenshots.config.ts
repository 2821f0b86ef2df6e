// `npm run screenshots`: the README's pictures, taken from the running product.
import { defineConfig } from '@playwright/test';
import { browser } from './support/chromium.ts';
import type { Options } from './support/test.ts';

export default defineConfig<object, Options>({
  testDir: './screenshots',
  outputDir: './results',
  globalSetup: './support/global-setup.ts',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: { ...browser, viewport: { width: 1360, height: 850 } },
});
