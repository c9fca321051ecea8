//! Where deals and time are lost.
