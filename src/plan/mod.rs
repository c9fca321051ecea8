//! Is the plan complete, and does it contradict itself?
