//! Mathematics without a domain.
