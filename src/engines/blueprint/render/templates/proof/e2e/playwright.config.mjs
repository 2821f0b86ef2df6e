// The journeys through {{name}} in a real browser. Run: npm run test:e2e
import { settings } from '../support/browser.mjs';

export default await settings('.');
