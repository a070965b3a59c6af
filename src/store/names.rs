//! Names of files and folders, and the order that they make.

pub(super) fn is_yaml(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml"))
}

/// A path below a folder; it is made for every file, so without formatting.
pub(super) fn join(path: &str, name: &str) -> String {
    let mut joined = String::with_capacity(path.len() + name.len() + 1);
    if !path.is_empty() {
        joined.push_str(path);
        joined.push('/');
    }
    joined.push_str(name);
    joined
}

/// The order of two entries of a folder in paths: by bytes, a folder's name with its slash.
pub(super) fn path_order(a: &str, a_is_folder: bool, b: &str, b_is_folder: bool) -> std::cmp::Ordering {
    let common = a.len().min(b.len());
    let rest = |name: &str, is_folder: bool| {
        let next = name.as_bytes().get(common).copied();
        next.or(is_folder.then_some(b'/'))
    };
    let (first, second) = (rest(a, a_is_folder), rest(b, b_is_folder));
    a.as_bytes()[..common].cmp(&b.as_bytes()[..common]).then(first.cmp(&second))
}
