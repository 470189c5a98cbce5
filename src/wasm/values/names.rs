//! Names of members as JavaScript lists.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/entry/members.js")]
extern "C" {
    #[wasm_bindgen(js_name = namesOf)]
    fn names_of(text: &str) -> JsValue;
}

/// A list of names, and its JavaScript list.
type Names = (&'static [&'static str], JsValue);

/// Calls a function with names as a JavaScript list. The lists are kept, so that each is passed only once.
pub(crate) fn names_in_javascript<T>(
    names: &'static [&'static str],
    call: impl FnOnce(&JsValue) -> T,
) -> T {
    thread_local! {
        static ALL: RefCell<Vec<Names>> = const { RefCell::new(Vec::new()) };
    }
    let list = ALL.with_borrow_mut(|all| {
        if let Some((_, list)) = all.iter().find(|(other, _)| std::ptr::eq(*other, names)) {
            return list.clone();
        }
        let list = names_of(&names.join(","));
        all.push((names, list.clone()));
        list
    });
    call(&list)
}
