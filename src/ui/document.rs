//! The form of a result for people: tables, fields and lines, before the layout.

use serde::Serialize;

use super::cell::Cell;
use crate::domain::finding::Findings;
use crate::secret::redact::Redactor;

/// A result. JSON and YAML are made from its `Serialize`, tables and CSV from its document, so that every format
/// shows the same value.
pub trait View: Serialize {
    /// The result in the form for people.
    fn document(&self) -> Document;

    /// The result for a terminal, where a table has little space.
    fn fitted(&self) -> Document {
        self.document()
    }

    /// The result for a terminal that was told before what is about to happen; `None` if nothing can be left out.
    fn after_talk(&self) -> Option<Document> {
        None
    }

    /// The result with all the columns, for an output of any width.
    fn wide(&self) -> Document {
        self.document()
    }

    /// The result for CSV, which has one table. Differs from the document if that has several tables, or more than
    /// its first.
    fn rows(&self) -> Document {
        self.document()
    }

    /// A label and a value that all rows of its table share. CSV has no place beside the table, so they become a
    /// column there.
    fn of_every_row(&self) -> Option<(&'static str, &str)> {
        None
    }
}

/// Blocks, one below the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Document {
    pub(super) blocks: Vec<Block>,
}

/// One block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Table(Table),
    Fields(Vec<(String, Cell)>),
    Lines(Vec<String>),
    Sentences(Vec<String>),
    Drawing(Vec<Vec<Piece>>),
    Findings(Findings),
}

/// A part of a drawn line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// Its look in colour. Its text must have the same meaning.
    pub tone: Tone,
}

/// The look of a part of a drawing in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The look of plain text.
    Plain,
    /// Important, or in progress.
    Strong,
    /// Future.
    Ahead,
    /// Shown only for completeness.
    Faint,
    /// Waiting, or needs a decision.
    Notice,
    /// Needs attention.
    Alarm,
}

impl Document {
    /// An empty document.
    pub const fn new() -> Self {
        Self { blocks: Vec::new() }
    }

    /// Adds a table.
    pub fn table(mut self, table: Table) -> Self {
        self.blocks.push(Block::Table(table));
        self
    }

    /// A table of JSON values, with a column for each of these keys. Lists and objects are JSON in their cells.
    pub fn records<T: Serialize>(keys: &[&str], values: &[T]) -> Self {
        let row = |value: &T| {
            let object = serde_json::to_value(value).unwrap_or_default();
            keys.iter().map(|key| Cell::of_json(&object[*key])).collect::<Vec<Cell>>()
        };
        Self::default().table(Table::new(keys.iter().copied()).rows(values.iter().map(row)))
    }

    /// Adds fields with a label and a value each, one below the other.
    pub fn fields<L: Into<String>, V: Into<Cell>>(
        mut self,
        fields: impl IntoIterator<Item = (L, V)>,
    ) -> Self {
        let fields = fields.into_iter().map(|(label, value)| (label.into(), value.into())).collect();
        self.blocks.push(Block::Fields(fields));
        self
    }

    /// Adds a field to the first block of fields, or as a new block if there is none. A document with only empty
    /// tables stays as it is.
    pub fn field(mut self, label: impl Into<String>, value: impl Into<Cell>) -> Self {
        let is_nothing = |block: &Block| matches!(block, Block::Table(table) if table.rows.is_empty());
        if self.blocks.iter().all(is_nothing) {
            return self;
        }
        let first = self.blocks.iter_mut().find_map(|block| match block {
            Block::Fields(fields) => Some(fields),
            _ => None,
        });
        match first {
            Some(fields) => {
                fields.push((label.into(), value.into()));
                self
            }
            None => self.fields([(label, value)]),
        }
    }

    /// Adds a column with the same value in each row to the first table, if there is one.
    pub(super) fn column(mut self, label: &str, value: &str) -> Self {
        let table = self.blocks.iter_mut().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        if let Some(table) = table {
            table.headers.push(label.to_owned());
            table.rows.iter_mut().for_each(|row| row.push(value.into()));
        }
        self
    }

