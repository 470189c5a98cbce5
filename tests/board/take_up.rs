//! Take up.
