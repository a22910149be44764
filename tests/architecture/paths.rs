//! The paths that a source file names, read as tokens, without code that is only compiled for tests.

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path in code, such as `crate::ui::Ui`. A group gives several paths, and `*` counts as a name. A method call
/// without arguments is one name, `.name()`.
pub type NamedPath = Vec<String>;

/// The tokens without the items that are only compiled for tests, whose modules are added to `test_modules`.
fn shipped(tokens: TokenStream, test_modules: &mut Vec<String>) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_test = is_punct(&token, '#')
            && matches!(tokens.peek(), Some(TokenTree::Group(group)) if is_for_tests(&group.stream().to_string()));
        if !is_test {
            kept.push(token);
            continue;
        }
        // An item ends with its block or its semicolon; its attributes and its name are before that.
        let mut before: Vec<String> = Vec::new();
        let mut file = None;
        for token in tokens.by_ref() {
            match &token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
                TokenTree::Group(group) => file = path_attribute(&group.stream().to_string()).or(file),
                TokenTree::Punct(punct) if punct.as_char() == ';' => {
                    if let [.., keyword, name] = &before[..]
                        && keyword == "mod"
                    {
                        test_modules.push(file.unwrap_or_else(|| name.clone()));
                    }
                    break;
                }
                other => before.push(other.to_string()),
            }
        }
    }
    kept
}

/// Whether the text of an attribute is `cfg(test)`, alone or with further conditions.
fn is_for_tests(attribute: &str) -> bool {
    let attribute: String = attribute.split_whitespace().collect();
    attribute == "cfg(test)" || attribute.starts_with("cfg(all(test,")
}

/// The file of a module from `path = "name.rs"`, without its extension.
fn path_attribute(attribute: &str) -> Option<String> {
    let name = attribute.strip_prefix("path")?.split('"').nth(1)?;
    Some(name.trim_end_matches(".rs").to_owned())
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// Collects every path in these tokens. `module` is the module of the tokens, from the crate's root.
fn collect_paths(tokens: &[TokenTree], module: &[String], found: &mut Vec<NamedPath>) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(keyword) if keyword == "mod" => {
                // An inline module is one level further from the root.
                if let (Some(name), Some(TokenTree::Group(group))) = (tokens.get(at + 1), tokens.get(at + 2))
                {
                    let inner = [module, &[name.to_string()]].concat();
                    collect_paths(&shipped(group.stream(), &mut Vec::new()), &inner, found);
                    at += 2;
                }
                at += 1;
            }
            TokenTree::Punct(dot) if dot.as_char() == '.' => {
                if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(group))) =
                    (tokens.get(at + 1), tokens.get(at + 2))
                    && group.delimiter() == Delimiter::Parenthesis
                    && group.stream().is_empty()
                {
                    found.push(vec![format!(".{name}()")]);
                }
                at += 1;
            }
            TokenTree::Ident(_) => at = collect_path(tokens, at, &[], module, found),
            TokenTree::Group(group) => {
                collect_paths(&shipped(group.stream(), &mut Vec::new()), module, found);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// Collects the path that starts here, with everything in its group, and returns its end.
fn collect_path(
    tokens: &[TokenTree],
    start: usize,
    prefix: &[String],
    module: &[String],
    found: &mut Vec<NamedPath>,
) -> usize {
    let mut path = prefix.to_vec();
    let mut at = start;
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(name)) => path.push(name.to_string()),
            Some(star) if is_punct(star, '*') => path.push("*".to_owned()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                for part in inner.split(|token| is_punct(token, ',')).filter(|part| !part.is_empty()) {
                    collect_path(part, 0, &path, module, found);
                }
                return at + 1;
            }
            _ => break,
        }
        at += 1;
        let goes_on = tokens.get(at..at + 2).is_some_and(|two| two.iter().all(|it| is_punct(it, ':')));
        if !goes_on {
            break;
        }
        at += 2;
    }
    let mut path = from_the_root(path, module);
    let is_renamed = matches!(tokens.get(at), Some(TokenTree::Ident(word)) if word == "as");
    if path == ["crate"] && is_renamed {
        path.push("self".to_owned());
    }
    found.push(path);
    at.max(start + 1)
}

/// Resolves the leading `self` and `super` of a path in this module.
fn from_the_root(path: NamedPath, module: &[String]) -> NamedPath {
    let own = path.iter().take_while(|name| *name == "self").count();
    let up = path[own..].iter().take_while(|name| *name == "super").count();
    // A single `self` is a value.
    if up == 0 && (own == 0 || path.len() == own) {
        return path;
    }
    let above = &module[..module.len().saturating_sub(up)];
    std::iter::once("crate")
        .chain(above.iter().chain(&path[own + up..]).map(String::as_str))
        .map(str::to_owned)
        .collect()
}

/// Every path in the code of a file that is not only compiled for tests.
pub fn paths(relative: &Path, text: &str) -> Vec<NamedPath> {
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", relative.display()));
    let file = relative.with_extension("");
    let names = file.iter().filter(|name| *name != "mod");
    let module: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    let mut found = Vec::new();
    collect_paths(&shipped(tokens, &mut Vec::new()), &module, &mut found);
    found
}

/// The modules that a file declares only for tests, as paths without an extension.
pub fn modules_for_tests(relative: &Path, text: &str) -> Vec<PathBuf> {
    let tokens: TokenStream = text.parse().unwrap();
    let mut names = Vec::new();
    shipped(tokens, &mut names);
    let folder = relative.parent().unwrap();
    let stem = relative.file_stem().unwrap();
    let is_root = ["mod", "lib", "main"].iter().any(|name| stem == *name);
    let below = if is_root { folder.to_owned() } else { folder.join(stem) };
    // A file that an attribute names is beside the one that declares it.
    names.iter().flat_map(|name| [below.join(name), folder.join(name)]).collect()
}