    /// Reduces the first table to these columns, in this order. Unknown keys are ignored. Rows that stay on one line do
    /// so here too; the user has asked for the columns, so they are shortened, and none is left out.
    pub(super) fn with_columns(mut self, keys: &[String]) -> Self {
        let table = self.blocks.iter_mut().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        if let Some(table) = table {
            let place = |key: &String| table.headers.iter().position(|header| column_key(header) == *key);
            let places: Vec<usize> = keys.iter().filter_map(place).collect();
            let headers = places.iter().map(|place| table.headers[*place].clone()).collect();
            let of = |cells: &[Cell]| places.iter().map(|place| cells[*place].clone()).collect();
            let tones = table.tones.iter().filter_map(|(toned, tones)| {
                Some((places.iter().position(|place| place == toned)?, tones.clone()))
            });
            *table = Table {
                title: table.title.clone(),
                headers,
                rows: table.rows.iter().map(|row| of(row)).collect(),
                whole: (0..places.len()).filter(|at| table.whole.contains(&places[*at])).collect(),
                fit: match table.fit {
                    Rows::Wrapped => Rows::Wrapped,
                    Rows::OneLine(_) | Rows::Under(_) => Rows::OneLine(Vec::new()),
                },
                tones: tones.collect(),
                empty: table.empty.clone(),
                ..Table::default()
            };
        }
        self
    }

    /// Strikes secrets from its texts, before a layout cuts or wraps them.
    pub(super) fn without(mut self, secrets: &Redactor) -> Self {
        let strike = |text: &mut String| *text = secrets.clean(std::mem::take(text));
        for block in &mut self.blocks {
            match block {
                Block::Table(table) => {
                    table.title.iter_mut().chain(&mut table.under).chain(&mut table.empty).for_each(strike);
                    table.rows.iter_mut().flatten().for_each(|cell| cell.each_text(strike));
                }
                Block::Fields(fields) => fields.iter_mut().for_each(|(_, cell)| cell.each_text(strike)),
                Block::Lines(lines) | Block::Sentences(lines) => lines.iter_mut().for_each(strike),
                Block::Drawing(lines) => {
                    lines.iter_mut().flatten().for_each(|piece| strike(&mut piece.text));
                }
                Block::Findings(findings) => findings.each_text(strike),
            }
        }
        self
    }

    /// The names: the cells of the first column with names, and the values of name fields.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let is_name = |label: &str| ["name", "campaign"].contains(&column_key(label).as_str());
        self.blocks.iter().flat_map(move |block| -> Vec<&str> {
            match block {
                Block::Table(table) => {
                    let place = table.headers.iter().position(|header| is_name(header));
                    let cells = place.map(|place| table.rows.iter().map(move |row| &*row[place]));
                    cells.into_iter().flatten().collect()
                }
                Block::Fields(fields) => {
                    let named = fields.iter().filter(|(label, _)| is_name(label));
                    named.map(|(_, value)| &**value).collect()
                }
                Block::Lines(_) | Block::Sentences(_) | Block::Drawing(_) | Block::Findings(_) => Vec::new(),
            }
        })
    }

    /// The messages about tables without rows.
    pub(super) fn remarks(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) if table.rows.is_empty() => table.empty.as_deref(),
            _ => None,
        })
    }

    /// Adds lines of text.
    pub fn lines<L: Into<String>>(mut self, lines: impl IntoIterator<Item = L>) -> Self {
        self.blocks.push(Block::Lines(lines.into_iter().map(Into::into).collect()));
        self
    }

    /// Adds sentences, which are wrapped at words on a terminal.
    pub fn sentences(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.blocks.push(Block::Sentences(lines.into_iter().collect()));
        self
    }

    /// Adds drawn lines, which are never wrapped.
    pub fn drawing(mut self, lines: Vec<Vec<Piece>>) -> Self {
        self.blocks.push(Block::Drawing(lines));
        self
    }

    /// Adds findings with their source lines, and a summary below them.
    pub fn findings(mut self, findings: Findings) -> Self {
        self.blocks.push(Block::Findings(findings));
        self
    }
}

/// How a table is made narrow enough for its terminal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Rows {
    /// Cells are wrapped.
    #[default]
    Wrapped,
    /// Each row stays on one line: these columns are shortened, and then left out one by one.
    OneLine(Vec<usize>),
    /// Each row stays on one line: these columns move, whole and one by one, to a line below the row.
    Under(Vec<usize>),
}

