//! What customers are still worth: how often they will buy (BG/NBD and MBG/NBD), for how much
//! (Gamma-Gamma), and both together, discounted.

mod fit;
mod history;
mod purchases;
mod spend;

pub use fit::{
    CustomerValue, Goodness, ValueFit, ValueModel, ValueOptions, fit_customer_value, fit_customer_value_with,
};
pub use history::History;
pub use purchases::{Params, PurchaseModel};
pub use spend::SpendModel;
