//! The key figures that sales plans name.