/// A table: headers in capitals, as in `kubectl` and `gh`, and rows of texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Table {
    pub(super) title: Option<String>,
    pub(super) headers: Vec<String>,
    pub(super) whole: Vec<usize>,
    /// The column that keeps a width, by its place, and that width in columns of the terminal.
    pub(super) wide: Option<(usize, usize)>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) fit: Rows,
    /// The look of the cells of a column in colour, by the column's place.
    pub(super) tones: Vec<(usize, Vec<Tone>)>,
    /// The text below each row on a terminal; an empty text adds no line.
    pub(super) under: Vec<String>,
    /// Whether the text below a row is cut at the end of the line; else it is wrapped.
    pub(super) cuts_under: bool,
    pub(super) empty: Option<String>,
}

impl Table {
    /// A table without rows.
    pub fn new<H: Into<String>>(headers: impl IntoIterator<Item = H>) -> Self {
        Self { headers: headers.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// A line above the table.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets the columns that are never wrapped or cut, such as ids that users copy and times with their time zone.
    /// Unknown headers are ignored.
    pub fn whole(mut self, headers: &[&str]) -> Self {
        self.whole = headers.iter().filter_map(|header| self.place(header)).collect();
        self
    }

    /// Keeps at least this width for the sentences under this header. For that, [whole](Self::whole) columns that are
    /// long wrap after all, as far as they must. Unknown headers are ignored.
    pub fn wide(mut self, header: &str, width: usize) -> Self {
        self.wide = self.place(header).map(|place| (place, width));
        self
    }

    /// Keeps each row on one line. If the terminal is too narrow, the columns under these headers are shortened and
    /// then left out, in this order. Unknown headers are ignored.
    pub fn one_line(mut self, spare: &[&str]) -> Self {
        self.fit = Rows::OneLine(spare.iter().filter_map(|header| self.place(header)).collect());
        self
    }

    /// Keeps each row on one line. If the terminal is too narrow, the columns under these headers move, whole and in
    /// this order, to a line below each row. Unknown headers are ignored.
    pub fn one_line_or_under(mut self, spare: &[&str]) -> Self {
        self.fit = Rows::Under(spare.iter().filter_map(|header| self.place(header)).collect());
        self
    }

    /// Sets the look of the cells under this header in colour, in the order of the rows.
    pub fn tones(mut self, header: &str, tones: impl IntoIterator<Item = Tone>) -> Self {
        let place = self.place(header);
        self.tones.extend(place.map(|place| (place, tones.into_iter().collect())));
        self
    }

    /// Sets the text below each row on a terminal, wrapped to its width, in the order of the rows. An empty text adds
    /// no line.
    pub fn under(mut self, texts: impl IntoIterator<Item = String>) -> Self {
        self.under = texts.into_iter().collect();
        self
    }

    /// Like [`Table::under`], but each text is one line, which is cut at the width of the terminal.
    pub fn line_under(self, texts: impl IntoIterator<Item = String>) -> Self {
        Self { cuts_under: true, ..self.under(texts) }
    }

    fn place(&self, header: &str) -> Option<usize> {
        self.headers.iter().position(|known| known == header)
    }

    /// Sets the text that stderr shows if there are no rows, such as `no campaigns`; stdout then stays empty.
    pub fn empty(mut self, text: impl Into<String>) -> Self {
        self.empty = Some(text.into());
        self
    }

    /// Adds a row. Missing cells are empty; cells without a header are dropped.
    pub fn row<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        let mut row: Vec<Cell> = cells.into_iter().map(Into::into).collect();
        row.resize(self.headers.len(), Cell::default());
        self.rows.push(row);
        self
    }

    /// Adds rows.
    pub fn rows<R, C>(self, rows: impl IntoIterator<Item = R>) -> Self
    where
        R: IntoIterator<Item = C>,
        C: Into<Cell>,
    {
        rows.into_iter().fold(self, Self::row)
    }
}

/// The key of a column or field: `contact_lists` for `CONTACT LISTS` and `Contact lists`.
pub fn column_key(header: &str) -> String {
    let words = header.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}
