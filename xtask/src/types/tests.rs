//! What becomes of Rust types: each test is a piece of Rust and the TypeScript that a reader of serde's
//! documentation would write for it.

use super::print::print;
use super::reach::Crossing;
use super::source::Sources;

/// The declarations that become of types and of a function that names them.
fn made(rust: &str) -> anyhow::Result<String> {
    let mut sources = Sources::default();
    sources.module("planscore_base", rust)?;
    let printed = print(&Crossing::follow(&sources)?)?;
    Ok(printed.replace("\n// ── planscore-base ──\n", "").trim().to_owned())
}

fn taken(name: &str) -> String {
    format!("\nfn take(#[wasm_bindgen(unchecked_param_type = \"{name}\")] given: JsValue) {{}}\n")
}

fn given_out(name: &str) -> String {
    format!(
        "\n#[wasm_bindgen(js_name = give, unchecked_return_type = \"{name}\")]\nfn give() -> JsValue {{}}\n"
    )
}

const ORDER: &str = "
    /// An order.
    #[derive(Serialize)]
    #[serde(rename_all = \"camelCase\")]
    pub struct Order {
        /// When, see [`Order`] and `paid_on`.
        pub ordered_on: Option<String>,
        /// What for; None of it is known.
        #[serde(skip_serializing_if = \"Option::is_none\")]
        pub note: Option<&'static str>,
        /// Its lines.
        pub lines: Vec<Option<f64>>,
        /// Where.
        pub place: [f64; 2],
    }";

#[test]
fn a_result_has_null_where_nothing_is_known() {
    let expected = "\
/** An order. */
export interface Order {
  /** When, see {@link Order} and `paidOn`. */
  orderedOn: string | null;
  /** What for; None of it is known. */
  note?: string;
  /** Its lines. */
  lines: (number | null)[];
  /** Where. */
  place: [number, number];
}";
    assert_eq!(made(&(ORDER.to_owned() + &given_out("Order[]"))).unwrap(), expected);
}

const OPTIONS: &str = "
    /// How.
    #[derive(Deserialize, Serialize)]
    #[serde(rename = \"HowOptions\", deny_unknown_fields)]
    pub struct Options {
        /// Always there.
        pub stages: Vec<String>,
        /// May be missing.
        pub day: Option<String>,
        /// Has a default.
        #[serde(default)]
        pub seed: u32,
    }";

#[test]
fn what_users_write_may_leave_out_what_has_a_default() {
    let expected = "\
/** How. */
export interface HowOptions {
  /** Always there. */
  stages: readonly string[];
  /** May be missing. */
  day?: string | null;
  /** Has a default. */
  seed?: number;
}";
    assert_eq!(made(&(OPTIONS.to_owned() + &taken("readonly HowOptions[]"))).unwrap(), expected);
}

#[test]
fn what_is_written_and_given_out_has_null_for_an_option_without_a_default() {
    let found = made(&(OPTIONS.to_owned() + &taken("HowOptions") + &given_out("HowOptions"))).unwrap();
    assert!(found.contains("\n  day: string | null;\n") && found.contains("\n  seed?: number;\n"), "{found}");
}

#[test]
fn enums_are_unions() {
    let rust = "
        /// Which way.
        #[derive(Serialize)]
        #[serde(rename_all = \"camelCase\")]
        pub enum Way { /// Up.
            AtLeast, /// Down.
            #[serde(rename = \"x-y\")] Down }
        /// What to reach.
        #[derive(Serialize)]
        #[serde(tag = \"form\", rename_all = \"camelCase\", rename_all_fields = \"camelCase\")]
        pub enum Target { /// None.
            Unset {}, /// One.
            Set { /// How much.
                per_unit: f64, /// Which way.
                way: Way } }
        /// Either.
        #[derive(Serialize)]
        #[serde(untagged)]
        pub enum Item { /// A target.
            One(Target), /// Several.
            Many(Vec<Item>) }";
    let expected = "\
/**
 * Which way.
 *
 * - `atLeast`: Up.
 * - `x-y`: Down.
 */
export type Way = 'atLeast' | 'x-y';

/** What to reach. */
export type Target =
  /** None. */
  | { form: 'unset' }
  /** One. */
  | {
      form: 'set';
      /** How much. */
      perUnit: number;
      /** Which way. */
      way: Way;
    };

/** Either. */
export type Item =
  /** A target. */
  | Target
  /** Several. */
  | Item[];";
    assert_eq!(made(&(rust.to_owned() + &given_out("Item"))).unwrap(), expected);
}

#[test]
fn a_conversion_by_hand_is_told_in_its_comment() {
    let rust = "
        /// A day.
        ///
        /// ```ts
        /// type IsoDate = string;
        /// ```
        pub struct Day(i32);
        /// A span.
        #[derive(Serialize)]
        pub struct Span {
            /// First.
            pub start: Day,
            /// Last.
            ///
            /// ```ts
            /// IsoDate | 'open'
            /// ```
            pub end: Option<Day>,
        }";
    let found = made(&(rust.to_owned() + &given_out("Span"))).unwrap();
    assert!(found.starts_with("/** A day. */\nexport type IsoDate = string;\n"), "{found}");
    assert!(found.contains("start: IsoDate;") && found.contains("end: IsoDate | 'open' | null;"), "{found}");
}

#[test]
fn only_what_the_boundary_names_is_written() {
    let found = made(&(ORDER.to_owned() + OPTIONS + &given_out("Order"))).unwrap();
    assert!(found.contains("interface Order ") && !found.contains("HowOptions"), "{found}");
}

#[test]
fn what_would_be_guessed_is_refused() {
    let lax = OPTIONS.replace(", deny_unknown_fields", "");
    let flat = OPTIONS.replace("#[serde(default)]", "#[serde(flatten)]");
    let silent = OPTIONS.replace("/// Has a default.", "");
    let twice = OPTIONS.to_owned() + &OPTIONS.replace("pub struct Options", "pub struct Others");
    for (rust, reason) in [
        (lax, "refuse unknown fields"),
        (flat, "`flatten` has no meaning"),
        (silent, "seed has no doc comment"),
        (twice, "HowOptions may be one of 2 types"),
        (String::new(), "no type is called HowOptions"),
    ] {
        let error = format!("{:#}", made(&(rust + &taken("HowOptions"))).unwrap_err());
        assert!(error.contains(reason), "{error}");
    }
}
