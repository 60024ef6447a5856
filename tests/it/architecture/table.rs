//! The two tables of the document: which rooms a room may use, and in which rooms a crate may be used.

/// Rows of cells; a cell is the list of what stands in backquotes in it.
fn rows(document: &str, header: &str) -> Vec<(Vec<String>, Vec<String>)> {
    let lines = document.lines().skip_while(|line| line.trim() != header).skip(2);
    let rows: Vec<_> = lines
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(quoted);
            (cells.next().unwrap_or_default(), cells.next().unwrap_or_default())
        })
        .collect();
    assert!(!rows.is_empty(), "there is no table {header:?}");
    rows
}

fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether `module` is `room` or lies in it.
fn within(module: &str, room: &str) -> bool {
    module.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// `| room | may use |`: a row may be for a part of a room (`http/rest/wire`), which then has less than the whole.
pub struct Rooms(Vec<(String, Vec<String>)>);

impl Rooms {
    pub fn read(document: &str) -> Self {
        let rows = rows(document, "| room | may use |");
        Self(rows.into_iter().flat_map(|(rooms, uses)| rooms.into_iter().map(move |r| (r, uses.clone()))).collect())
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(room, _)| room.as_str())
    }

    /// The narrowest row that a module falls under.
    fn row(&self, module: &str) -> Option<&(String, Vec<String>)> {
        self.0.iter().filter(|(room, _)| within(module, room)).max_by_key(|(room, _)| room.len())
    }

    /// The room of `module` and the room it names without leave.
    pub fn refused<'a>(&'a self, module: &str, target: &'a str) -> Option<(&'a str, &'a str)> {
        let (room, uses) = self.row(module).unwrap_or_else(|| panic!("{module} is in no room of the table"));
        let whole = target.split('/').next().unwrap_or(target);
        let is_room = self.names().any(|name| name == whole);
        let allowed = within(target, room) || uses.iter().any(|used| within(target, used));
        let narrowest = self.row(target).map_or(whole, |(name, _)| name);
        (is_room && !allowed).then_some((room.as_str(), narrowest))
    }
}

/// `| crate | only in |`: a name that ends in `*` stands for all that begin so; it may be a path (`std::env`).
pub struct Crates(Vec<(String, Vec<String>)>);

impl Crates {
    pub fn read(document: &str) -> Self {
        let rows = rows(document, "| crate | only in |");
        Self(rows.into_iter().flat_map(|(names, rooms)| names.into_iter().map(move |n| (n, rooms.clone()))).collect())
    }

    /// The name of the crate that `path` is of, where `module` may not use it.
    pub fn refused(&self, module: &str, path: &str) -> Option<&str> {
        let row = self.0.iter().find(|(name, _)| match name.strip_suffix('*') {
            Some(beginning) => path.starts_with(beginning),
            None => path.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with("::")),
        });
        let (name, rooms) = row?;
        (!rooms.iter().any(|room| within(module, room))).then_some(name)
    }
}
