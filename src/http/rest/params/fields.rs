//! Parameters as the fields of a struct.

use super::fault::Fault;
use super::value::Values;
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

/// Hands a struct the parameters its fields name. Asking by field instead of walking all pairs makes unknown parameters
/// free, and spares a map.
pub struct Fields<'a> {
    pub pairs: &'a [(String, String)],
    /// Names that count as not given.
    pub ignored: &'a [&'static str],
}

impl<'de> de::Deserializer<'de> for Fields<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Fault> {
        Err(Fault::malformed("can only be read into a struct"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_map(Given { fields: self, names: names.iter(), values: None })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple
        tuple_struct map enum identifier ignored_any
    }
}

/// The fields that were given, one after the other.
struct Given<'a> {
    fields: Fields<'a>,
    names: std::slice::Iter<'static, &'static str>,
    values: Option<Values<'a>>,
}

impl<'de> MapAccess<'de> for Given<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Fields { pairs, ignored } = self.fields;
        for name in self.names.by_ref().filter(|name| !ignored.contains(name)) {
            let values: Vec<&str> =
                pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect();
            if !values.is_empty() {
                self.values = Some(Values { name, values });
                let key: StrDeserializer<'_, Fault> = (*name).into_deserializer();
                return seed.deserialize(key).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let values = self.values.take().ok_or_else(|| Fault::malformed("has no value"))?;
        let name = values.name;
        seed.deserialize(values).map_err(|fault| fault.of(name))
    }
}
