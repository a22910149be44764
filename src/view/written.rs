//! The result of a write, and the account that it was sent to.

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::ui::{Document, View};

/// The key in JSON and the label in a table.
const WHERE: &str = "where";

/// The result of a write, with its account, so that neither people nor scripts confuse accounts.
#[derive(Debug)]
pub struct WrittenView<'view, V> {
    /// The result of the write: one object, or one for each campaign.
    pub result: &'view V,
    /// `the sandbox`, or the profile with its account, in words.
    pub whereabouts: String,
}

impl<V: Serialize> Serialize for WrittenView<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut value = serde_json::to_value(self.result).map_err(S::Error::custom)?;
        let objects = match &mut value {
            Value::Array(rows) => rows.as_mut_slice(),
            one => std::slice::from_mut(one),
        };
        for object in objects.iter_mut().filter_map(Value::as_object_mut) {
            object.insert(WHERE.to_owned(), self.whereabouts.clone().into());
        }
        value.serialize(serializer)
    }
}

impl<V: View> View for WrittenView<'_, V> {
    fn document(&self) -> Document {
        self.result.document().field(WHERE, &self.whereabouts)
    }

    fn fitted(&self) -> Document {
        self.result.fitted().field(WHERE, &self.whereabouts)
    }

    fn after_talk(&self) -> Option<Document> {
        Some(self.result.after_talk()?.field(WHERE, &self.whereabouts))
    }

    fn wide(&self) -> Document {
        self.result.wide().field(WHERE, &self.whereabouts)
    }

    fn rows(&self) -> Document {
        self.result.rows().field(WHERE, &self.whereabouts)
    }

    fn of_every_row(&self) -> Option<(&'static str, &str)> {
        Some((WHERE, &self.whereabouts))
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::json;

    use super::WrittenView;
    use crate::ui::{Document, Table, View};

    #[derive(Serialize)]
    struct One {
        name: &'static str,
    }

    impl View for One {
        fn document(&self) -> Document {
            Document::new().fields([("name", self.name)]).lines(["more"])
        }
    }

    #[derive(Serialize)]
    #[serde(transparent)]
    struct Many(Vec<One>);

    impl View for Many {
        fn document(&self) -> Document {
            Document::new().table(Table::new(["NAME"]).rows(self.0.iter().map(|one| [one.name])))
        }
    }

    fn written<V>(result: &V) -> WrittenView<'_, V> {
        WrittenView { result, whereabouts: "the sandbox".to_owned() }
    }

    #[test]
    fn one_result_says_where_among_its_fields_and_each_of_many_in_its_object() {
        let one = One { name: "A" };
        assert_eq!(json!(written(&one)), json!({"name": "A", "where": "the sandbox"}));
        let expected = Document::new().fields([("name", "A"), ("where", "the sandbox")]).lines(["more"]);
        assert_eq!(written(&one).document(), expected);
        let many = Many(vec![One { name: "A" }, One { name: "B" }]);
        let expected = json!([{"name": "A", "where": "the sandbox"}, {"name": "B", "where": "the sandbox"}]);
        assert_eq!(json!(written(&many)), expected);
        assert_eq!(written(&many).document(), many.document().fields([("where", "the sandbox")]));
    }

    #[test]
    fn where_nothing_was_done_nothing_is_said() {
        let none = Many(Vec::new());
        assert_eq!(json!(written(&none)), json!([]));
        assert_eq!(written(&none).document(), none.document());
    }
}
