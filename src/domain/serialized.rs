//! Serializes checked values as texts, for the digests of a saved plan.

/// Makes types serializable as a text, which `Type.method` gives.
macro_rules! serialized_as_text {
    ($($type:ident.$text:ident),+ $(,)?) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.$text())
            }
        }
    )+};
}

pub(super) use serialized_as_text;
