//! The WASM entry point: the islands of `app` wake up here and nothing else happens.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's own script once the module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    app::wake();
}
