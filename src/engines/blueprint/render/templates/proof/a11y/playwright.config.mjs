// Whether everybody can use {{name}}: checked on every page. Run: npm run test:a11y
import { settings } from '../support/browser.mjs';

export default await settings('.');
