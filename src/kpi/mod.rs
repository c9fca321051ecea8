//! How a team does against its plan.
