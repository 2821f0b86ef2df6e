// The suite of made applications: thirty requests, each built, started by its README and used over HTTP and in Chromium.
//   npm run test:made                       each request once, the depths taking turns
//   MADE=all npm run test:made              each request at each depth
//   MADE=enterprise npm run test:made -- -g sauna
import { defineConfig } from '@playwright/test';
import { browser } from '../support/chromium.ts';
import { preferInstalledNode } from './support/node.ts';

preferInstalledNode();
process.env.CHROMIUM_PATH ??= browser.launchOptions.executablePath;

export default defineConfig({
  testDir: '.',
  outputDir: '../results/made',
  globalSetup: './support/global-setup.ts',
  // Applications side by side; what is done with one application stays in order.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    ...browser,
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: 'off',
  },
});
