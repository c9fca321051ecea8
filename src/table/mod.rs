//! Bytes to typed columns.
