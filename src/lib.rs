//! Start, follow and collect the export jobs of cloud services.

#[cfg(target_arch = "wasm32")]
mod wasm;
