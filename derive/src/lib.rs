//! Derives `Deserialize` and `Serialize` of `planscore::plain`.
//!
//! The attributes are the few of serde's that the core needs, with serde's meaning: on a type
//! `rename_all = "camelCase"`, `default`, `deny_unknown_fields` (always so), `try_from`, `into`; on a
//! field or variant `rename`, `default`, `skip_serializing_if` (null and empty lists are left out).

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::{format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Error, Expr, Fields, Lit, Meta, Result, Token, Type, parse_str};

/// Reads a struct from an object, or an enum of names from a text.
#[proc_macro_derive(Deserialize, attributes(serde))]
pub fn deserialize(input: TokenStream) -> TokenStream {
    expand(input, read)
}

/// Writes a struct as an object, or an enum of names as a text.
#[proc_macro_derive(Serialize, attributes(serde))]
pub fn serialize(input: TokenStream) -> TokenStream {
    expand(input, write)
}

fn expand(input: TokenStream, derive: fn(&DeriveInput) -> Result<Tokens>) -> TokenStream {
    let input = syn::parse_macro_input!(input as DeriveInput);
    derive(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

#[derive(Default)]
struct Options {
    camel_case: bool,
    default: bool,
    /// The function that gives the default.
    default_by: Option<Expr>,
    skip_empty: bool,
    rename: Option<String>,
    try_from: Option<Type>,
    into: Option<Type>,
}

impl Options {
    fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut options = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            for meta in attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)? {
                options.take(&meta)?;
            }
        }
        Ok(options)
    }

    fn take(&mut self, meta: &Meta) -> Result<()> {
        let name = meta.path().get_ident().map(ToString::to_string).unwrap_or_default();
        let text = match meta {
            Meta::NameValue(pair) => match &pair.value {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(text) => Some(text.value()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        };
        match (name.as_str(), text) {
            ("rename_all", Some(style)) if style == "camelCase" => self.camel_case = true,
            ("default", None) => self.default = true,
            ("default", Some(function)) => self.default_by = Some(parse_str(&function)?),
            ("deny_unknown_fields", None) => {}
            ("skip_serializing_if", Some(_)) => self.skip_empty = true,
            ("rename", Some(name)) => self.rename = Some(name),
            ("try_from", Some(from)) => self.try_from = Some(parse_str(&from)?),
            ("into", Some(into)) => self.into = Some(parse_str(&into)?),
            _ => return Err(Error::new_spanned(meta, "this attribute is not supported")),
        }
        Ok(())
    }

    /// The name of a field (`snake_case`) or a variant (`CamelCase`) as JavaScript sees it.
    fn name(&self, within: &Self, ident: &syn::Ident) -> String {
        let ident = ident.to_string();
        let ident = ident.strip_prefix("r#").unwrap_or(&ident);
        match &self.rename {
            Some(name) => name.clone(),
            None if within.camel_case => camel_case(ident),
            None => ident.to_owned(),
        }
    }
}

fn camel_case(ident: &str) -> String {
    let mut parts = ident.split('_');
    let first = parts.next().unwrap_or_default();
    let mut name = first[..1].to_lowercase() + &first[1..];
    for part in parts {
        name += &(part[..1].to_uppercase() + &part[1..]);
    }
    name
}

struct Field<'a> {
    options: Options,
    ident: &'a syn::Ident,
    name: String,
}

fn fields<'a>(input: &'a DeriveInput, options: &Options) -> Result<Vec<Field<'a>>> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "structs and enums of names only"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new_spanned(input, "fields need names"));
    };
    let one = |field: &'a syn::Field| {
        let own = Options::of(&field.attrs)?;
        let ident = field.ident.as_ref().expect("named fields have names");
        Ok(Field { name: own.name(options, ident), options: own, ident })
    };
    fields.named.iter().map(one).collect()
}

/// The variants of an enum of names: identifiers and names.
fn variants<'a>(
    input: &'a DeriveInput,
    options: &Options,
) -> Result<Option<(Vec<&'a syn::Ident>, Vec<String>)>> {
    let Data::Enum(data) = &input.data else { return Ok(None) };
    let mut names = Vec::new();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            return Err(Error::new_spanned(variant, "a variant is a name alone; use try_from and into"));
        }
        names.push(Options::of(&variant.attrs)?.name(options, &variant.ident));
    }
    Ok(Some((data.variants.iter().map(|variant| &variant.ident).collect(), names)))
}

fn read(input: &DeriveInput) -> Result<Tokens> {
    let options = Options::of(&input.attrs)?;
    let body = if let Some(from) = &options.try_from {
        quote! {
            let raw = <#from as ::planscore::plain::Deserialize>::deserialize(value)?;
            <Self as ::core::convert::TryFrom<#from>>::try_from(raw).map_err(::planscore::plain::Mismatch::new)
        }
    } else if let Some((idents, names)) = variants(input, &options)? {
        let places = 0..idents.len();
        quote! {
            match value.choose(&[#(#names),*])? {
                #(#places => ::core::result::Result::Ok(Self::#idents),)*
                _ => ::core::unreachable!(),
            }
        }
    } else {
        let fields = fields(input, &options)?;
        let idents: Vec<_> = fields.iter().map(|field| field.ident).collect();
        let names: Vec<_> = fields.iter().map(|field| &field.name).collect();
        if options.default {
            quote! {
                let mut read = Self::default();
                value.fields(&mut [#((#names, &mut read.#idents),)*])?;
                ::core::result::Result::Ok(read)
            }
        } else {
            let places: Vec<_> = idents.iter().map(|ident| format_ident!("place_of_{ident}")).collect();
            let got =
                fields.iter().zip(&places).map(|(Field { options, ident, name }, place)| {
                    match &options.default_by {
                        Some(function) => quote!(#ident: #place.or(#function)),
                        None if options.default => quote!(#ident: #place.or_default()),
                        None => quote!(#ident: #place.required(#name)?),
                    }
                });
            quote! {
                #(let mut #places = ::planscore::plain::Place::empty();)*
                value.fields(&mut [#((#names, &mut #places),)*])?;
                ::core::result::Result::Ok(Self { #(#got,)* })
            }
        }
    };
    let ident = &input.ident;
    let (generics, type_generics, bounds) = input.generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #generics ::planscore::plain::Deserialize for #ident #type_generics #bounds {
            fn deserialize(
                value: ::planscore::plain::Value,
            ) -> ::core::result::Result<Self, ::planscore::plain::Mismatch> {
                #body
            }
        }
    })
}

fn write(input: &DeriveInput) -> Result<Tokens> {
    let options = Options::of(&input.attrs)?;
    let body = if let Some(into) = &options.into {
        quote! {
            let raw: #into = ::core::clone::Clone::clone(self).into();
            ::planscore::plain::Serialize::serialize(&raw)
        }
    } else if let Some((idents, names)) = variants(input, &options)? {
        quote! {
            ::planscore::plain::Value::from(match self { #(Self::#idents => #names,)* })
        }
    } else {
        let fields = fields(input, &options)?;
        let one = fields.iter().map(|Field { options, ident, name }| {
            let skip = options.skip_empty;
            quote!((#name, &self.#ident, #skip))
        });
        quote!(::planscore::plain::Value::object(&[#(#one,)*]))
    };
    let ident = &input.ident;
    let (generics, type_generics, bounds) = input.generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #generics ::planscore::plain::Serialize for #ident #type_generics #bounds {
            fn serialize(&self) -> ::planscore::plain::Value {
                #body
            }
        }
    })
}
