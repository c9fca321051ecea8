//! Customers in tiers by recency, frequency and money.
